"""Every sentence the package refuses with has its German row, and every row its sentence."""

from __future__ import annotations

import ast
import csv
import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import errors, labels, resources, sentences

PACKAGE = Path(__file__).parent.parent / "workbook"
SPOKEN = {
    name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, Exception)
} | {"ValueError", "Stumbled", "Missed", "Problem", "Outcome"}  # fmt: skip
"""What is made with a sentence: our errors, their reasons, and the outcome of a run."""
DOOR = {"say", "tell", "told"}
"""What commands speak with."""
WITHIN = {
    "cli/archive.py": ("_counted", "stats", "_progress"),
    "cli/schedule.py": ("show",),
    "fetch/answers.py": ("trouble_of",),
    "fetch/wire.py": ("_broken",),
    "inputs/encodings.py": ("_BINARIES",),
    "knowledge/checks.py": ("_of_actors", "_names", "_of_offices", "_nobody", "_of_topics", "_country"),
    "parameters.py": ("_PLAIN",),
    "review/corrections.py": ("told",),
    "runs.py": ("_DIED", "_NO_NOTEBOOK"),
    "store/upkeep.py": ("faults", "_questions", "_broken_rows"),
}  # fmt: skip
"""Where pieces of sentences are made that reach a raise in a variable: functions and tables."""
PASSED_ON = {
    "cli/__init__.py: str(error)": "the refusal at the door",
    "cli/archive.py: fault": "upkeep.faults, in WITHIN",
    "cli/review.py: entry.correction": "review.corrections.told, in WITHIN",
    "cli/review.py: visible(line)": "review.corrections.told, in WITHIN",
    "cli/schedule.py: said": "how a run ended: a refusal, or the path of its report",
    "cli/schedule.py: sentence": "the sentence of a schedule that is refused, or of a delivery",
    "cli/schedule.py: str(error)": "the refusal of settings that are just being edited",
    "cli/telling.py: message": "the door itself",
    "fetch/robots.py: str(rules)": "the refusal of a robots.txt before",
    "fetch/wire.py: _broken(error)": "a ValueError of wire.py, else in WITHIN",
    "inputs/__init__.py: _all_refused(refusals)": "refusals of single articles",
    "inputs/__init__.py: f'In {row.where}, {message[:1].lower()}{message[1:]}'": (
        "models._no_date behind a place, a row of its own"
    ),
    "inputs/__init__.py: refusal": "a refusal that becomes a problem",
    "pipeline.py: next(reasons, 'The source holds no words to read; give a news article.')": (
        "the first problem"
    ),
    "pipeline.py: refusal": "pipeline.unread",
    "review/ledger.py: f'{place}: {why}' if place else why": "the checks of corrections, ValueErrors",
    "schedule/byhand.py: found": "what a report says in short",
    "schedule/byhand.py: str(failed)": "the failure of a run",
    "schedule/dispatch.py: message": "the failure of a delivery",
    "schedule/dispatch.py: target": "the sentence of a target that is refused",
    "schedule/rounds.py: str(schedules.get(ahead, f'There is no schedule {ahead!r}; those declared: "
    "{known}.'))": "the sentence of a schedule that is refused",
    "schedule/rounds.py: outcome.message or outcome.summary": "an Outcome",
    "schedule/supervision.py: last[0] if last else f'The run ended with code {code}.'": (
        "the last line of a worker that died, of any library"
    ),
    "schedule/worker.py: str(error)": "the failure of a run",
    "schedule/worker.py: str(refused)": "the refusal of a run",
    "view/provenance.py: [labels.told(message) for message in book.problems['message']]": "problems",
    "store/batches.py: r['message']": "a problem read back",
}  # fmt: skip
"""What is said but built elsewhere, and where its sentence is found then."""
NO_ENGLISH = frozenset(
    {"dask worker --nworkers -1 --nthreads 1", "x.article_id = y.article_id and ", "none yet",
     "mention of this actor", "a mention", "{} mentions", " instead of {}"}
)  # fmt: skip
"""What fills a blank and is a command, a query, or said in a row of the whole sentence."""
LIBRARIES = ("Input ", "Extra inputs", "Field required", "String should")
"""How pydantic's sentences begin."""
SYSTEM = {os.strerror(number) for number in errno.errorcode}


