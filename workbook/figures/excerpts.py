"""The words a mark shows when it is pointed at: the first sentence, statement or headline of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def first(rows: pd.DataFrame, *keys: str, text: str = "text") -> dict[Any, str]:
    """The text of the first row of each key, or of each pair of keys.

    Examples
    --------
    >>> import pandas as pd
    >>> first(pd.DataFrame({"source_id": ["a", "a"], "text": ["Ja.", "Nein."]}), "source_id")
    {'a': 'Ja.'}
    """
    found = rows.drop_duplicates(list(keys)).dropna(subset=[text])
    columns = [found[key] for key in keys]
    places = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
    return dict(zip(places, found[text], strict=True))


def said_about(claims: pd.DataFrame, spots: pd.DataFrame, *, who: str, what: str) -> dict[Any, str]:
    """The first statement of each ``who`` that holds a spot of each ``what``.

    Parameters
    ----------
    claims : with ``article_id, start, end, text`` and the column ``who``.
    spots : with ``article_id, start, end`` and the column ``what``, such as mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> claims = pd.DataFrame({"article_id": ["a"], "source_id": ["swp"], "start": [0],
    ...     "end": [9], "text": ["Bonn ruft"]})
    >>> spots = pd.DataFrame({"article_id": ["a"], "actor_id": ["bonn"], "start": [0], "end": [4]})
    >>> said_about(claims, spots, who="source_id", what="actor_id")
    {('swp', 'bonn'): 'Bonn ruft'}
    """
    columns = ["article_id", what, "start", "end"]
    both = claims.merge(spots[columns], on="article_id", suffixes=("", "_spot"))
    inside = (both["start"] <= both["start_spot"]) & (both["end_spot"] <= both["end"])
    return first(both[inside], who, what)
