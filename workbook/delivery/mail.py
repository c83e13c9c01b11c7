"""The report by mail: its findings as text and picture, the page itself attached or linked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from workbook import browser, labels, resources
from workbook.delivery import secrets
from workbook.delivery.parcel import Parcel
from workbook.delivery.target import Secret, Target
from workbook.errors import DeliveryFailed

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class Mail(Target):
    """How mail is sent, and to whom."""

    kind: Literal["mail"]
    host: str
    port: int | None = Field(None, gt=0, lt=65536)
    tls: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: Path | None = Field(None, description="Certificates to trust besides the system's.")
    sender: str
    to: list[str] = Field(min_length=1)
    user: str | None = None
    password: Secret | None = None
    attach: bool = Field(True, description="Whether the report itself is in the mail.")
    link: str | None = Field(None, description="Where the folder of reports is served.")

    def send(self, parcel: Parcel) -> None:
        """Send one mail to all receivers.

        Raises
        ------
        DeliveryFailed
            If the server does not answer in time, is not to be trusted, or refuses.
        """
        import smtplib

        mail = message(self, parcel)
        try:
            with self._server() as server:
                if self.user and self.password:
                    server.login(self.user, secrets.resolved(self.password))
                server.send_message(mail)
        except smtplib.SMTPAuthenticationError:
            raise DeliveryFailed(f"{self.host} refused user and password; check both.") from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryFailed(self._sentence(error)) from None

    def _sentence(self, error: Exception) -> str:
        if TimeoutError in (type(error), type(error.__context__)):  # smtplib wraps it
            return (
                f"{self.host} did not answer within {self.timeout:g} seconds; check host and port."
            )
        return f"{self.host} did not take the mail ({error}); check the settings."

    def _server(self) -> smtplib.SMTP:
        import smtplib
        import ssl

        port = self.port or _PORTS[self.tls]
        trusted = ssl.create_default_context()
        if self.ca_file:
            trusted.load_verify_locations(self.ca_file)
        if self.tls == "tls":
            return smtplib.SMTP_SSL(self.host, port, timeout=self.timeout, context=trusted)
        server = smtplib.SMTP(self.host, port, timeout=self.timeout)
        if self.tls == "starttls":
            server.starttls(context=trusted)
        return server


def message(target: Mail, parcel: Parcel) -> EmailMessage:
    """The mail as it is sent: plain text, HTML with a picture of the page, the page attached."""
    from email.message import EmailMessage
    from email.utils import formatdate, make_msgid

    report = parcel.report if target.attach else None
    picture = None
    if parcel.report is not None and parcel.state == "done":
        picture = browser.picture(parcel.report, width=720, height=960)  # its words can be read
    said = _said(target, parcel)
    mail = EmailMessage()
    mail["Subject"] = " ".join(f"{parcel.name}: {said['headline']}".split())
    mail["From"] = target.sender
    mail["To"] = ", ".join(target.to)
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=target.sender.rpartition("@")[2] or None)
    mail.set_content(resources.template("delivery/mail.txt.j2").render(said))
    page = resources.template("delivery/mail.html.j2").render(said, picture=picture is not None)
    mail.add_alternative(page, subtype="html")
    if picture is not None:
        shown: Any = mail.get_payload()
        shown[1].add_related(picture, "image", "png", cid="<first-page>", filename="report.png")
    if report is not None:
        content = report.read_text(encoding="utf-8")
        mail.add_attachment(content, subtype="html", filename=parcel.file_name)
    return mail


def _said(target: Mail, parcel: Parcel) -> dict[str, Any]:
    """The words of a mail; of a run that ended badly, its state is the headline."""
    words = labels.words(parcel.language)
    bad = parcel.state != "done"
    state = words[f"shelf.state.{parcel.state.replace(' ', '_')}"]
    summary = words.told(parcel.summary) if bad else parcel.summary
    lines = [line for line in summary.split("\n") if line.strip()]
    return {
        "parcel": parcel,
        "words": words,
        "due": f"{words.day(parcel.due)}, {parcel.due:%H:%M}",
        "bad": bad,
        "headline": words.say("mail.bad", state=state) if bad else parcel.title,
        "lines": lines if bad else lines[1:],
        "attached": target.attach and parcel.report is not None,
        "link": f"{target.link.rstrip('/')}/index.html" if target.link else "",
    }
