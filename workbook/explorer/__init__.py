"""The explorer: text, charts, lists and corrections of a book, in JupyterLab.

`desk` is what the analyst does, as plain frozen data; `index` counts; `panes`, `sheet`, `card` and
`network` say what each part shows; `widget` and ``explorer.js`` put it into a browser.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.book import Workbook
    from workbook.review import Ledger

__all__ = ["explore"]


def explore(
    book: Workbook,
    *,
    language: str | None = None,
    ledger: Ledger | str | Path | None = None,
    who: str | None = None,
) -> Any:
    """Explore a book in JupyterLab: choose, search, read, correct.

    Choosing an actor, a topic or a source filters the text, the charts and the lists together.
    Corrections go into the ledger and hold at once, here as in every later reading.

    Parameters
    ----------
    book : one article or thousands; each text is sent to the browser when it is opened.
    language : ``en`` or ``de``; that of the project unless given.
    ledger : where corrections are kept; the project's unless given.
    who : who corrects; the name of the account unless given.

    Returns
    -------
    anywidget.AnyWidget
        Its ``book`` is the book as corrected so far; ``rows("claims")`` the rows shown.

    Examples
    --------
    >>> import workbook
    >>> book = workbook.analyze([workbook.Article(text="Berlin schweigt.", language="de")])
    >>> explore(book).rows("sentences")["text"].tolist()
    ['Berlin schweigt.']
    """
    from workbook import settings
    from workbook.explorer import widget
    from workbook.explorer.desk import Desk
    from workbook.review import Ledger

    chosen = settings.load()
    if not isinstance(ledger, Ledger):
        ledger = Ledger.open(ledger or chosen.corrections)
    desk = Desk.of(book, ledger, language=language or chosen.language, who=who)
    return widget.kind()(desk)
