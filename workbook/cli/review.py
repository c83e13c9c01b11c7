"""``workbook review``: what the ledger of corrections holds, and corrections without JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbook.cli.telling import say, words

if TYPE_CHECKING:
    from workbook.book import Workbook
    from workbook.review import Correction, Entry, Laid, Ledger

app = typer.Typer(help="Corrections by hand: list, make and undo them.")

In = Annotated[
    str | None,
    typer.Option("--in", metavar="SOURCE", help="Articles it is about; else the archive."),
]
Article = Annotated[
    str | None, typer.Option("--article", "-a", help="Id of the article, if there are several.")
]
Why = Annotated[str, typer.Option("--why", "-w", help="The reason, for those who come after.")]
Who = Annotated[str | None, typer.Option("--who", help="Your name; else that of the account.")]
Actor = Annotated[str, typer.Argument(help="An actor's id, or its name.")]


@app.callback(invoke_without_command=True)
def show(context: typer.Context, source: In = None) -> None:
    """List what the ledger holds, and what no longer applies with the reason."""
    if context.invoked_subcommand is not None:
        return
    ledger = _ledger()
    if not ledger.entries:
        say(f"There are no corrections yet; {ledger.path} will hold them.")
        return
    laid = _laid(ledger, source)
    reasons = {entry.id: reason for entry, reason in laid.missed} if laid else {}
    gone = ledger.undone()
    for entry in ledger.entries:
        typer.echo(_told(entry))
        if entry.id in gone:
            say("    undone")
        elif entry.id in reasons:
            say(f"    does not apply: {reasons[entry.id]}")
    holding = len(ledger.in_force()) - len(reasons)
    known = "apply" if laid else "are in force; name articles with --in to see which apply"
    say(f"{holding} of {len(ledger.entries)} entries {known}: {ledger.path}")


@app.command()
def undo(
    entry: Annotated[str, typer.Argument(metavar="ID", help="The entry's id, or its beginning.")],
    why: Why = "",
    who: Who = None,
) -> None:
    """Take back an entry; of an undo, let what it took back hold again."""
    ledger = _ledger().undo(entry, why=why, who=who)
    typer.echo(_told(ledger.entries[-1]))


@app.command()
def merge(actor: Actor, into: Actor, source: In = None, why: Why = "", who: Who = None) -> None:
    """Say that one actor is another one, in every article."""
    from workbook import review

    book = _book(source)
    _add(review.merge(book, _id(book, actor), _id(book, into)), why, who)


@app.command()
def rename(actor: Actor, name: str, source: In = None, why: Why = "", who: Who = None) -> None:
    """Give an actor another name."""
    from workbook import review

    book = _book(source)
    _add(review.rename(book, _id(book, actor), name), why, who)


@app.command()
def kind(
    actor: Actor,
    kind: Annotated[str, typer.Argument(help="person, organisation, outlet, country, …")],
    source: In = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say what kind of actor somebody is."""
    from workbook import review

    book = _book(source)
    _add(review.set_kind(book, _id(book, actor), kind), why, who)


@app.command()
def role(
    actor: Actor,
    role: Annotated[str, typer.Argument(help="The role; '' for none.")],
    source: In = None,
    article: Article = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say what role an actor has."""
    from workbook import review

    book = _book(source)
    new = review.set_role(book, _id(book, actor), role or None, article_id=article)
    _add(new, why, who)


@app.command()
def alias(
    text: Annotated[str, typer.Argument(help="Words as they are written.")],
    actor: Actor,
    source: In = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say whom some words mean, wherever they stand."""
    from workbook import review

    book = _book(source)
    _add(review.alias(book, text, _id(book, actor)), why, who)


@app.command()
def reject(
    what: Annotated[Literal["mention", "claim"], typer.Argument(help="mention or claim.")],
    number: Annotated[int, typer.Argument(help="Its mention_id or claim_id.")],
    source: In = None,
    article: Article = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say that nobody is mentioned, or says something, there."""
    from workbook import review

    book = _book(source)
    verb = review.reject_mention if what == "mention" else review.reject_claim
    _add(verb(book, _article(book, article), number), why, who)


@app.command()
def source(
    claim: Annotated[int, typer.Argument(help="Its claim_id.")],
    to: Annotated[str, typer.Argument(help="Id of a source or an actor.")],
    source: In = None,
    article: Article = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say who stands behind a claim."""
    from workbook import review

    book = _book(source)
    _add(review.set_source(book, _article(book, article), claim, to), why, who)


@app.command()
def accept(
    what: Annotated[Literal["actor", "mention", "claim"], typer.Argument()],
    which: Annotated[str, typer.Argument(help="An actor, or a mention_id or claim_id.")],
    source: In = None,
    article: Article = None,
    why: Why = "",
    who: Who = None,
) -> None:
    """Say that an actor, mention or claim was looked at and is right."""
    from workbook import review
    from workbook.errors import ParameterRefused

    book = _book(source)
    if what == "actor":
        _add(review.accept_actor(book, _id(book, which), article_id=article), why, who)
        return
    if not which.isdecimal():
        raise ParameterRefused(f"{which!r} is no number; give a {what}_id as in the tables.")
    verb = review.accept_mention if what == "mention" else review.accept_claim
    _add(verb(book, _article(book, article), int(which)), why, who)


def _ledger() -> Ledger:
    from workbook import settings
    from workbook.review import Ledger

    return Ledger.open(settings.load().corrections)


def _book(source: str | None) -> Workbook:
    """The articles named, or those of the archive, with the corrections that hold."""
    from workbook import open_store, pipeline, settings

    return pipeline.load(source) if source else open_store(settings.load().store).book()


def _laid(ledger: Ledger, source: str | None) -> Laid | None:
    """The ledger over the articles named or archived; None where there are none."""
    from workbook import review
    from workbook.errors import StoreRefused

    try:
        book = _book(source)
    except StoreRefused:
        return None
    return review.lay((book.as_read or book).tables(), ledger.in_force())


def _id(book: Workbook, actor: str) -> str:
    """An actor's id, also by its name if only one has it."""
    named = book.actors.loc[book.actors["name"] == actor, "actor_id"].unique()
    return str(named[0]) if len(named) == 1 else actor


def _article(book: Workbook, article: str | None) -> str:
    from workbook.errors import ParameterRefused

    if article is not None:
        return article
    if len(book.articles) != 1:
        raise ParameterRefused(
            f"There are {len(book.articles)} articles; name one of them with --article."
        )
    return str(book.articles["article_id"].iloc[0])


def _add(correction: Correction, why: str, who: str | None) -> None:
    ledger = _ledger().add(correction, why=why, who=who)
    typer.echo(_told(ledger.entries[-1]))


def _told(entry: Entry) -> str:
    """An entry in a line; what could steer a terminal is made visible."""
    from workbook.review import told, visible

    when = f"{entry.when:%Y-%m-%d %H:%M}"
    why = f" ({entry.why})" if entry.why else ""
    line = f"{entry.id}  {when}  {entry.who}: {told(entry.correction)}{why}"
    return words().told(visible(line))
