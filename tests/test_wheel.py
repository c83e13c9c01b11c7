"""The wheel alone, in an environment of its own, in an empty folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = """Berlin (dpa) - Der Minister sagte am Montag in Berlin, die Gespräche gingen weiter.

Laut dem Verband sei der Streit beigelegt. „Wir sind zufrieden“, sagte die Sprecherin Erika Muster.
"""


@pytest.mark.slow
def test_the_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--outdir",
        str(tmp_path / "dist"),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")

    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=600)

    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "article.txt").write_text(ARTICLE, encoding="utf-8")
    command = [home / "bin" / "workbook", "brief", "article.txt"]
    done = subprocess.run(command, cwd=empty, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    report = empty / done.stdout.strip().splitlines()[-1]
    assert "Erika Muster" in report.read_text(encoding="utf-8")
