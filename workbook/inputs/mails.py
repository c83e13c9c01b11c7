"""E-mails: newsletters, and pages that browsers save in the same format (MHTML)."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from workbook.errors import SourceRefused
from workbook.inputs import encodings, texts
from workbook.inputs.materials import Material, too_long
from workbook.inputs.rows import Row, Rows, Terms

_WITH_PICTURES = 20  # an e-mail weighs more than its text
_STUB = 0.3


def newsletter(material: Material, terms: Terms) -> Rows:
    """A newsletter: its text, with subject, sender and date as title, outlet and publication."""
    message = _message(material, terms)
    text = _text(message, material.origin)
    if len(text) > terms.at_most:
        raise SourceRefused(too_long(material.origin, terms.at_most))
    name, address = parseaddr(_header(message, "From"))
    fields = {
        "title": _header(message, "Subject"),
        "outlet": name or address.rpartition("@")[2],
        "published": _sent(message),
        "text": text,
    }
    yield Row(material.origin, fields)


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
        for part in message.walk()
        if part.get_content_type() == f"text/{kind}" and not part.is_attachment()
    )
    return next(wanted, None)


def _bytes(part: EmailMessage) -> bytes:
    """The part's text as UTF-8 where it states an encoding we know, else as it came."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    if charset is None:
        return data
    try:
        return data.decode(charset).encode("utf-8")
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
        return re.sub(r"\s+", " ", str(value or "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _sent(message: EmailMessage) -> object:
    from workbook.pages import moments

    return moments.moment(_header(message, "Date"))
