"""Office documents: PDF and Word."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from statistics import median
from types import MappingProxyType
from typing import Any

from workbook.errors import SourceRefused
from workbook.inputs import archives, streams
from workbook.inputs.materials import Material, too_long
from workbook.inputs.rows import Row, Rows, Terms

_LARGEST = 200_000_000  # bytes
_MOST_PAGES = 500
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_SMALL = re.compile(r"[a-zäöüß].$")
_COORDINATED = re.compile(r"(?:und|oder|bzw|sowie)\b")  # no word ends in one of these syllables
_LIGATURES = MappingProxyType(
    {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?:…][\"“”«»‘’)\]]*$")
_PAGE_NUMBER = re.compile(r"(?:Seite\s+)?\d{1,4}(?:\s*(?:/|von)\s*\d{1,4})?", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EDGE = 2  # lines at the head and foot of a page that may be repeated on each
_SILENT = logging.NullHandler()


def pdf(material: Material, terms: Terms) -> Rows:
    """A PDF with a text layer; lines become paragraphs, what each page repeats is left out."""
    logging.getLogger("pypdf").addHandler(_SILENT)  # its remarks would land on standard error
    with material.binary() as handle:
        file = streams.seekable(handle, at_most=_LARGEST, origin=material.origin)
        try:
            pages, about = _pdf_parts(file, material.origin, terms)
        except SourceRefused:
            raise
        except Exception:  # a damaged PDF breaks the library in every way there is
            raise SourceRefused(
                f"{material.origin} is no readable PDF; print it to a new PDF and try again."
            ) from None
    text = _paragraphs(_without_repeats(pages))
    if not text:
        raise SourceRefused(
            f"{material.origin} holds pictures of text and no text; "
            "run a text recognition (OCR) over it first."
        )
    yield Row(material.origin, {**about, "text": text})


def _pdf_parts(file: Any, origin: str, terms: Terms) -> tuple[list[list[str]], dict[str, object]]:
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceRefused(f"{origin} is locked with a password; save it without and try again.")
    if len(reader.pages) > _MOST_PAGES:
        raise SourceRefused(
            f"{origin} has more than {_MOST_PAGES} pages and is no article; split it."
        )
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text().translate(_LIGATURES)
        length += len(text)
        if length > terms.at_most:
            raise SourceRefused(too_long(origin, terms.at_most))
        pages.append([line.strip() for line in text.split("\n")])
    return pages, _pdf_about(reader.metadata)


def _pdf_about(about: Any) -> dict[str, object]:
    """What the file says of itself; a title that is a file's name says nothing."""
    title = (about and about.title) or ""
    is_name = re.search(r"\.\w{2,5}$|^Microsoft Word|^untitled", str(title), re.IGNORECASE)
    return {
        "title": None if is_name else str(title),
        "author": str((about and about.author) or ""),
        "published": _moment(about and about.creation_date),
    }


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _without_repeats(pages: list[list[str]]) -> Iterable[str]:
    """The lines of all pages without running heads and page numbers."""
    edges = [{*page[:_EDGE], *page[-_EDGE:]} for page in pages]
    seen = [re.sub(r"\d+", "#", line) for edge in edges for line in edge if line]
    often = {line for line in seen if len(pages) > 2 and seen.count(line) > len(pages) / 2}
    for page, edge in zip(pages, edges, strict=True):
        for line in page:
            is_edge = line in edge
            if is_edge and _PAGE_NUMBER.fullmatch(line):
                continue
            if not (is_edge and re.sub(r"\d+", "#", line) in often):
                yield line


def _paragraphs(lines: Iterable[str]) -> str:
    """Lines as set, joined to paragraphs: one ends at an empty line or a short last line.

    Examples
    --------
    >>> _paragraphs(["Die Brücke über die Muster ist ge-", "sperrt.", "Das teilte die Stadt mit."])
    'Die Brücke über die Muster ist gesperrt.\\n\\nDas teilte die Stadt mit.'
    """
    all_lines = list(lines)
    full = median([len(line) for line in all_lines if line] or [0])
    done: list[str] = []
    current, last = "", ""
    for line in all_lines:
        if current and (not line or _ends(last, full)):
            done.append(current)
            current = ""
        current = _continued(current, line)
        last = line
    return "\n\n".join([*done, current] if current else done)


def _continued(text: str, line: str) -> str:
    """``text`` and the line after it; a hyphen between them goes if it parts a word.

    Examples
    --------
    >>> _continued("die Wehr-", "brücke"), _continued("die CDU-", "Vorsitzende")
    ('die Wehrbrücke', 'die CDU-Vorsitzende')
    >>> _continued("Bundes-", "und Landespolizei")
    'Bundes- und Landespolizei'
    """
    if not _HYPHEN.search(text) or _COORDINATED.match(line):
        return f"{text} {line}".strip()
    parts_a_word = line[:1].islower() and _SMALL.search(text)
    return (_HYPHEN.sub("", text) if parts_a_word else text) + line


def _ends(line: str, full: float) -> bool:
    """Whether ``line`` is the last of its paragraph: it ends a sentence well before the margin."""
    is_heading = len(line) < 0.6 * full and not (line.endswith((",", ";")) or _HYPHEN.search(line))
    return is_heading or (_SENTENCE_END.search(line) is not None and len(line) < 0.9 * full)


def word(material: Material, _: Terms) -> Rows:
    """A Word document; its title style, else its properties, give the title."""
    with material.binary() as handle:
        file = streams.seekable(handle, at_most=_LARGEST, origin=material.origin)
        try:
            paragraphs, about = _word_parts(file, material.origin)
        except SourceRefused:
            raise
        except Exception:  # as above, and a ZIP file may be damaged anywhere
            raise SourceRefused(
                f"{material.origin} is no readable Word document; save it again as .docx."
            ) from None
    titles = (text for style, text in paragraphs if style == "Title" and text)
    text = "\n\n".join(text for style, text in paragraphs if text and style != "Title")
    title = next(titles, about.title)
    fields = {"title": title, "author": about.author, "published": _moment(about.created)}
    yield Row(material.origin, {**fields, "text": text})


def _word_parts(file: Any, origin: str) -> tuple[list[tuple[str, str]], Any]:
    import docx

    archives.refuse_bombs(zipfile.ZipFile(file), origin=origin)
    document = docx.Document(file)
    return list(_written(document)), document.core_properties


def _written(document: Any) -> Iterable[tuple[str, str]]:
    """Style and text of the paragraphs in their order, wherever they stand: in tables, boxes and
    forms as well. Of tracked changes what was put in counts, and what was taken out does not."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    paragraph, run = qn("w:p"), qn("w:r")
    gone = {qn("w:moveFrom"), qn("w:del"), _FALLBACK}
    texts: dict[Any, list[str]] = {}
    for element in document.element.body.iter(paragraph, run):
        if element.tag == paragraph:
            texts[element] = []
            continue
        above = [parent.tag for parent in element.iterancestors()]
        if gone.isdisjoint(above):
            texts[next(element.iterancestors(paragraph))].append(element.text)
    for element, found in texts.items():
        style = Paragraph(element, document._body).style
        yield (style and style.name) or "", "".join(found).strip()
