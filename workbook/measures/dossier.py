"""One actor in many articles: who that is, what they are called, what they say and who prints it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from workbook.errors import ParameterRefused
from workbook.measures.time import newsroom_days
from workbook.measures.voices import share_of_voice

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = ("en", "es", "n", "s")
"""What German adds to a noun when it declines it."""
NEAREST = 3
"""Names that are proposed where nobody has the one given."""


def find_actor(actors: pd.DataFrame, name: str) -> str:
    """The id of the one actor that is meant: by id, by name, or by words of the name alone.

    Without a name the person named most often, or where there is none whoever is.

    Parameters
    ----------
    actors : the table ``actors``, or a row an actor with ``actor_id, name, kind, n_mentions``.

    Raises
    ------
    ParameterRefused
        If nobody is meant, or several are; the message has the nearest names.

    Examples
    --------
    >>> import pandas as pd
    >>> actors = pd.DataFrame({"article_id": ["a", "a"], "name": ["Marco Rubio", "USA"],
    ...     "actor_id": ["person:marco-rubio", "country:USA"], "kind": ["person", "country"],
    ...     "n_mentions": [2, 5], "salience": [0.5, 0.9]})
    >>> find_actor(actors, "rubio"), find_actor(actors, "")
    ('person:marco-rubio', 'person:marco-rubio')
    """
    known = share_of_voice(actors)
    if not len(known):
        raise ParameterRefused("No actor is named here; give articles that name somebody.")
    if not name.strip():
        people = known[known["kind"] == "person"]
        return str((people if len(people) else known)["actor_id"].iloc[0])
    if name in set(known["actor_id"]):
        return name
    asked = name.casefold().split()
    split = known["name"].str.casefold().str.split()
    for meant in (split.map(lambda words: words == asked), split.map(set(asked).issubset)):
        found = known[meant.astype(bool)]
        if len(found) == 1:
            return str(found["actor_id"].iloc[0])
        if len(found):
            ids = ", ".join(found["actor_id"].head(NEAREST))
            raise ParameterRefused(
                f"Several actors are called {name!r}; name one by its id: {ids}."
            )
    raise ParameterRefused(_nobody(name, list(known["name"])))


def _nobody(name: str, names: list[str]) -> str:
    """That nobody has a name, and the nearest to it, or else those named most."""
    parts = {
        part.casefold(): whole for whole in reversed(names) for part in (whole, *whole.split())
    }
    near = difflib.get_close_matches(name.casefold(), parts, n=2 * NEAREST, cutoff=0.6)
    nearest = list(dict.fromkeys(parts[part] for part in near))[:NEAREST]
    if nearest:
        return f"There is no actor {name!r} here; did you mean {', '.join(nearest)}?"
    most = ", ".join(names[:NEAREST])
    return f"There is no actor {name!r} here; those named most are {most}."


def roles(mentions: pd.DataFrame, articles: pd.DataFrame, actor_id: str) -> pd.DataFrame:
    """What an actor is called on each day.

    ``n_mentions`` = mentions with the role as written, *Präsidenten* and *Präsident* as one;
    ``article_id`` and ``sentence_id`` lead to the first of them. Days are the newsroom's
    (Berlin).

    Returns
    -------
    DataFrame
        ``role, day, n_mentions, article_id, sentence_id`` in the order of days, then roles.

    Examples
    --------
    >>> import pandas as pd
    >>> roles(pd.DataFrame({"article_id": ["a"] * 2, "sentence_id": [1, 2], "actor_id": ["x"] * 2,
    ...         "role": ["Präsident", "Präsidenten"]}),
    ...     pd.DataFrame({"article_id": ["a"], "published": ["2025-02-16T08:00Z"]}), "x")
            role        day  n_mentions article_id  sentence_id
    0  Präsident 2025-02-16           2          a            1
    """
    called = mentions[(mentions["actor_id"] == actor_id) & mentions["role"].notna()]
    called = called.assign(role=called["role"].map(_undeclined(called["role"])))
    found = called.merge(_days(articles), on="article_id").groupby(["day", "role"], dropna=False)
    rows = found.agg(
        n_mentions=("role", "size"),
        article_id=("article_id", "first"),
        sentence_id=("sentence_id", "first"),
    ).reset_index()
    return rows[["role", "day", "n_mentions", "article_id", "sentence_id"]]


def concerning(
    claims: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame, actor_id: str
) -> pd.DataFrame:
    """The statements an actor makes, passes on, or is named in by others.

    Returns
    -------
    DataFrame
        The rows of ``claims`` with ``relation``: ``by``, ``via`` or ``about``, the first that
        holds; in the order of ``claims``.

    Examples
    --------
    >>> import pandas as pd
    >>> concerning(
    ...     pd.DataFrame({"article_id": ["a", "a"], "claim_id": [1, 2], "source_id": ["x", "y"],
    ...         "via_source_id": [None, None], "start": [0, 30], "end": [20, 60]}),
    ...     pd.DataFrame({"article_id": ["a"], "actor_id": ["x"], "start": [35], "end": [40]}),
    ...     pd.DataFrame({"article_id": ["a"], "source_id": ["x"], "actor_id": ["x"]}),
    ...     "x")[["claim_id", "relation"]]
       claim_id relation
    0         1       by
    1         2    about
    """
    import numpy as np

    own = sources.loc[sources["actor_id"] == actor_id, ["article_id", "source_id"]]
    voices = set(own.itertuples(index=False, name=None))
    pairs = [claims[["article_id", column]] for column in ("source_id", "via_source_id")]
    says, passes = (
        np.array([pair in voices for pair in rows.itertuples(index=False, name=None)], dtype=bool)
        for rows in pairs
    )
    named = mentions.loc[mentions["actor_id"] == actor_id, ["article_id", "start", "end"]]
    keys = ["article_id", "claim_id"]
    both = claims[[*keys, "start", "end"]].merge(named, on="article_id", suffixes=("", "_named"))
    inside = (both["start"] <= both["start_named"]) & (both["end_named"] <= both["end"])
    about = set(both.loc[inside, keys].itertuples(index=False, name=None))
    told = np.array(
        [k in about for k in claims[keys].itertuples(index=False, name=None)], dtype=bool
    )
    relation = np.select([says, passes, told], ["by", "via", "about"], default="")
    concerned = relation != ""
    found: pd.DataFrame = claims.assign(relation=relation).loc[concerned]
    return found.reset_index(drop=True)


def printed(
    articles: pd.DataFrame, actors: pd.DataFrame, said: pd.DataFrame, actor_id: str
) -> pd.DataFrame:
    """Which articles name an actor, and what of them they have.

    ``n_by``, ``n_about`` = statements by and about the actor in the article.

    Parameters
    ----------
    said : what `concerning` found.

    Returns
    -------
    DataFrame
        ``article_id, outlet, title, day, n_mentions, n_by, n_about`` in the order of days.
    """
    named = actors.loc[actors["actor_id"] == actor_id, ["article_id", "n_mentions"]]
    rows = articles[["article_id", "outlet", "title"]].merge(named, on="article_id")
    rows = rows.merge(_days(articles), on="article_id")
    for relation in ("by", "about"):
        counts = said.loc[said["relation"] == relation, "article_id"].value_counts()
        rows[f"n_{relation}"] = rows["article_id"].map(counts).fillna(0).astype("int64")
    return rows.sort_values(["day", "article_id"], kind="stable").reset_index(drop=True)


def _undeclined(roles: pd.Series) -> dict[str, str]:
    """For each role its shortest form there is: *Präsident* for *Präsidenten*."""
    written = sorted(set(roles), key=lambda role: (len(role), role))
    forms: dict[str, str] = {}
    for role in written:
        shorter = (role[: -len(ending)] for ending in ENDINGS if role.endswith(ending))
        forms[role] = next((forms[form] for form in shorter if form in forms), role)
    return forms


def _days(articles: pd.DataFrame) -> pd.DataFrame:
    return articles[["article_id"]].assign(day=newsroom_days(articles))
