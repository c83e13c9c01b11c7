"""A Jupyter of our own, on a free port of this computer alone, with nothing of the user's."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SERVING = re.compile(r"(http://127\.0\.0\.1:\d+/)")


@dataclass(frozen=True, slots=True)
class Jupyter:
    """Where it serves, who may come in, and its process."""

    address: str
    token: str
    pid: int


@contextmanager
def jupyter(
    module: str, folder: Path, desk: Path, *options: str, env: Mapping[str, str] | None = None
) -> Iterator[Jupyter]:
    """Run ``jupyter_server`` or ``jupyterlab`` on ``desk``, its own files under ``folder``."""
    token = secrets.token_hex(16)
    own = {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_TOKEN": token,
        **(env or {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", module, "--no-browser", "--allow-root", "--ip=127.0.0.1",
         "--ServerApp.port_retries=50", f"--ServerApp.root_dir={desk}", *options],
        env=os.environ | own, cwd=desk, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        said: list[str] = []
        found = None
        while found is None and (line := process.stderr.readline()):
            said.append(line)
            found = _SERVING.search(line) if "?token=" in line else None
        assert found is not None, "".join(said)
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield Jupyter(found.group(1), token, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)
