"""Words for linguists: CoNLL-U, with lemmas, tags, features, and the actors words name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc, Token

_SPACES = str.maketrans(
    {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
)


def conllu(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """Every article in CoNLL-U, read anew by the engine of the settings.

    Columns are the format's own, without syntax (heads are not read). MISC says where a word
    stands in the article (``TokenRange``), what follows it (``SpaceAfter``, ``SpacesAfter``) and
    whom it names (``Actor``).
    """
    from workbook import language, settings

    parse = language.load(settings.load().engine)
    named: dict[str, list[tuple[int, int, str]]] = {}
    columns = tables["mentions"][["article_id", "start", "end", "actor_id"]]
    for article_id, *span in columns.itertuples(index=False, name=None):
        named.setdefault(article_id, []).append((span[0], span[1], span[2]))
    articles = tables["articles"][["article_id", "text"]]
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for article_id, text in articles.itertuples(index=False, name=None):
            out.write(f"# newdoc id = {article_id}\n")
            out.writelines(_sentences(parse(text), article_id, named.get(article_id, [])))


def _sentences(doc: Doc, article_id: str, spans: list[tuple[int, int, str]]) -> Iterator[str]:
    named = {n: actor for start, end, actor in spans for n in range(start, end)}
    number = 0
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words:
            continue
        number += 1
        text = "".join(word.text + (" " if _space(word) else "") for word in words).strip()
        yield f"# sent_id = {article_id}-{number}\n# text = {text}\n"
        for n, word in enumerate(words, 1):
            yield _line(n, word, named.get(word.idx))
        yield "\n"


def _line(n: int, word: Token, actor: str | None) -> str:
    space = _space(word)
    misc = [f"TokenRange={word.idx}:{word.idx + len(word)}"]
    if actor:
        misc.append(f"Actor={actor.translate(_SPACES)}")
    if not space:
        misc.append("SpaceAfter=No")
    elif space != " ":
        misc.append(f"SpacesAfter={space.translate(_SPACES)}")
    columns = (
        word.text,
        word.lemma_ or "_",
        word.pos_ or "_",
        word.tag_ or "_",
        str(word.morph) or "_",
    )
    return "\t".join((str(n), *columns, "_", "_", "_", "|".join(sorted(misc)))) + "\n"


def _space(word: Token) -> str:
    """All white space between a word and the next."""
    end = word.idx + len(word)
    following = word.i + 1
    while following < len(word.doc) and word.doc[following].is_space:
        following += 1
    begin = word.doc[following].idx if following < len(word.doc) else len(word.doc.text)
    return str(word.doc.text[end:begin])
