"""Names in the reader's language: topics and countries have them, people keep theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.labels import Labels, words
from workbook.models import AUTHOR

if TYPE_CHECKING:
    import pandas as pd

    from workbook.knowledge import Country


def topic_names(topics: pd.DataFrame, *, language: str) -> pd.DataFrame:
    """The topics with ``label`` in ``language``; a topic we do not know keeps its label.

    Parameters
    ----------
    topics : at least ``topic_id`` and ``label``.

    Examples
    --------
    >>> import pandas as pd
    >>> topics = pd.DataFrame({"topic_id": ["medtop:99999999"], "label": ["Eigenes Thema"]})
    >>> topic_names(topics, language="en")["label"].tolist()
    ['Eigenes Thema']
    """
    from workbook import knowledge

    known = knowledge.in_force().topics
    labels = [
        _topic(known[key], language) if key in known else label
        for key, label in zip(topics["topic_id"], topics["label"], strict=True)
    ]
    return topics.assign(label=_text(labels))


def actor_names(actors: pd.DataFrame, *, language: str) -> pd.DataFrame:
    """The actors with ``name`` in ``language`` where they are countries under their own name;
    another one, which a correction gave, stays.

    Parameters
    ----------
    actors : at least ``name``, ``kind`` and ``country``.

    Examples
    --------
    >>> import pandas as pd
    >>> actors = pd.DataFrame({"name": ["Russland"], "kind": ["country"], "country": ["RUS"]})
    >>> actor_names(actors, language="en")["name"].tolist()
    ['Russia']
    >>> actor_names(actors.assign(name="Der Kreml"), language="en")["name"].tolist()
    ['Der Kreml']
    """
    from workbook import knowledge

    if language == "de":
        return actors
    countries = knowledge.in_force().countries
    names = [
        countries[code].name_en if kind == "country" and _is_called(countries, code, name) else name
        for name, kind, code in zip(
            actors["name"], actors["kind"], actors["country"].fillna(""), strict=True
        )
    ]
    return actors.assign(name=_text(names))


def _is_called(countries: Mapping[str, Country], code: str, name: str) -> bool:
    return code in countries and countries[code].name == name


def source_names(
    sources: pd.DataFrame, actors: pd.DataFrame | None = None, *, language: str
) -> pd.DataFrame:
    """The sources with ``name`` in ``language``: the author, and countries among ``actors``.

    Examples
    --------
    >>> import pandas as pd
    >>> sources = pd.DataFrame({"source_id": ["author"], "name": ["x"], "actor_id": [None]})
    >>> source_names(sources, language="de")["name"].tolist()
    ['Autor, ohne Quelle']
    """
    translated: dict[str, str] = {}
    told: dict[str, str] = {}
    if actors is not None and len(actors):
        named = actor_names(actors, language=language)
        countries = named[named["kind"] == "country"]
        translated = dict(zip(countries["actor_id"], countries["name"], strict=True))
        told = dict(zip(actors["name"], named["name"], strict=True)) if language != "de" else {}
    author = words(language)["source.author"]
    names = [
        author if source == AUTHOR else translated.get(actor) or _both(name, told, language)
        for source, name, actor in zip(
            sources["source_id"], sources["name"], sources["actor_id"].fillna(""), strict=True
        )
    ]
    return sources.assign(name=_text(names))


def _both(name: str, told: Mapping[str, str], language: str) -> str:
    """Two actors speaking as one, named and joined in ``language``; a name of its own stays."""
    parts = name.split(" und ")
    return words(language).join(told[one] for one in parts) if told.keys() >= {*parts} else name


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names as a sentence says them, and whether its verb stands in the plural."""

    joined: str
    plural: bool


def spoken(names: Iterable[str], *, language: str, accusative: bool = False) -> Spoken:
    """Names joined for a sentence: countries with the article they need, *und* never twice.

    ``accusative`` is for what somebody speaks *about*: *der Iran*, but *über den Iran*.

    Examples
    --------
    >>> spoken(["USA"], language="de")
    Spoken(joined='die USA', plural=True)
    >>> spoken(["Russia", "United States"], language="en").joined
    'Russia and the United States'
    >>> spoken(["Russland", "Wissenschaft und Politik"], language="de").joined
    'Russland sowie Wissenschaft und Politik'
    """
    labels = words(language)
    codes = _codes(language)
    found = list(names)
    told = [labels.get(f"spoken.{codes.get(name, '')}", name) for name in found]
    if accusative:
        cases = (f"accusative.{codes.get(name, '')}" for name in found)
        told = [labels.get(key, name) for key, name in zip(cases, told, strict=True)]
    plural = len(found) > 1 or any(
        labels.get(f"plural.{codes.get(name, '')}", "no") == "yes" for name in found
    )
    return Spoken(_joined(told, labels), plural)


def _joined(names: list[str], labels: Labels) -> str:
    """A spoken list; where a name itself holds an *and*, another word joins the last."""
    conjunction = labels["join.and"]
    if len(names) < 2 or not any(f" {conjunction} " in name for name in names):
        return labels.join(names)
    return f"{', '.join(names[:-1])} {labels['join.also']} {names[-1]}"


def _codes(language: str) -> dict[str, str]:
    """Each country's code by its name in ``language``."""
    from workbook import knowledge

    countries = knowledge.in_force().countries.items()
    return {(c.name if language == "de" else c.name_en): code for code, c in countries}


def _topic(entry: object, language: str) -> str:
    return str(getattr(entry, f"label_{language}"))


def _text(values: list[str]) -> pd.Series:
    import pandas as pd

    return pd.Series(values, dtype="string").to_numpy(dtype=object)  # type: ignore[return-value]
