"""E-mails: newsletters, and pages that browsers save in the same format (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from types import MappingProxyType
from typing import cast

from workbook.errors import SourceRefused
from workbook.inputs import encodings, texts
from workbook.inputs.materials import Material, too_long
from workbook.inputs.rows import Found, Row, Rows, Terms

_WITH_PICTURES = 20  # an e-mail weighs more than its text
_STUB = 0.3
_WINDOWS = MappingProxyType(  # headers that say Latin-1 are written so, too
    {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}
)


def newsletter(material: Material, terms: Terms) -> Rows:
    """A newsletter: its text, with subject, sender and date as title, outlet and publication.

    E-mails attached to it are articles of their own; one that only hands them on is none.
    """
    first, *attached = _letters(_message(material, terms))
    text = _text(first, material.origin)
    if text.strip() or not attached:
        yield _letter(first, text, material.origin, terms)
    for number, message in enumerate(attached, start=1):
        where = f"e-mail {number} attached to {material.origin}"
        yield _letter(message, _text(message, where), where, terms)


def _letters(message: EmailMessage) -> Iterator[EmailMessage]:
    """The message and those attached to it, at any depth."""
    yield message
    for part in message.walk():
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
            yield from cast(list[EmailMessage], inner)  # walk goes on into them


def _letter(message: EmailMessage, text: str, where: str, terms: Terms) -> Found:
    if len(text) > terms.at_most:
        return SourceRefused(too_long(where, terms.at_most))
    name, address = parseaddr(_header(message, "From"))
    fields = {
        "title": _header(message, "Subject"),
        "outlet": name or address.rpartition("@")[2],
        "published": _sent(message),
        "text": text,
    }
    return Row(where, fields)


def saved_page(material: Material, terms: Terms) -> Rows:
    """A page as a browser saves it in one file (``.mhtml``)."""
    message = _message(material, terms)
    html = _part(message, "html")
    if html is None:
        raise SourceRefused(
            f"{material.origin} holds no page; save it in your browser once more, or as HTML."
        )
    text = encodings.text_of(_bytes(html), origin=material.origin)
    if len(text) > terms.page:
        raise SourceRefused(too_long(material.origin, terms.at_most))
    fields = texts.of_page(text, origin=material.origin)
    url = _header(message, "Snapshot-Content-Location") or _header(html, "Content-Location")
    is_address = url.startswith(("http://", "https://"))
    yield Row(material.origin, {**fields, "url": fields["url"] or (url if is_address else None)})


def _message(material: Material, terms: Terms) -> EmailMessage:
    data = material.data(at_most=_WITH_PICTURES * terms.at_most)
    raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    message = message_from_bytes(raw, policy=policy.default)
    if not message.keys():
        raise SourceRefused(
            f"{material.origin} is no e-mail; export it from your mail program as .eml."
        )
    return message


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part that is text of this kind and no attachment."""
    wanted = (
        part
        for part in _parts(message)
        if part.get_content_type() == f"text/{kind}" and not part.is_attachment()
    )
    return next(wanted, None)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Itself and its parts, without what belongs to an e-mail attached to it."""
    yield message
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            yield from _parts(cast(EmailMessage, part))


def _bytes(part: EmailMessage) -> bytes:
    """The part's text as UTF-8 where it states an encoding we know, else as it came."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    if charset is None:
        return data
    try:
        return data.decode(encodings.of_browsers(charset)).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def _text(message: EmailMessage, origin: str) -> str:
    """The plain part, unless it is a stub beside the designed one."""
    plain, html = _part(message, "plain"), _part(message, "html")
    written = encodings.text_of(_bytes(plain), origin=origin) if plain is not None else ""
    if html is None:
        return written
    from workbook import pages

    designed = pages.words(encodings.text_of(_bytes(html), origin=origin))
    return written if len(written.strip()) > _STUB * len(designed) else designed


def _header(message: EmailMessage, name: str) -> str:
    """A header's text; one that is broken beyond repair counts as empty."""
    try:
        value = message.get(name)
        return re.sub(r"\s+", " ", str(value or "").translate(_WINDOWS)).strip()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _sent(message: EmailMessage) -> object:
    from workbook.pages import moments

    return moments.moment(_header(message, "Date"))
