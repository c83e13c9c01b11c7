"""Articles that try to run, to reach out and to turn the page around: all of it is only text."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

RUN = "document.documentElement.dataset.pwned=1"
SCRIPT = f"<script>{RUN}</script>"
IMAGE = f"<img src=x onerror={RUN}>"
LINK = f"[hier](javascript:{RUN}) <a href='javascript:{RUN}'>hier</a>"
TURNED = "\u202ewoksoM\u202c"
OPEN = "\u202eneffo"
"""A right-to-left override that nothing ends."""

TITLE = f"{SCRIPT} {{{{ 7 * 7 }}}} $x^2$ {OPEN}"
OUTLET = f"Blatt {IMAGE} {OPEN}"
AUTHOR = f"Anna </script> Wehner {OPEN}"
URL = f"javascript:{RUN}//\u202e'\"><b onmouseover={RUN}>"

TEXT = f"""Rubio {SCRIPT} sagte in Mos\u200bkau </script>{IMAGE}, der Krieg ende {{{{ 7 * 7 }}}}.

„Das ist {{{{ config }}}} und $x^2$ und \\(y\\) {SCRIPT}“, erklärte Außenminister Sergej Lawrow {OPEN} am 15. Februar 2025 in Moskau. Der Kreml\u200b teilte mit, {TURNED} man {LINK}.

Laut <b onmouseover={RUN}>Interfax</b> sei der Krieg „`rm -rf` {{% raw %}} ${{7*7}}“ nicht beendet. Die Brücke am Hafen werde im Mai gesperrt, sagte Anna {OPEN} Wehner vom Stadtrat. <!-- --> ]]> \u2028 Die Regierung in Berlin plant für März 2025 neue Gespräche mit Russland.
"""

SECOND = f"""Die Brücke am Hafen werde im Mai gesperrt, sagte Anna Wehner vom Stadtrat. Außenminister Sergej Lawrow erklärte, die Ukraine und die USA verhandelten weiter über {SCRIPT}.
"""

NAMES = (f"a..\\..\\{IMAGE}.jsonl", "b..%2F..%2Fzweiter.jsonl")
"""What the files are called, as far as a file system lets them."""


def lay(folder: Path) -> Path:
    """One article alone, under a name that would climb out of its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / NAMES[0], TEXT, OUTLET)


def lay_all(folder: Path) -> Path:
    """A folder of them: two outlets on one story, and the first once more in a ZIP file whose
    member would land two folders higher."""
    lay(folder)
    _write(folder / NAMES[1], SECOND, "Bote </style><style>*{display:none}")
    with ZipFile(folder / "drei.zip", "w") as packed:
        packed.writestr("../../dritter.txt", SECOND.replace("Hafen", "Bahnhof"))
    return folder


def _write(path: Path, text: str, outlet: str) -> Path:
    fields = {
        "title": TITLE, "outlet": outlet, "author": AUTHOR, "url": URL,
        "published": "2025-02-16", "language": "de", "text": text,
    }  # fmt: skip
    path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    return path