def rows() -> list[dict[str, str]]:
    with (resources.data_folder() / "sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    """A row's text with all blanks alike."""
    return "".join(w + "{}" * (b is not None) for w, b, _, _ in Formatter().parse(text))


@cache
def catalogue() -> dict[str, str]:
    return {plain(row["en"]): row["de"] for row in rows()}


class Module:
    """A file of the package, and what its functions and names are."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(PACKAGE).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.functions: dict[str, list[ast.AST]] = {}
        self.inside: dict[ast.AST, list[ast.AST]] = {}
        self.docstrings: set[ast.AST] = set()
        self._walk(self.tree, [])

    def _walk(self, node: ast.AST, around: list[ast.AST]) -> None:
        self.inside[node] = around
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            self.docstrings.add(node.value)
        if isinstance(node, ast.FunctionDef):
            self.functions.setdefault(node.name, []).append(node)
            around = [*around, node]
        for child in ast.iter_child_nodes(node):
            self._walk(child, around)

    def assigned(self, name: str, around: list[ast.AST]) -> Iterator[ast.expr]:
        """What a name is set to in the functions around, or else in the module."""
        for scope in (*reversed(around), self.tree):
            found = [
                node.value
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign)
                and name in [ast.unparse(target) for target in node.targets]
            ]
            if found:
                yield from found
                return


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))


@dataclass(frozen=True)
class Scope:
    """Where an expression stands; ``seen`` are the names that were looked up on the way to it."""

    module: Module
    around: list[ast.AST]
    seen: frozenset[str] = frozenset()


def templates(node: ast.AST, scope: Scope) -> Iterator[str | None]:
    """The sentences an expression can be, ``{}`` for what is filled in; None where it is built
    out of sight."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            said = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
            yield re.sub(r"(\{\})+", "{}", said)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            both = (list(templates(side, scope)) for side in (left, right))
            yield from (a + b if a and b else None for a, b in product(*both))
        case ast.IfExp(body=body, orelse=orelse):
            yield from templates(body, scope)
            yield from templates(orelse, scope)
        case ast.BoolOp(values=values):
            for value in values:
                yield from templates(value, scope)
        case ast.Name(id=name):
            if name in scope.seen:
                return
            found = list(scope.module.assigned(name, scope.around))
            within = replace(scope, seen=scope.seen | {name})
            for value in found:
                yield from templates(value, within)
            if not found:
                yield None
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            for one in templates(text, scope):
                yield one and re.sub(r"\{[^{}]*\}", "{}", one)
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            yield from templates(inner, scope)
        case ast.Call(func=ast.Attribute(attr="get") | ast.Name(id="next"), args=[_, default]):
            yield None
            yield from templates(default, scope)
        case ast.Call(func=function):
            yield from returned(ast.unparse(function), scope)
        case _:
            yield None


def returned(called: str, scope: Scope) -> Iterator[str | None]:
    """What a function of ours returns: one of the module, or of that named before its dot."""
    of, _, name = called.rpartition(".")
    homes = [one for one in modules() if name in one.functions]
    near = [one for one in homes if one is scope.module or (of and one.name.endswith(f"/{of}.py"))]
    if not homes or called in scope.seen:
        yield None
        return
    home = (near or homes)[0]
    for function in home.functions[name]:
        within = Scope(home, [*home.inside[function], function], scope.seen | {called})
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from templates(node.value, within)


def spoken(module: Module, node: ast.AST) -> ast.expr | None:
    """The sentence of a call that says one."""
    if not isinstance(node, ast.Call):
        return None
    name = ast.unparse(node.func).rpartition(".")[2]
    at_door = module.name.startswith("cli/") and name in DOOR
    given = node.args[1:2] if name in ("Problem", "Outcome") else node.args[:1]
    message = [one.value for one in node.keywords if one.arg == "message"]
    return next(iter(given if name in SPOKEN or at_door else message), None)


@cache
def sites() -> tuple[tuple[str, str | None], ...]:
    """Where something is said, and the sentences it can be; then what fills their blanks."""
    found: list[tuple[str, str | None]] = []
    for module in modules():
        makers: set[str] = set()
        for node, around in module.inside.items():
            said = spoken(module, node)
            if said is None:
                continue
            where = f"{module.name}: {ast.unparse(said)}"
            found += [(where, one) for one in templates(said, Scope(module, around))]
            found += [(where, one) for one in fillings(said, Scope(module, around))]
            makers |= {one.name for one in around if isinstance(one, ast.FunctionDef)}
        found += pieces(module, makers)
    return tuple(found)


def fillings(said: ast.expr, scope: Scope) -> Iterator[str]:
    """The English a sentence's blanks are filled with, where that is set in the function."""
    for blank in ast.walk(said):
        if isinstance(blank, ast.FormattedValue) and isinstance(blank.value, ast.Name):
            for one in templates(blank.value, scope):
                if one is not None and " " in one.strip() and re.search("[a-z]{2}", one):
                    yield one


def pieces(module: Module, makers: set[str]) -> Iterator[tuple[str, str]]:
    """English handed to a function that says it, and what `WITHIN` lists."""
    for node in module.inside:
        if isinstance(node, ast.Call) and ast.unparse(node.func) in makers:
            for one in node.args:
                if isinstance(one, ast.Constant) and " " in str(one.value):
                    yield f"{module.name}: {ast.unparse(node)}", str(one.value)
    for name in WITHIN.get(module.name, ()):
        scopes = module.functions.get(name) or list(module.assigned(name, []))
        assert scopes, f"{module.name} has no {name} any more"
        for scope in scopes:
            for text in outermost(scope, module):
                if re.search("[a-z] [a-z]", text) and not text.startswith("select"):
                    yield f"{module.name}: {name}", text


def outermost(node: ast.AST, module: Module) -> Iterator[str]:
    """All text in a piece of code, docstrings left out."""
    if node in module.docstrings:
        return
    if isinstance(node, ast.JoinedStr | ast.Constant):
        yield from (one for one in templates(node, Scope(module, [])) if one is not None)
        return
    for child in ast.iter_child_nodes(node):
        yield from outermost(child, module)


def is_covered(template: str) -> bool:
    """Whether there is a German sentence for it: its own, or one in which it stands last. A
    piece may also be one with a blank where it says a number or a name; an echo is none."""
    known = catalogue()
    if template in known or template in NO_ENGLISH:
        return True
    if any(one.endswith((f"{{}} {template}", f": {template}")) for one in known):
        return True
    return not template.endswith((".", "?")) and any(
        plain(row["en"]) != plain(row["de"])
        and sentences.Sentence.of(row["en"], row["de"]).values(template.replace("{}", "0"))
        is not None
        for row in rows()
    )


@pytest.mark.parametrize("where", sorted({where for where, _ in sites()} - PASSED_ON.keys()))
def test_what_is_refused_is_said_in_german_too(where: str) -> None:
    said = [template for place, template in sites() if place == where]
    assert None not in said, f"Say in PASSED_ON where this sentence comes from: {where}"
    for template in filter(None, said):
        assert is_covered(template), f"data/sentences.csv has no row for: {template}"


def test_what_is_passed_on_is_still_there() -> None:
    built = {where for where, template in sites() if template is None or not is_covered(template)}
    assert built >= PASSED_ON.keys()


@cache
def texts() -> frozenset[str]:
    """All text of the package, blanks alike, that could be a sentence or a part of one."""
    return frozenset(
        re.sub(r"\{\w*[^}]*\}", "{}", text) if isinstance(node, ast.Constant) else text
        for module in modules()
        for node in module.inside
        if isinstance(node, ast.JoinedStr | ast.Constant | ast.BinOp)
        and node not in module.docstrings
        for text in templates(node, Scope(module, module.inside[node]))
        if text is not None
    )


@cache
def forms() -> tuple[sentences.Sentence, ...]:
    """Texts with blanks, to be filled by a row that says one of their cases."""
    cut = (tuple(text.split("{}")) for text in texts() if "{}" in text and len(text) > 15)
    return tuple(sentences.Sentence(parts, ("",) * (len(parts) - 1), "") for parts in cut)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["en"])
