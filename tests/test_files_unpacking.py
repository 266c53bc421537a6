"""Members of a zip packed as Windows packs what is large: unpacked as any other, to the same bounds."""

import io
import zipfile
import zlib
from collections.abc import Callable

import inflate64
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.files.archives import open_bundle
from reportkit.files.container import open_container
from reportkit.files.damage import DamageError
from reportkit.files.repack import unpack
from reportkit.files.unpacking import is_known, unpacked
from tests.returned import filled

METHOD = 8


def deflated64(content: bytes) -> bytes:
    deflater = inflate64.Deflater()
    return bytes(deflater.deflate(content) + deflater.flush())


def deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush()


def packed64(parts: dict[str, bytes], cut: int = 0, pack: Callable[[bytes], bytes] = deflated64) -> bytes:
    """Return a zip whose members are packed as Deflate64.

    Args:
        parts: bytes by name.
        cut: how many bytes at the end of what is packed are zeros instead.
        pack: how each is packed.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            packed = pack(content)
            archive.writestr(zipfile.ZipInfo(name), packed[: len(packed) - cut] + b"\0" * cut)
    data = bytearray(stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, start = archive.infolist(), archive.start_dir
    for info in infos:
        content = parts[info.filename]
        told = zlib.crc32(content).to_bytes(4, "little"), len(content).to_bytes(4, "little")
        for at, method, crc, size in (
            (info.header_offset, METHOD, 14, 22),
            (data.index(b"PK\x01\x02", start), METHOD + 2, 16, 24),
        ):
            data[at + method : at + method + 2] = (9).to_bytes(2, "little")
            data[at + crc : at + crc + 4], data[at + size : at + size + 4] = told
        start = data.index(b"PK\x01\x02", start) + 4
    return bytes(data)


def read(data: bytes, most: int = 10**6) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        assert all(is_known(info) for info in infos)
        return [unpacked(archive, info, most) for info in infos]


@given(st.lists(st.binary(max_size=2_000), min_size=1, max_size=3))
def test_what_was_packed_comes_out(contents: list[bytes]) -> None:
    assert read(packed64({f"{n}.bin": content for n, content in enumerate(contents)})) == contents


def test_what_only_calls_itself_so_is_known_by_its_checksum() -> None:
    contents = {str(n): bytes(range(256)) * n for n in range(1, 200, 40)}
    assert read(packed64(contents, pack=deflated)) == list(contents.values())


def test_a_member_far_larger_than_may_be_read_is_cut_at_the_bound() -> None:
    (found,) = read(packed64({"a": b"\0" * 50_000_000}), most=1_000)
    assert found == b"\0" * 1_000


@pytest.mark.parametrize("cut", [1, 20])
def test_what_is_damaged_is_said_to_be(cut: int) -> None:
    data = packed64({"a": bytes(range(256)) * 30}, cut)
    with pytest.raises(DamageError):
        read(data)


def test_what_is_packed_in_a_way_that_nobody_knows_is_known_beforehand() -> None:
    info = zipfile.ZipInfo("a")
    assert is_known(info)
    info.compress_type = 93
    assert not is_known(info)
    info.compress_type, info.flag_bits = 8, 0x40
    assert not is_known(info)


# What is packed so, at the doors


def test_a_form_that_windows_packed_anew_is_read() -> None:
    container = open_container(packed64(unpack(filled())), "回执.xlsx")
    assert container.findings == ()
    assert container.grids == open_container(filled(), "回执.xlsx").grids


def test_what_lies_in_an_archive_that_windows_packed_comes_out() -> None:
    bundle = open_bundle(packed64({"甲.xlsx": filled(), "说明.txt": b"a"}), "一包.zip")
    assert bundle is not None
    assert [(member.name, member.data) for member in bundle.members] == [("甲.xlsx", filled()), ("说明.txt", b"a")]
