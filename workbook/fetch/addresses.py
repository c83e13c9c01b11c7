"""Addresses: which may be fetched at all, and to which machine their names lead."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from workbook.errors import SourceRefused

if TYPE_CHECKING:
    from httpx import URL

Resolve: TypeAlias = Callable[[str, int], list[str]]
"""A host's name and a port to the numbers of its machines."""

_PORTS = range(1, 1 << 16)
_LONGEST = 4000  # characters
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address


def checked(url: str) -> URL:
    """``url`` parsed, its fragment left out.

    Raises
    ------
    SourceRefused
        If it is no address of the web.

    Examples
    --------
    >>> str(checked("https://Müller.example/a b#c"))
    'https://xn--mller-kva.example/a%20b'
    """
    import httpx

    shown = url[:200]
    scheme = _SCHEME.match(url)
    if not scheme or scheme.group().lower() not in ("http", "https"):
        raise SourceRefused(f"{shown} is no address of the web; give one with http:// or https://.")
    try:
        place = httpx.URL(url)
        place.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        place = httpx.URL("")
    if (
        not place.host
        or len(url) > _LONGEST
        or (place.port is not None and place.port not in _PORTS)
    ):
        raise SourceRefused(f"{shown} is no whole address; copy it from your browser once more.")
    if place.userinfo:
        raise SourceRefused(
            f"The address at {place.host} holds a password; "
            "log in with your browser, save the page and pass that file."
        )
    return place.copy_with(fragment=None)


def resolved(host: str, port: int) -> list[str]:
    """The numbers of the machines a name leads to; ``OSError`` if it leads nowhere."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(number: str) -> bool:
    """Whether a machine's number belongs to the open internet.

    Examples
    --------
    >>> [is_public(number) for number in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        inner = _inner(address)
        if inner is not None and not is_public(str(inner)):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The older address an IPv6 address leads to."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.sixtofour
