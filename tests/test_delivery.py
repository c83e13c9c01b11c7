"""Deliveries to real servers on loopback: mail with TLS, a webhook, folders, and a server that hangs."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from workbook import delivery
from workbook.delivery import Folder, Mail, Parcel, Webhook, mail, secrets
from workbook.errors import DeliveryFailed
from workbook.manifest import Attempt, Manifest, State
from workbook.schedule import dispatch

SECRET = "correct-horse-battery"
DUE = datetime(2025, 3, 3, 7, tzinfo=UTC)
DONE = Attempt(
    "lage", "", DUE, 1, "article", {}, State.DONE, ended=DUE, message="Da.", report="report.html"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text("<h1>Zwölf neue Aussagen</h1>", encoding="utf-8")
    return path


@pytest.fixture
def parcel(report: Path) -> Parcel:
    return Parcel(
        "Lage · Süd/Ost", "done", DUE, "Zwölf neue Aussagen.\nDrei <b>stehen</b> allein.", report
    )


@dataclass
class Postbox:
    """What a mail server took in."""

    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.raw.append(envelope.content)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@dataclass
class Post:
    port: int
    ca_file: Path
    box: Postbox


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def post(authority: trustme.CA, tmp_path: Path) -> Iterator[Post]:
    """A mail server that asks for STARTTLS and a password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))

    def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == SECRET.encode(), handled=False)

    box = Postbox()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=known,
    )
    controller.start()
    yield Post(controller.port, trusted, box)
    controller.stop()


def to(post: Post, **values: Any) -> Mail:
    return Mail(
        kind="mail", host="127.0.0.1", port=post.port, ca_file=post.ca_file, timeout=10,
        sender="reports@example.org", to=["desk@example.org", "lead@example.org"],
        user="reports", password="env:DESK_PASSWORD", **values,
    )  # fmt: skip


