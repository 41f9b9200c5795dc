# SPDX-License-Identifier: MIT
"""Files as parsers read them: what is wrong with one is said in a line, what is whole of it is read, memory stays bounded."""

import gzip
import io
import os
import random
import socket
import zlib
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.sources import stream as streams
from paperdesk.sources.stream import open_stream

RANDOM_LINES = b"".join(b"%d %s\n" % (n, random.Random(n).randbytes(90).hex().encode()) for n in range(3_000))


def file(tmp_path: Path, content: bytes, name: str = "input.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def said(path: Path) -> str:
    """Return what is said of a file that cannot be read."""
    with pytest.raises(BadInput) as caught, open_stream(path) as stream:
        stream.read_text()
    assert "\n" not in caught.value.text
    assert path.name in caught.value.text
    return caught.value.text


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe \0\n\0", b"\0\0\0"],
    ids=["empty", "blank", "utf-8 mark", "utf-16 mark", "utf-16 blanks", "zeros"],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_nothing_to_read_is_said(tmp_path: Path, content: bytes, packed: bool) -> None:
    path = file(tmp_path, gzip.compress(content) if packed else content)
    assert "there is nothing in it" in said(path)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(tmp_path)  # a socket's path may not be long
    try:
        listener.bind("socket")
    finally:
        os.chdir(here)
        listener.close()
    os.mkfifo(tmp_path / "pipe")
    assert "this is a folder; name the files in it" in said(tmp_path)
    assert "this is no file" in said(tmp_path / "socket")
    assert "standard input" in said(tmp_path / "pipe")
    assert "there is no such file" in said(tmp_path / "gone")
    assert "there is no such file" in said(tmp_path / "gone" / "further")


def test_a_name_that_is_none_is_said() -> None:
    with pytest.raises(BadInput, match="no name of a file"):
        open_stream(Path("a\0b"))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_opens_and_cannot_be_read_is_said() -> None:
    assert "it cannot be read" in said(Path("/proc/self/mem"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = file(tmp_path, b"text")
    path.chmod(0)
    assert "it cannot be read: Permission denied" in said(path)


def test_standard_input_stays_open() -> None:
    given = io.BytesIO(b"some text")
    with open_stream(given) as stream:
        assert stream.read_text() == "some text"
    assert not given.closed
    with pytest.raises(BadInput, match="standard input: there is nothing in it"):
        open_stream(given)


@pytest.mark.parametrize(
    "content",
    [
        "Théorie – “x”".encode(),
        b"\xef\xbb\xbf" + "Théorie – “x”".encode(),
        "Théorie – “x”".encode("utf-16"),
        b"\xfe\xff" + "Théorie – “x”".encode("utf-16-be"),
        "Théorie – “x”".encode("utf-16-le"),
        "Théorie – “x”".encode("utf-16-be"),
        "Théorie – “x”".encode("utf-32"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16", "utf-16-be marked", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_unicode_is_decoded_whichever_way_it_is_written(tmp_path: Path, content: bytes) -> None:
    with open_stream(file(tmp_path, content)) as stream:
        assert stream.head_text() == "Théorie – “x”"
        assert stream.read_text() == "Théorie – “x”"
        assert stream.damage == ""


def test_windows_1252_is_read_and_told(tmp_path: Path) -> None:
    with open_stream(file(tmp_path, "Théorie – “x” de l’été".encode("cp1252"))) as stream:
        assert stream.read_text() == "Théorie – “x” de l’été"
        assert "Windows-1252" in stream.damage


@pytest.mark.parametrize(
    "content",
    [
        "变分自编码器 a b c".encode("gbk"),
        "変分オートエンコーダ".encode("shift-jis"),
        "Обучение с подкреплением".encode("cp1251"),
        "Обучение".encode("koi8-r"),
        "Théorie ".encode() + "été".encode("cp1252"),
        b"a\x81b and more",
        "Théorie".encode("utf-16-le") + b"\0\xd8\0\0 ",
    ],
    ids=["gbk", "shift-jis", "cp1251", "koi8-r", "mixed", "undefined", "utf-16 surrogate"],
)
def test_what_may_be_any_encoding_is_refused_and_never_garbled(tmp_path: Path, content: bytes) -> None:
    assert "save the file as UTF-8" in said(file(tmp_path, content))


def test_a_plain_file_cut_within_a_character_is_read_up_to_it(tmp_path: Path) -> None:
    with open_stream(file(tmp_path, "Théorie de l’été".encode()[:-1])) as stream:
        assert stream.read_text() == "Théorie de l’ét"
        assert "breaks off within a character" in stream.damage


@pytest.mark.parametrize("size", [900, 60_000, 150_000, len(gzip.compress(RANDOM_LINES)) - 1])
def test_all_that_a_cut_packing_still_holds_is_read(tmp_path: Path, size: int) -> None:
    packed = gzip.compress(RANDOM_LINES)[:size]
    whole = zlib.decompressobj(31).decompress(packed)
    assert whole
    with open_stream(file(tmp_path, packed)) as stream:
        assert stream.read_bytes() == whole
        assert "cut off or damaged" in stream.damage


def test_a_packing_that_is_damaged_in_the_middle_is_told(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(RANDOM_LINES))
    packed[80_000:80_100] = bytes(100)
    with open_stream(file(tmp_path, bytes(packed))) as stream:
        read = stream.read_bytes()
        assert RANDOM_LINES.startswith(read[:50_000])
        assert "cut off or damaged" in stream.damage


def test_several_packings_in_a_row_are_one_text(tmp_path: Path) -> None:
    with open_stream(file(tmp_path, gzip.compress(b"one ") + gzip.compress(b"two"))) as stream:
        assert stream.read_text() == "one two"


def test_a_packing_that_ends_before_its_text_is_told(tmp_path: Path) -> None:
    assert "cut off or damaged" in said(file(tmp_path, gzip.compress(b"some text")[:10]))


def test_a_packing_in_a_packing_is_refused(tmp_path: Path) -> None:
    assert "packed twice; unpack it once" in said(file(tmp_path, gzip.compress(gzip.compress(b"text"))))


@pytest.mark.parametrize(
    "unit", [b"\0", b"x" * 63 + b"\n", b"x", b'{"title":"a"},'], ids=["zeros", "lines", "letters", "items"]
)
def test_a_bomb_is_given_up_early(tmp_path: Path, unit: bytes) -> None:
    content = b"x" + unit * ((40 << 20) // len(unit))
    path = file(tmp_path, gzip.compress(content, 9))
    del content
    with pytest.raises(BadInput, match="far more than a file of papers"), open_stream(path) as stream:
        stream.read_bytes()
    given = [0]
    with pytest.raises(BadInput, match="far more than a file of papers"), open_stream(path) as stream:
        _gather(stream, given)
    assert given[0] < 24 << 20


def _gather(stream: streams.Stream, given: list[int]) -> None:
    for _, text, _ in stream.lines():
        given[0] += len(text) + 1


def test_a_document_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as sparse:
        sparse.write(b"[1]")
        sparse.truncate(streams.LARGEST_DOCUMENT + 1)
    with pytest.raises(BadInput, match="larger than 256 MB; split it"), open_stream(path) as stream:
        stream.read_text()
    assert stream.position() < 1 << 20


def lines(path: Path) -> list[tuple[int, str, str]]:
    with open_stream(path) as stream:
        return list(stream.lines())


def test_lines_are_numbered_and_only_line_feeds_part_them(tmp_path: Path) -> None:
    text = 'one\n"two\u2028\x85\x0c"\r\n\nfour'
    expected = [(1, "one", ""), (2, '"two\u2028\x85\x0c"\r', ""), (3, "", ""), (4, "four", "")]
    assert lines(file(tmp_path, text.encode())) == expected
    assert lines(file(tmp_path, text.encode("utf-16"))) == expected


def test_lines_over_the_bounds_of_blocks_are_whole(tmp_path: Path) -> None:
    text = [f"{n} " + "é" * (n * 7919 % 90_000) for n in range(60)]
    assert lines(file(tmp_path, "\n".join(text).encode())) == [(n, line, "") for n, line in enumerate(text, 1)]


def test_a_line_that_is_no_utf_8_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    found = lines(file(tmp_path, b"one\ntw\xe9o\nthree\n"))
    assert [(number, text) for number, text, why in found if not why] == [(1, "one"), (3, "three")]
    assert [(number, why) for number, _, why in found if why] == [
        (2, "byte 2 of it is not UTF-8; save the file as UTF-8")
    ]


@pytest.mark.parametrize("ending", [b"", b"\n", b"\nlast"], ids=["at the end", "closed", "in the middle"])
def test_a_line_that_is_too_long_is_told_once(tmp_path: Path, ending: bytes) -> None:
    long = b"x" * (streams.LONGEST_LINE + (3 << 18))
    found = lines(file(tmp_path, b"first\n" + long + ending))
    assert [(n, text) for n, text, why in found if not why] == [
        (1, "first"),
        *([(3, "last")] if ending == b"\nlast" else []),
    ]
    assert [(n, why) for n, _, why in found if why] == [(2, "it is longer than 16 MB")]
