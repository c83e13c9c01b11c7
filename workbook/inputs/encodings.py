"""Bytes to text, character for character: the encoding is found, nothing else is changed.

UTF-8 and the byte order marks are certain. Everything older is a guess: first the encodings
of German newsrooms, judged by whether the letters beyond ASCII come out as German ones, then
charset-normalizer. Line endings stay as they are, so offsets hold.
"""

from __future__ import annotations

import codecs
import re

from workbook.errors import SourceRefused

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARIES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
)
_SEVERAL = "several"
_NEWSROOM = ("cp1252", "iso8859_15", "cp850", "mac_roman")
_GERMAN = re.compile("[äöüÄÖÜßéÉ’–\u00a0]|(?<![A-Za-z])[„“”‚‘…€§°«»›‹]|[„“”‚‘…€§°«»›‹](?![A-Za-z])")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MOSTLY = 0.6  # Cyrillic read as Windows-1252 stays below .15, German is at .9 and above
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})")


def text_of(data: bytes, *, origin: str) -> str:
    """The text of ``data``; only a byte order mark is left out.

    ``origin`` names the source in messages.

    Raises
    ------
    SourceRefused
        If these bytes are no text, or the encoding cannot be told.

    Examples
    --------
    >>> text_of("Müller grüßt.\\r\\n".encode("cp1252"), origin="a.txt")
    'Müller grüßt.\\r\\n'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, origin)
    return _unmarked(data, origin)[1]


def name_of(data: bytes, *, origin: str) -> str:
    """The codec for a text that begins with ``data``, which ends with a whole character.

    Raises
    ------
    SourceRefused
        As `text_of`, and if the lines are in several encodings.

    Examples
    --------
    >>> name_of("Müller grüßt".encode("cp1252"), origin="a.csv")
    'cp1252'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding[:6])
    codec = _unmarked(data, origin)[0]
    if codec == _SEVERAL:
        raise SourceRefused(
            f"Some lines of {origin} are UTF-8 and others are not; save it as UTF-8 throughout."
        )
    return codec


def _unmarked(data: bytes, origin: str) -> tuple[str, str]:
    """Codec and text of what has no byte order mark."""
    _refuse_binary(data, origin)
    for encoding in ("utf-8", *_declared(data)):
        text = _strictly(data, encoding)
        if text is not None:
            return encoding, text
    mixed = _mixed(data)
    if mixed is not None:
        return _SEVERAL, mixed
    return _newsroom(data) or _guessed(data, origin)


def _mixed(data: bytes) -> str | None:
    """The text of a file whose lines come from several files: some are UTF-8, others are not.

    None where no line with letters beyond ASCII is UTF-8: no other encoding looks like it.
    """
    lines = data.split(b"\n")
    read = [_strictly(line, "utf-8") for line in lines]
    if all(text is None or text.isascii() for text in read):
        return None
    older = _newsroom(
        b"\n".join(line for line, text in zip(lines, read, strict=True) if text is None)
    )
    if older is None:
        return None
    rest = iter(older[1].split("\n"))
    return "\n".join(next(rest) if text is None else text for text in read)


def _marked(data: bytes, encoding: str, origin: str) -> str:
    text = _strictly(data, encoding)
    if text is None:
        raise SourceRefused(
            f"{origin} begins as {encoding.upper()} but does not go on so; "
            "the file is damaged, save it again as UTF-8."
        )
    if "\0" in text:
        raise SourceRefused(_binary(origin, "no text"))
    return text


def _refuse_binary(data: bytes, origin: str) -> None:
    for magic, name in _BINARIES:
        if data.startswith(magic):
            raise SourceRefused(_binary(origin, name))
    if b"\0" in data:
        raise SourceRefused(_binary(origin, "no text"))


def _binary(origin: str, name: str) -> str:
    return f"{origin} is {name}; save the article as text, Markdown or HTML and pass that file."


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> tuple[str, ...]:
    """The encoding a page states in its head; only pages state one."""
    head = data[:2048]
    if b"<" not in head[:200]:
        return ()
    names = (match.group(1).decode("ascii") for match in _DECLARED.finditer(head))
    return tuple(name for name in map(of_browsers, names) if _is_codec_of_pages(name))


def of_browsers(name: str) -> str:
    """The codec browsers and mail programs use for a name; who says Latin-1 writes Windows-1252.

    Examples
    --------
    >>> of_browsers("ISO-8859-1"), of_browsers("utf-8")
    ('cp1252', 'utf-8')
    """
    try:
        return "cp1252" if codecs.lookup(name).name in ("iso8859-1", "ascii") else name
    except LookupError:
        return name


def _is_codec_of_pages(name: str) -> bool:
    try:
        return codecs.lookup(name).name.startswith(("cp125", "iso8859"))
    except LookupError:
        return False


def _newsroom(data: bytes) -> tuple[str, str] | None:
    """``data`` in the encoding that makes most of its letters beyond ASCII German ones."""
    readings = [(name, text) for name in _NEWSROOM if (text := _strictly(data, name)) is not None]
    best = max(readings, key=lambda reading: _germanness(reading[1]), default=None)
    if best is None or _germanness(best[1]) < _MOSTLY or _CONTROL.search(best[1]):
        return None
    return best


def _germanness(text: str) -> float:
    """The part of the characters beyond ASCII that German has, signs not within a word."""
    start = text[:1_000_000]
    return len(_GERMAN.findall(start)) / max(len(_BEYOND_ASCII.findall(start)), 1)


def _guessed(data: bytes, origin: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    text = _strictly(data, best.encoding) if best else None
    if best is None or text is None or _CONTROL.search(text):
        raise SourceRefused(
            f"The encoding of {origin} cannot be told; save the file as UTF-8 and try again."
        )
    return best.encoding, text