def test_no_row_is_left_over(row: dict[str, str]) -> None:
    if row["en"].startswith(LIBRARIES) or row["en"] in SYSTEM:
        return
    said = plain(row["en"])
    ends = (text for text in texts() if len(text) > 6 and said.lower().endswith(text.lower()))
    found = (
        said in texts()
        or any(said[: -len(text)].endswith(("{} ", "{}: ", "{}, ")) for text in ends)
        or any(form.values(said.rpartition("{}: ")[2]) is not None for form in forms())
    )
    assert found, f"nothing says: {row['en']}"


def test_each_sentence_stands_once_and_in_both_languages() -> None:
    assert len(catalogue()) == len(rows())
    assert all(row["en"].strip() and row["de"].strip() for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["en"])
def test_both_languages_have_the_same_blanks(row: dict[str, str]) -> None:
    blanks = [{name for _, name, *_ in Formatter().parse(row[one]) if name} for one in row]
    assert blanks[0] == blanks[1]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["en"])
def test_each_sentence_is_found_by_its_own_row(row: dict[str, str]) -> None:
    """Filled with words of its own, a sentence is told as its row says, and not as another's."""
    names = [name for _, name, *_ in Formatter().parse(row["en"]) if name]
    values = {
        name: str(number) if sentences.is_number(name) else f"<{number}>"
        for number, name in enumerate(names)
    }
    german = labels.words("de").told(row["en"].format(**values))
    assert german == row["de"].format(**values)
    assert labels.words("en").told(row["en"]) == row["en"]


