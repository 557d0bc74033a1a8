"""Files that are broken, hostile or of another kind end in one clear sentence, in little time and memory."""

import sys
import traceback
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from papers import HARBOR, word
from papers_pdf import printed
from reading import is_read, page
from undersigned.drafting.document import Document, UnreadableError
from undersigned.drafting.reading import LARGEST, apart, docx, kinds, pdf, read, text
from undersigned.drafting.reading.apart import Limits, read_apart
from undersigned.drafting.reading.docx_package import LARGEST_PART
from undersigned.drafting.reading.kinds import Kind

WORD = word(HARBOR)
PDF = printed(HARBOR)


def refusal(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert not message.endswith(".")
    return message


def zipped(parts: dict[str, bytes], base: bytes = WORD) -> bytes:
    """Return the Word file `base` with `parts` instead of its own, or added."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(BytesIO(base)) as old:
        for name in old.namelist():
            if name not in parts:
                archive.writestr(name, old.read(name))
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(PDF)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def pages(count: int, words: str = "page") -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(count):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


NAMELESS = (
    b"<</Font<</F<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>>>>>"
)
"""A font that does not say which letters its signs are."""


def stream(content: bytes, resources: bytes = b"<<>>") -> bytes:
    """Return a PDF of one page with the content stream `content`, packed."""
    packed = zlib.compress(content, 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources "
        + resources
        + b">>endobj\n4 0 obj<</Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>stream\n"
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("letter.docx", PDF, "it is a PDF, though its name ends in .docx: rename it to letter.pdf"),
        ("letter.pdf", WORD, "it is a Word document, though its name ends in .pdf: rename it to letter.docx"),
        ("letter.doc", WORD, "it is a Word document, though its name ends in .doc"),
        ("letter.doc", kinds.OLE + b"x" * 600, "a file of an old Office: open it in Word"),
        ("letter.docx", kinds.OLE + kinds.ENCRYPTED, "under a password: open it in Word"),
        ("letter.rtf", b"{\\rtf1 x}", "it is rich text"),
        (
            "letter.odt",
            zipped({"content.xml": b""}, zipped({}, WORD)).replace(b"[Content_Types].xml", b"x" * 19),
            "OpenDoc",
        ),
        ("letter.zip", b"PK\x03\x04broken", "it is broken"),
        ("letter.docx", b"PK\x03\x04" + kinds.ENTRY * 5_001, "it has more than 5000 parts"),
        ("letter.png", b"\x89PNG\r\n\x1a\n\x00", "it is a picture"),
        ("letter.pages", b"plain", "files of the kind .pages are not read, only text (.txt), Markdown (.md)"),
        ("letter.pdf", b"plain", "it is no PDF, though its name says so"),
        ("letter.txt", b" \n", "it is empty"),
        ("letter.txt", b"x" * (5 * 1024**2), "it has more than 4 MB of text"),
        ("letter.txt", b"x\n" * 50_001, "it has more than 50000 lines"),
        ("letter.md", b"---\ntitle: x\n---\n", "a letter already"),
    ],
)
def test_other_kinds(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    assert message in refusal(tmp_path, name, data)


def test_no_file_and_too_much_of_one(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "no.txt", "there is no such file"), (tmp_path, "it is a folder")):
        with pytest.raises(UnreadableError, match=message):
            read(path)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableError, match="more than 64 MB"):
        read(large)


@pytest.mark.parametrize("piece", [b" x", b"\ta", b"\n", b"  a", b"*a_ ", b"\x0c", b"a   b\n"])
def test_long_texts_are_read_in_little_time(piece: bytes) -> None:
    start = monotonic()
    for reader in (text.read_text, text.read_markdown):
        is_read(reader, piece * (100_000 // len(piece)))
    assert monotonic() - start < 5


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            zipped({"word/document.xml": b" " * (LARGEST_PART + 1)}),
            "its part word/document.xml unpacks to more",
        ),
        (zipped({"word/document.xml": BOMB}), "its part word/document.xml declares entities"),
        (
            zipped({"word/styles.xml": BOMB.decode().encode("utf-16")}),
            "its part word/styles.xml declares entities",
        ),
        # Without a byte order mark the parser would still read it.
        (
            zipped({"word/document.xml": BOMB.decode().encode("utf-16-le")}),
            "it is broken in word/document.xml",
        ),
        (
            zipped({"word/document.xml": BOMB.decode().encode("utf-16-be")}),
            "it is broken in word/document.xml",
        ),
        (zipped({"word/document.xml": b"<w"}), "it is broken in word/document.xml"),
        (zipped({"_rels/.rels": b"<x/>", "word/document.xml": b"<x/>"}), "it has no text"),
    ],
    ids=["bomb", "entities", "entities-16", "entities-16-le", "entities-16-be", "cut", "empty"],
)
def test_word_files(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        docx.read_data(data)
    assert message in str(caught.value)


def test_sizes_that_a_zip_declares_are_not_believed() -> None:
    data = zipped({"word/document.xml": b" " * (LARGEST_PART + 1)})
    size = (LARGEST_PART + 1).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match=r"broken|unpacks to more"):
        docx.read_data(data.replace(size, (9).to_bytes(4, "little")))


def test_macros_are_not_run_and_it_is_said() -> None:
    document = docx.read_data(zipped({"word/vbaProject.bin": b"macro"}))
    assert "Dear Minister Sample:" in page(document)
    assert [doubt.what for doubt in document.doubts] == [
        "the file holds macros: they were not run, and their text was not read"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pages(101), "it has 101 pages, and at most 100 are read"),
        (encrypted("secret"), "it is under a password"),
        (pages(1, ""), "it is a picture of a letter, without text"),
        (stream(b"BT /F 9 Tf 9 700 Td <" + b"0041" * 60 + b"> Tj ET", NAMELESS), "its fonts do not say"),
    ],
    ids=["pages", "password", "scan", "fonts"],
)
def test_pdfs(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        pdf.read_data(data)
    assert message in str(caught.value)


def test_a_pdf_that_anybody_may_open_is_read() -> None:
    assert "Dear Minister Sample:" in page(pdf.read_data(encrypted("")))


def test_a_reader_that_needs_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(stream(b" " * 60_000_000))
    with pytest.raises(UnreadableError, match=r"takes too much memory|it is broken|reading it failed"):
        read_apart(path, Kind.PDF, Limits(memory=96 * 1024**2))


def test_a_reader_that_takes_too_long(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(stream(b"q " * 3_000_000))
    start = monotonic()
    with pytest.raises(UnreadableError, match="took more than 1 seconds"):
        read_apart(path, Kind.PDF, Limits(seconds=1))
    assert monotonic() - start < 5


def test_elements_within_elements(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html>" + "<div>" * 200 + "deep", encoding="utf-8")
    assert page(read(path)) == "deep"
    around = b"<w:smartTag>" * 3_000, b"</w:smartTag>" * 3_000
    with zipfile.ZipFile(BytesIO(WORD)) as archive:
        text = archive.read("word/document.xml")
    for place, tags in zip((b"<w:r>", b"</w:r>"), around, strict=True):
        text = text.replace(place, tags + place if place == b"<w:r>" else place + tags, 1)
    assert "more deeply" in refusal(tmp_path, "deep.docx", zipped({"word/document.xml": text}))


def test_a_broken_pdf(tmp_path: Path) -> None:
    assert "it is broken" in refusal(tmp_path, "letter.pdf", b"%PDF-1.4\n" + PDF[2000:2500])


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    message = refusal(tmp_path, "letter.pdf", PDF)
    assert message == 'to read a PDF, run: pip install "undersigned[import]"'


def mangled(data: bytes) -> st.SearchStrategy[bytes]:
    """Return strategies for `data` with some of its bytes replaced, taken out or cut off."""
    cut = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.binary(max_size=20))

    def mangle(cuts: list[tuple[int, int, bytes]]) -> bytes:
        found = data
        for at, length, instead in cuts:
            found = found[:at] + instead + found[at + length :]
        return found

    return st.lists(cut, min_size=1, max_size=3).map(mangle)


@pytest.mark.parametrize("reader", [docx.read_data, pdf.read_data], ids=["docx", "pdf"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mangled_files_crash_nothing_but_parsers(
    reader: Callable[[bytes], Document], data: st.DataObject
) -> None:
    source = data.draw(mangled(WORD if reader is docx.read_data else PDF))
    last = ""
    try:
        is_read(reader, source)
    except Exception as error:  # noqa: BLE001 - the process around the reader turns any into a sentence
        last = traceback.extract_tb(error.__traceback__)[-1].filename
    assert "undersigned" not in last


@settings(max_examples=60)
@given(st.binary(max_size=80), st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ".doc", "", ".x"]))
@example(b"PK\x03\x04", ".docx")
@example(b"%PDF-", ".pdf")
def test_the_kind_of_any_bytes(data: bytes, suffix: str) -> None:
    def read_kind(data: bytes) -> Document:
        assert isinstance(kinds.kind_of(Path("letter" + suffix), data), Kind)
        return Document(lines=())

    assert is_read(read_kind, data) in {True, False}


def test_whatever_a_parser_raises_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-nothing")
    monkeypatch.setattr(apart, "_limit", lambda *_: None)
    apart.answer(str(path), "PDF", "0", "0")
    assert b"it is broken" in capfdbinary.readouterr().out
