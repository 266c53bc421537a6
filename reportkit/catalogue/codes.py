"""Every code there is, each with the rule that stands in the module of its station."""

from enum import Enum, unique
from functools import cached_property
from typing import TypeVar

from reportkit.catalogue import (
    contradictions,
    deliveries,
    files,
    identity,
    lists,
    masters,
    output,
    structure,
    values,
)
from reportkit.catalogue.rule import Rule, Severity

T = TypeVar("T")


@unique
class Code(Enum):
    """Codes of findings, in the order of a report. They are stable once released."""

    F01 = files.F01
    F02 = files.F02
    F03 = files.F03
    F04 = files.F04
    F05 = files.F05
    F06 = files.F06
    F07 = files.F07
    F08 = files.F08
    F09 = files.F09
    F10 = files.F10
    F11 = files.F11
    F12 = files.F12
    F13 = files.F13
    F14 = files.F14
    F15 = files.F15
    F16 = files.F16
    F17 = files.F17
    F18 = files.F18
    F19 = files.F19
    F20 = files.F20
    F22 = files.F22
    F23 = files.F23
    F24 = files.F24
    F25 = files.F25
    F26 = files.F26
    F30 = files.F30
    F31 = files.F31
    F32 = files.F32
    F33 = files.F33

    I01 = identity.I01
    I03 = identity.I03
    I04 = identity.I04
    I05 = identity.I05
    I07 = identity.I07
    I08 = identity.I08
    I09 = identity.I09
    I10 = identity.I10
    I11 = identity.I11
    I12 = identity.I12
    I13 = identity.I13
    I14 = identity.I14
    I15 = identity.I15

    D01 = deliveries.D01
    D02 = deliveries.D02
    D03 = deliveries.D03
    D04 = deliveries.D04
    D05 = deliveries.D05
    D07 = deliveries.D07
    D08 = deliveries.D08
    D09 = deliveries.D09
    D10 = deliveries.D10
    D11 = deliveries.D11
    D12 = deliveries.D12
    D13 = deliveries.D13
    D14 = deliveries.D14
    D15 = deliveries.D15
    D16 = deliveries.D16
    D18 = deliveries.D18
    D20 = deliveries.D20
    D31 = deliveries.D31
    D33 = deliveries.D33
    D34 = deliveries.D34
    D35 = deliveries.D35
    D36 = deliveries.D36
    D42 = deliveries.D42
    D51 = deliveries.D51

    S01 = structure.S01
    S02 = structure.S02
    S03 = structure.S03
    S04 = structure.S04
    S05 = structure.S05
    S06 = structure.S06
    S07 = structure.S07
    S08 = structure.S08
    S09 = structure.S09
    S10 = structure.S10
    S11 = structure.S11
    S12 = structure.S12
    S13 = structure.S13
    S14 = structure.S14
    S15 = structure.S15
    S16 = structure.S16
    S17 = structure.S17
    S18 = structure.S18
    S19 = structure.S19
    S20 = structure.S20
    S21 = structure.S21
    S22 = structure.S22
    S23 = structure.S23
    S24 = structure.S24
    S25 = structure.S25
    S26 = structure.S26
    S36 = structure.S36
    S37 = structure.S37
    S42 = structure.S42

    V01 = values.V01
    V02 = values.V02
    V03 = values.V03
    V04 = values.V04
    V05 = values.V05
    V06 = values.V06
    V07 = values.V07
    V08 = values.V08
    V09 = values.V09
    V10 = values.V10
    V11 = values.V11
    V12 = values.V12
    V13 = values.V13
    V14 = values.V14
    V15 = values.V15
    V16 = values.V16
    V17 = values.V17
    V18 = values.V18
    V19 = values.V19
    V20 = values.V20
    V21 = values.V21
    V22 = values.V22
    V23 = values.V23
    V24 = values.V24
    V25 = values.V25
    V26 = values.V26
    V27 = values.V27
    V28 = values.V28
    V29 = values.V29
    V30 = values.V30
    V31 = values.V31
    V33 = values.V33
    V36 = values.V36
    V37 = values.V37
    V38 = values.V38
    V39 = values.V39
    V50 = values.V50
    V60 = values.V60

    X01 = contradictions.X01
    X03 = contradictions.X03
    X05 = contradictions.X05
    X06 = contradictions.X06
    X07 = contradictions.X07
    X08 = contradictions.X08
    X09 = contradictions.X09
    X10 = contradictions.X10
    X11 = contradictions.X11
    X12 = contradictions.X12
    X13 = contradictions.X13
    X14 = contradictions.X14
    X15 = contradictions.X15
    X16 = contradictions.X16
    X17 = contradictions.X17
    X18 = contradictions.X18
    X21 = contradictions.X21
    X22 = contradictions.X22
    X24 = contradictions.X24

    L01 = lists.L01
    L02 = lists.L02
    L03 = lists.L03
    L04 = lists.L04
    L05 = lists.L05
    L06 = lists.L06
    L07 = lists.L07
    L08 = lists.L08
    L09 = lists.L09
    L10 = lists.L10
    L11 = lists.L11
    L12 = lists.L12
    L13 = lists.L13
    L14 = lists.L14
    L15 = lists.L15
    L16 = lists.L16
    L17 = lists.L17
    L18 = lists.L18
    L19 = lists.L19
    L21 = lists.L21
    L22 = lists.L22
    L23 = lists.L23
    L24 = lists.L24
    L25 = lists.L25
    L26 = lists.L26
    L27 = lists.L27
    L28 = lists.L28
    L29 = lists.L29
    L30 = lists.L30
    L31 = lists.L31
    L32 = lists.L32
    L33 = lists.L33
    L34 = lists.L34
    L35 = lists.L35
    L36 = lists.L36
    L37 = lists.L37
    L38 = lists.L38
    L39 = lists.L39
    L40 = lists.L40
    L41 = lists.L41
    L42 = lists.L42
    L43 = lists.L43
    L44 = lists.L44
    L45 = lists.L45
    L46 = lists.L46
    L47 = lists.L47
    L48 = lists.L48
    L49 = lists.L49
    L50 = lists.L50
    L51 = lists.L51
    L52 = lists.L52
    L53 = lists.L53
    L54 = lists.L54
    L55 = lists.L55
    L56 = lists.L56
    L57 = lists.L57
    L58 = lists.L58
    L59 = lists.L59
    L60 = lists.L60
    L61 = lists.L61
    L62 = lists.L62
    L63 = lists.L63
    L64 = lists.L64
    L65 = lists.L65
    L66 = lists.L66
    L67 = lists.L67
    L70 = lists.L70

    M01 = masters.M01
    M02 = masters.M02
    M03 = masters.M03
    M04 = masters.M04
    M05 = masters.M05
    M06 = masters.M06
    M07 = masters.M07
    M08 = masters.M08
    M09 = masters.M09
    M10 = masters.M10
    M11 = masters.M11
    M12 = masters.M12
    M13 = masters.M13
    M14 = masters.M14
    M15 = masters.M15
    M16 = masters.M16
    M17 = masters.M17
    M18 = masters.M18
    M19 = masters.M19
    M20 = masters.M20
    M21 = masters.M21
    M22 = masters.M22
    M23 = masters.M23
    M24 = masters.M24
    M25 = masters.M25
    M26 = masters.M26
    M27 = masters.M27
    M28 = masters.M28
    M29 = masters.M29
    M30 = masters.M30
    M31 = masters.M31
    M32 = masters.M32
    M33 = masters.M33
    M34 = masters.M34
    M35 = masters.M35
    M36 = masters.M36
    M37 = masters.M37
    M38 = masters.M38
    M39 = masters.M39
    M40 = masters.M40
    M41 = masters.M41
    M42 = masters.M42
    M44 = masters.M44
    M45 = masters.M45
    M46 = masters.M46
    M47 = masters.M47
    M48 = masters.M48
    M49 = masters.M49
    M50 = masters.M50
    M51 = masters.M51
    M52 = masters.M52
    M53 = masters.M53
    M54 = masters.M54
    M55 = masters.M55
    M56 = masters.M56
    M60 = masters.M60
    M61 = masters.M61
    M62 = masters.M62
    M63 = masters.M63

    O03 = output.O03
    O04 = output.O04
    O05 = output.O05
    O06 = output.O06
    O07 = output.O07
    O08 = output.O08
    O09 = output.O09
    O10 = output.O10
    O20 = output.O20
    O11 = output.O11
    O12 = output.O12
    O13 = output.O13
    O14 = output.O14
    O15 = output.O15

    @property
    def rule(self) -> Rule:
        """Severity and words."""
        return self.value

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.value.severity

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the braces of its words, in every language."""
        return self.value.message.names | self.value.hint.names

    def wanted(self, **offered: T) -> dict[str, T]:
        """Return those of the values offered that its words name."""
        return {name: value for name, value in offered.items() if name in self.names}
