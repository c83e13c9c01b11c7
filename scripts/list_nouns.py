"""Write ``data/models/names/nouns.txt.xz``: German nouns that are no compounds of other nouns.

    pip install simplemma && python scripts/list_nouns.py

Read from the German dictionary of simplemma (Adrien Barbaresi, MIT licence). A compound is
found again by its last part, so leaving compounds out loses nothing and keeps the list small.
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "models" / "names" / "nouns.txt.xz"
ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern", "se", "sen", "nen", "ens", "ses")
LINKS = (("", ""), ("s", ""), ("es", ""), ("n", ""), ("en", ""), ("", "e"))


def dictionary() -> dict[str, str]:
    """Every form and its lemma."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    raw = DefaultDictionaryFactory().get_dictionary("de")
    return {_text(form): _text(raw[form]) for form in raw}


def _text(value: object) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def nouns(known: Mapping[str, str]) -> list[str]:
    """Simple nouns, and those of their forms that no regular ending makes."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, lemma in known.items():
        if (
            lemma.istitle()
            and lemma.isalpha()
            and len(lemma) > 2
            and not _is_adjective(lemma, known)
        ):
            forms[lemma].add(form)
    simple = {noun for noun in forms if not _is_compound(noun, forms, known)}
    odd = {
        form
        for noun in simple
        for form in forms[noun]
        if form.istitle() and form.isalpha() and not any(form == noun + e for e in ENDINGS)
    }
    return sorted(simple | odd)


def _is_adjective(noun: str, known: Mapping[str, str]) -> bool:
    """Whether a noun is an adjective written large (*Gezapfte*, *Breiteste*)."""
    lemma = known.get(noun.lower(), "")
    return noun.endswith("e") and lemma not in ("", noun.lower()) and not lemma.endswith("n")


def _is_compound(noun: str, nouns: Mapping[str, set[str]], known: Mapping[str, str]) -> bool:
    for start in range(3, len(noun) - 3):
        if noun[start:].capitalize() in nouns:
            for link, ending in LINKS:
                head = noun[:start].removesuffix(link) + ending
                if len(head) > 2 and (head in nouns or head.lower() in known):
                    return True
    return False


def main() -> None:
    text = "".join(f"{noun}\n" for noun in nouns(dictionary()))
    OUT.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
