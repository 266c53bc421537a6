"""Findings for tests that look at where a finding stands or how much it matters, and not at its words."""

from typing import Any

from reportkit.diagnostics import Code, Diagnostic


def finding_of(code: Code, **sides: Any) -> Diagnostic:  # noqa: ANN401 - the sides of a finding, each of its own type
    """Return a finding of a code with a dash for everything that its words name."""
    return Diagnostic(code, values=dict.fromkeys(code.names - (sides.keys() - {"field"}), "-"), **sides)