def test_a_sentence_within_another_is_told_too() -> None:
    de = labels.words("de")
    assert (
        de.told("None of 1,200 articles could be read; the first: There is no text in row 3 of a.csv; "
                "fill it with an article or leave it out.")
        == "Keiner von 1.200 Artikeln konnte gelesen werden; der erste: In Zeile 3 von a.csv steht "
        "kein Text; einen Artikel hineinschreiben oder weglassen."
    )  # fmt: skip
    assert (
        de.told("people.csv, line 3: nobody has the id 'x'; add a row to people.csv.")
        == "people.csv, Zeile 3: niemand hat die Kennung 'x'; eine Zeile hinzufügen in people.csv."
    )
    assert de.told("Files that end in .x are not read, so a.x is not; save the article in a file "
                   "that ends in .csv, .md or .txt.").endswith(": .csv, .md oder .txt.")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["In Berlin, so der Minister, ruht die Arbeit.", "Beides: ja und nein.", "a: b, c or d", "", " "],
)  # fmt: skip
def test_other_words_are_left_as_they_are(text: str) -> None:
    assert labels.words("de").told(text) == text


@given(st.text(max_size=200))
def test_any_text_can_be_told_and_be_filled_in(text: str) -> None:
    de = labels.words("de")
    assert isinstance(de.told(text), str)
    told = de.told(f"There is no file {text}; check the name and the folder you are in.")
    assert told.startswith("Es gibt keine Datei ")


def test_a_long_chain_of_reasons_is_told_at_once() -> None:
    chain = "a: " * 100_000
    assert labels.words("de").told(chain) == chain
