"""A module imports only from lower floors; the exceptions are drawn here and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "workbook"

FLOORS = (
    {
        "errors",
        "models",
        "schemas",
        "settings",
        "resources",
        "garbage",
        "labels",
        "sentences",
        "workers",
    },
    {"inputs", "fetch", "pages", "language", "tongue", "knowledge", "parameters"},
    {"actors", "topics", "sources", "dates", "events"},
    {"tables", "measures", "store"},
    {
        "book",
        "pipeline",
        "review",
        "changes",
        "ingest",
        "cluster",
        "figures",
        "view",
        "export",
        "explorer",
        "dossier",
    },
    {
        "project",
        "manifest",
        "runs",
        "reports",
        "shelf",
        "browser",
        "delivery",
        "jobs",
        "lab",
        "schedule",
        "forms",
    },
    {"cli", "__init__", "__main__"},
)
BESIDE = {
    # within a floor: who may import whom
    "models": {"errors"},
    "schemas": {"models"},
    "settings": {"errors"},
    "labels": {"errors", "resources", "sentences"},
    "sentences": {"resources"},
    "workers": {"errors", "garbage"},
    "inputs": {"fetch", "pages"},
    "language": {"knowledge"},
    "measures": {"tables"},
    "store": {"measures"},
    "pipeline": {"book", "review"},
    "ingest": {"pipeline", "cluster"},
    "book": {"view", "export", "review"},
    "changes": {"review"},
    "view": {"changes", "figures", "review"},
    "explorer": {"review", "figures", "view"},
    "dossier": {"book", "pipeline", "review"},
    "reports": {"browser", "runs"},
    "jobs": {"reports", "runs"},
    "lab": {"runs"},
    "forms": {"reports", "runs"},
    "shelf": {"manifest", "reports"},
    "delivery": {"browser"},
    "schedule": {"delivery", "manifest", "reports", "runs", "shelf"},
    "__main__": {"cli"},
}
FLOOR_OF = {module: number for number, floor in enumerate(FLOORS) for module in floor}


def modules() -> list[str]:
    names = {path.stem for path in PACKAGE.glob("*.py")}
    return sorted(names | {path.parent.name for path in PACKAGE.glob("*/__init__.py")})


def files(module: str) -> list[Path]:
    folder = PACKAGE / module
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{module}.py"]


def imported(path: Path) -> set[str]:
    """Modules of the package a file imports at run time; imports for types alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = [ast.Pass()]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            if parts == ["workbook"]:
                found |= {alias.name for alias in node.names}
            elif parts[0] == "workbook":
                found.add(parts[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("workbook.")}
    return found


def test_every_module_has_a_floor() -> None:
    assert set(modules()) == set(FLOOR_OF)


@pytest.mark.parametrize("module", modules())
def test_imports_point_down(module: str) -> None:
    own = FLOOR_OF[module]
    for path in files(module):
        for other in imported(path) & set(FLOOR_OF) - {module}:
            beside = other in BESIDE.get(module, set())
            assert FLOOR_OF[other] < own or beside, f"{path.name} imports {other} from above"


def test_there_is_no_module_of_leftovers() -> None:
    assert not {"utils", "helpers", "common", "misc"} & set(modules())
