"""An object store on loopback, as much of S3 as delta-rs speaks: ``python -m tests.object_store``."""

from __future__ import annotations

import re
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

OBJECTS: dict[str, bytes] = {}
LOCK = Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body of an answer go out together

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with LOCK:
            taken = self.headers.get("If-None-Match") == "*" and self.key in OBJECTS
            if not taken:
                OBJECTS[self.key] = body
        self.answer(412 if taken else 200, etag=body)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            self.answer(200, listed(**{name: values[0] for name, values in query.items()}))
            return
        body = OBJECTS.get(self.key)
        if body is None:
            self.answer(404)
            return
        part = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if part is None:
            self.answer(200, body, etag=body)
            return
        first, last = part.groups()
        start = int(first) if first else max(len(body) - int(last), 0)
        end = min(int(last) + 1, len(body)) if first and last else len(body)
        self.answer(206, body[start:end], etag=body, range=f"bytes {start}-{end - 1}/{len(body)}")

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        OBJECTS.pop(self.key, None)
        self.answer(204)

    def do_POST(self) -> None:
        """Several objects are deleted at once."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        bucket = self.key.split("/")[0]
        keys = re.findall("<Key>(.*?)</Key>", body)
        for key in keys:
            OBJECTS.pop(f"{bucket}/{unescape(key)}", None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self.answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).strip("/")

    def answer(self, code: int, body: bytes = b"", *, etag: bytes = b"", range: str = "") -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.send_header("ETag", f'"{md5(etag).hexdigest()}"')
        if range:
            self.send_header("Content-Range", range)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def listed(prefix: str = "", delimiter: str = "", **query: str) -> bytes:
    """The objects of the bucket ``news`` below a prefix."""
    after = query.get("start-after", "")
    keys = sorted(key.removeprefix("news/") for key in OBJECTS)
    keys = [key for key in keys if key.startswith(prefix) and key > after]
    folders = set()
    if delimiter:
        deeper = {key for key in keys if delimiter in key[len(prefix) :]}
        folders = {prefix + key[len(prefix) :].split(delimiter)[0] + delimiter for key in deeper}
        keys = [key for key in keys if key not in deeper]
    contents = (
        f"<Contents><Key>{escape(key)}</Key><LastModified>2025-02-16T00:00:00.000Z</LastModified>"
        f"<ETag>x</ETag><Size>{len(OBJECTS['news/' + key])}</Size></Contents>"
        for key in keys
    )
    prefixes = (
        f"<CommonPrefixes><Prefix>{one}</Prefix></CommonPrefixes>" for one in sorted(folders)
    )
    inner = "".join((*contents, *prefixes))
    return f"<ListBucketResult><Name>news</Name><IsTruncated>false</IsTruncated>{inner}</ListBucketResult>".encode()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
