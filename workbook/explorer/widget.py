"""The desk in JupyterLab: one widget, whose browser half is ``explorer.js``.

All of it is a single anywidget. The browser sends what the analyst did, the kernel answers with
the parts that changed; an article's text travels when the article is opened, and lists travel a
page at a time. Charts are drawn there as well, from a few numbers: a bar that filters is a
button, reached with the keyboard and read aloud, which a plotly chart is not, and plotly's
four megabytes need not be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook import garbage
from workbook.errors import ParameterRefused, WorkbookError
from workbook.explorer import card, lists, panes, wording
from workbook.explorer.desk import Desk
from workbook.labels import words
from workbook.view.html import style

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook

FOLDER = Path(__file__).parent


class _Answering:
    """What the widget does: the desk behind it, and what of it the browser shows."""

    _desk: Desk
    place: dict[str, Any]
    sheet: dict[str, Any]
    notice: dict[str, Any]
    send: Callable[[Any], None]
    hold_sync: Callable[[], AbstractContextManager[None]]

    @property
    def book(self) -> Workbook:
        return self._desk.book

    def rows(self, table: str) -> pd.DataFrame:
        """The rows of a table that stand in the sentences shown."""
        return panes.rows(self._desk, table)

    def do(self, request: Mapping[str, Any]) -> None:
        """What the analyst did in the browser; what is refused says so there."""
        if request.get("do") == "offer":
            self.send({"offer": _offer(self._desk, request)})
            return
        before = self._desk
        with garbage.producing(), self.hold_sync():
            try:
                self._desk = done(before, request)
            except WorkbookError as error:
                self._say(words(self._desk.language).told(str(error)), wrong=True)
                return
            self._show(before, moved=request.get("do") not in _STILL)
            self._say(_told(before, self._desk), wrong=False)

    def _show(self, before: Desk, *, moved: bool) -> None:
        for name, value in _shown(self._desk, turn=self.place["turn"] + moved).items():
            setattr(self, name, value)
        if (self._desk.open, self._desk.book) != (before.open, before.book):
            self.sheet = panes.page(self._desk)

    def _say(self, text: str, *, wrong: bool) -> None:
        self.notice = {"text": text, "wrong": wrong, "turn": self.notice.get("turn", 0) + 1}


@cache
def kind() -> type[Any]:
    """The class of the widget, made when it is first needed: anywidget is slow to import.

    What else is slow to import comes along, so that the first network and the first correction
    do not wait for it.
    """
    import anywidget
    import networkx  # noqa: F401
    import traitlets

    import workbook.actors  # noqa: F401

    class Explorer(_Answering, anywidget.AnyWidget):
        """Text, charts, lists and corrections of a book, all showing the same choice.

        ``book`` is the book with the corrections made here, ``rows("claims")`` what is left of
        a table by the choice on screen.
        """

        _esm = (FOLDER / "explorer.js").read_text(encoding="utf-8")
        _css = str(style("text.css.j2")) + (FOLDER / "explorer.css").read_text("utf-8")
        words = traitlets.Dict().tag(sync=True)
        head = traitlets.Dict().tag(sync=True)
        facets: Any = traitlets.List().tag(sync=True)
        lens = traitlets.Dict().tag(sync=True)
        sheet = traitlets.Dict().tag(sync=True)
        place = traitlets.Dict().tag(sync=True)
        card = traitlets.Dict(allow_none=True).tag(sync=True)
        notice = traitlets.Dict().tag(sync=True)

        def __init__(self, desk: Desk) -> None:
            self._desk = desk
            super().__init__(words=_words(desk.language), **_shown(desk), sheet=panes.page(desk))
            self.on_msg(lambda _, content, __: self.do(content))

    return Explorer


def _shown(desk: Desk, *, turn: int = 0) -> dict[str, Any]:
    """Every part of the desk but the text; ``turn`` grows when the text is to be scrolled."""
    return {
        "head": panes.head(desk),
        "facets": panes.facets(desk),
        "lens": lists.lens(desk),
        "place": panes.place(desk) | {"turn": turn},
        "card": card.card(desk),
    }


def _told(before: Desk, after: Desk) -> str:
    """What a correction did, for the line that says so."""
    new = after.ledger.entries[len(before.ledger.entries) :]
    if not new:
        return ""
    labels = words(after.language)
    entries = {entry.id: entry for entry in after.ledger.entries}
    last = new[-1].correction
    if last.what == "undo":
        return labels.say(
            "explorer.undone", what=wording.told(before, entries[last.entry].correction)
        )
    return labels.say("explorer.done", what=wording.told(before, last), path=after.ledger.path.name)


def _offer(desk: Desk, request: Mapping[str, Any]) -> list[dict[str, str]]:
    among = str(request.get("among", "actor"))
    return card.candidates(desk, str(request.get("words", "")), among=among)


def _words(language: str) -> dict[str, str]:
    """The words of the interface, by their short keys."""
    start = "explorer.ui."
    labels = words(language)
    found = {
        key.removeprefix(start): text for key, text in labels.texts.items() if key.startswith(start)
    }
    return found | {"language": language, "legend": labels["text.legend"]}


def done(desk: Desk, request: Mapping[str, Any]) -> Desk:
    """The desk after what the analyst did: ``do`` is the verb, the rest what it takes.

    Raises
    ------
    WorkbookError
        If it cannot be done; the sentence is for the analyst.
    """
    try:
        return _DEEDS[str(request["do"])](desk, request)
    except (KeyError, ValueError, TypeError) as error:
        raise ParameterRefused(
            f"The explorer cannot do this: {error}; run its cell again."
        ) from None


_DEEDS: Mapping[str, Callable[[Desk, Mapping[str, Any]], Desk]] = MappingProxyType(
    {
        "choose": lambda desk, r: desk.choose(str(r["field"]), str(r.get("value") or "")),
        "clear": lambda desk, r: desk.clear(),
        "read": lambda desk, r: desk.read(str(r["article"])),
        "look": lambda desk, r: desk.look(str(r["lens"]), order=str(r.get("order", ""))),
        "turn": lambda desk, r: desk.turn(str(r["pane"]), int(r["page"])),
        "step": lambda desk, r: desk.step(int(r["by"])),
        "pick": lambda desk, r: desk.pick(str(r["kind"]), str(r["article"]), int(r["number"])),
        "together": lambda desk, r: desk.together(str(r["actor"]), str(r["other"])),
        "shut": lambda desk, r: desk.shut(),
        "correct": lambda desk, r: desk.correct(
            str(r["verb"]), str(r.get("value", "")), mentions=[int(one) for one in r.get("mentions", ())], why=str(r.get("why", ""))
        ),
        "undo": lambda desk, r: desk.undo(why=str(r.get("why", ""))),
    }
)  # fmt: skip
"""What the browser can ask for."""

_STILL = frozenset({"turn", "look", "shut", "clear"})
"""What leaves the text where it is scrolled to."""