def test_a_mail_holds_the_findings_and_the_report(post, parcel, monkeypatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", SECRET)
    to(post, link="https://desk.example.org/reports/").send(parcel)
    (sent,) = post.box.mails
    assert sent["Subject"] == "Lage · Süd/Ost: Zwölf neue Aussagen."
    text, page = sent.get_body(("plain",)), sent.get_body(("html",))
    assert text is not None
    assert page is not None
    assert "Drei <b>stehen</b> allein." in text.get_content()
    assert "Drei &lt;b&gt;stehen&lt;/b&gt; allein." in page.get_content()
    assert "https://desk.example.org/reports/index.html" in page.get_content()
    (attached,) = sent.iter_attachments()
    assert attached.get_filename() == "Lage-Süd-Ost-2025-03-03T0700.html"
    assert "Zwölf" in attached.get_content()
    assert SECRET.encode() not in post.box.raw[0]


@pytest.mark.browser
def test_a_mail_shows_the_report_where_there_is_a_browser(parcel, browser) -> None:
    written = mail.message(
        Mail(kind="mail", host="h", sender="a@b.example", to=["c@d.example"]), parcel
    )
    pictures = [part for part in written.walk() if part.get_content_type() == "image/png"]
    (picture,) = pictures
    assert picture["Content-ID"] == "<first-page>"
    content = picture.get_content()
    assert content.startswith(b"\x89PNG")


def test_a_wrong_password_and_a_missing_one_are_told_without_it(post, parcel, monkeypatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "wrong-one")
    with pytest.raises(DeliveryFailed, match="refused user and password") as told:
        to(post).send(parcel)
    assert "wrong-one" not in str(told.value)
    monkeypatch.delenv("DESK_PASSWORD")
    with pytest.raises(DeliveryFailed, match="DESK_PASSWORD is not set"):
        to(post).send(parcel)
    assert not post.box.mails


def test_a_server_nobody_vouches_for_gets_nothing(post, parcel, monkeypatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", SECRET)
    with pytest.raises(DeliveryFailed, match="did not take the mail"):
        to(post).model_copy(update={"ca_file": None}).send(parcel)
    assert not post.box.mails


def test_a_mail_server_that_hangs_is_left_in_time(parcel) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        hanging = Mail(
            kind="mail",
            host="127.0.0.1",
            port=port,
            timeout=0.3,
            sender="a@b.example",
            to=["c@d.example"],
        )
        with pytest.raises(DeliveryFailed, match=r"did not answer within 0\.3 seconds"):
            hanging.send(parcel)


@dataclass
class Hook:
    url: str
    taken: list[tuple[str | None, dict[str, Any]]]


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A server that takes JSON at /take and refuses elsewhere."""
    taken: list[tuple[str | None, dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.append((self.headers["Authorization"], body))
            self.send_response(204 if self.path == "/take" else 410)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is told on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Hook(f"http://127.0.0.1:{server.server_port}/take", taken)
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_json(hook, parcel, monkeypatch) -> None:
    monkeypatch.setenv("HOOK", hook.url)
    monkeypatch.setenv("TOKEN", SECRET)
    Webhook(kind="webhook", url="env:HOOK", token="env:TOKEN").send(parcel)
    ((authorised, body),) = hook.taken
    assert authorised == f"Bearer {SECRET}"
    assert body["title"] == "Zwölf neue Aussagen."
    assert body["state"] == "done"
    with pytest.raises(DeliveryFailed, match="answered 410"):
        Webhook(kind="webhook", url=hook.url.replace("take", "gone")).send(parcel)
    with pytest.raises(DeliveryFailed, match="did not take the report"):
        Webhook(kind="webhook", url="http://127.0.0.1:1/x", timeout=1).send(parcel)


def test_a_folder_and_an_address_get_a_copy(tmp_path, parcel) -> None:
    import fsspec

    Folder(kind="folder", path=str(tmp_path / "out")).send(parcel)
    (copy,) = (tmp_path / "out").iterdir()
    assert parcel.report is not None
    assert copy.read_bytes() == parcel.report.read_bytes()
    Folder(kind="folder", path="memory://desk").send(parcel)
    assert [Path(name).name for name in fsspec.filesystem("memory").ls("/desk", detail=False)] == [
        parcel.file_name
    ]
    with pytest.raises(DeliveryFailed, match="cannot be written to"):
        Folder(kind="folder", path=str(copy / "below-a-file")).send(parcel)
    with pytest.raises(DeliveryFailed, match="cannot be written to"):
        Folder(kind="folder", path="nosuch://x").send(parcel)


def test_a_secret_in_the_file_is_refused_by_name(tmp_path) -> None:
    found = delivery.read(
        {
            "desk": {
                "kind": "mail",
                "host": "h",
                "sender": "a@b.example",
                "to": ["c"],
                "password": SECRET,
            }
        }
    )["desk"]
    assert isinstance(found, str)
    assert "write env:NAME or file:path" in found
    assert SECRET not in found
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    assert secrets.resolved(f"file:{secret}") == SECRET
    with pytest.raises(DeliveryFailed, match="cannot be read"):
        secrets.resolved(f"file:{tmp_path / 'none'}")


def test_what_could_not_be_delivered_is_tried_again_and_then_left(tmp_path, report, parcel) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    targets = {"desk": Folder(kind="folder", path=str(blocked))}
    with Manifest.open(tmp_path) as manifest:
        manifest.add(DONE)
        dispatch.enter(manifest, manifest.attempts()[0], ("desk", "nobody"))
        for _ in range(dispatch.TRIES):
            said = dispatch.send(manifest, targets, tmp_path)
            assert len(said) == 2
            assert "There is no [deliver.nobody]" in said[1]
        assert dispatch.send(manifest, targets, tmp_path) == []


def test_a_target_that_hangs_holds_up_nobody_and_is_asked_once_a_round(tmp_path, report) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, Manifest.open(tmp_path) as manifest:
        hanging = Mail(
            kind="mail", host="127.0.0.1", port=silent.getsockname()[1], timeout=0.3,
            sender="a@b.example", to=["c@d.example"],
        )  # fmt: skip
        targets = {"a-desk": hanging, "wall": Folder(kind="folder", path=str(tmp_path / "out"))}
        for day in (3, 4, 5):
            manifest.add(replace(DONE, due=datetime(2025, 3, day, 7, tzinfo=UTC)))
        for attempt in manifest.attempts():
            dispatch.enter(manifest, attempt, ("a-desk", "wall"))
        (said,) = dispatch.send(manifest, targets, tmp_path)
        assert "did not answer" in said
        assert len(list((tmp_path / "out").iterdir())) == 3
        assert [one.tries for one in manifest.undelivered(tries=dispatch.TRIES)] == [1, 0, 0]


def test_a_report_somebody_deleted_is_told_of_without_it(tmp_path) -> None:
    (tmp_path / "report.html").unlink(missing_ok=True)
    told = dispatch.parcel(DONE, tmp_path, language="de")
    target = Mail(kind="mail", host="h", sender="a@b.example", to=["c@d.example"])
    written = mail.message(target, told)
    assert not list(written.iter_attachments())


@pytest.mark.parametrize(
    ("language", "headline"),
    [("en", "The run did not end well: timed out"), ("de", "nicht gut: Zeit überschritten")],
)
def test_a_run_that_ended_badly_says_so_in_the_subject(parcel, language, headline) -> None:
    target = Mail(kind="mail", host="h", sender="a@b.example", to=["c@d.example"])
    bad = replace(parcel, state="timed out", language=language, summary="Zu <spät>.")
    written = mail.message(target, bad)
    assert headline in written["Subject"]
    page = written.get_body(("html",))
    assert page is not None
    assert "Zu &lt;spät&gt;." in page.get_content()
    assert "cid:" not in page.get_content()


def test_a_delivery_arrives_once(tmp_path, report) -> None:
    with Manifest.open(tmp_path) as manifest:
        manifest.add(DONE)
        dispatch.enter(manifest, manifest.attempts()[0], ("desk",))
        (waiting,) = manifest.undelivered(tries=dispatch.TRIES)
        assert manifest.take(waiting)
        assert not manifest.take(waiting)  # another round came by at the same moment
        targets = {"desk": Folder(kind="folder", path=str(tmp_path / "out"))}
        assert dispatch.send(manifest, targets, tmp_path) == []
        assert dispatch.send(manifest, targets, tmp_path) == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["lage-2025-03-03T0700.html"]


def test_no_secret_is_written_anywhere(tmp_path, post, report, monkeypatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", SECRET)
    with Manifest.open(tmp_path) as manifest:
        manifest.add(DONE)
        dispatch.enter(manifest, manifest.attempts()[0], ("desk",))
        assert dispatch.send(manifest, {"desk": to(post)}, tmp_path) == []
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 2
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
    assert not [raw for raw in post.box.raw if SECRET.encode() in raw]
