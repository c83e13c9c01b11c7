"""A Jupyter of our own, on a free port of this computer alone, with nothing of the user's."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SERVING = re.compile(r"(http://127\.0\.0\.1:\d+/)")


@dataclass(frozen=True, slots=True)
class Jupyter:
    """Where it serves, who may come in, and its process."""

    address: str
    token: str
    pid: int


PATIENCE = 90_000
"""Milliseconds until something on a page counts as never coming."""
_QUIET = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


@contextmanager
def jupyter(
    module: str, folder: Path, desk: Path, *options: str, env: Mapping[str, str] | None = None
) -> Iterator[Jupyter]:
    """Run ``jupyter_server`` or ``jupyterlab`` on ``desk``, its own files under ``folder``."""
    command = [sys.executable, "-m", module, "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--ServerApp.root_dir={desk}", *options]  # fmt: skip
    with serving(command, folder, desk, env=env) as running:
        yield running


@contextmanager
def serving(
    command: Sequence[str], folder: Path, desk: Path, *, env: Mapping[str, str] | None = None
) -> Iterator[Jupyter]:
    """Run a command that becomes a Jupyter, in ``desk``, and wait until it says where it is."""
    token = secrets.token_hex(16)
    _set_port(folder)
    own = {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_TOKEN": token,
        **(env or {}),
    }
    process = subprocess.Popen(
        command, env=os.environ | own, cwd=desk, text=True,
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


def _set_port(folder: Path) -> None:
    """A port nobody has: two Jupyters that begin at once would both try the usual one."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = folder / "config" / "jupyter_server_config.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"ServerApp": {"port": port, "port_retries": 0}}))


def set_lab(folder: Path, *, theme: str = "Light") -> None:
    """What a JupyterLab with its files under ``folder`` looks like: no news, all cells drawn."""
    chosen = {"apputils-extension/themes": {"theme": f"JupyterLab {theme}"}}
    for name, values in (_QUIET | chosen).items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))


def run_all(page: Any, address: str, *, shows: str) -> None:
    """Open a notebook and run it, until something is shown."""
    page.goto(address)
    page.locator(".jp-CodeCell").last.wait_for(timeout=PATIENCE)
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator("[data-command='runmenu:run-all']").click()
    page.locator(shows).first.wait_for(timeout=PATIENCE)


def watched(page: Any) -> tuple[list[str], list[str]]:
    """What goes wrong on a page, and what it asks of other computers, as they come."""
    wrong: list[str] = []
    abroad: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    at_home = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    page.on("request", lambda r: r.url.startswith(at_home) or abroad.append(r.url))
    return wrong, abroad


def paper_and_ink(page: Any, selector: str) -> tuple[float, float]:
    """How bright the page behind an element is and the element's words, from 0 to 1."""
    return tuple(
        page.locator(selector).first.evaluate(
            """(element) => {
                const light = (colour) => {
                    const canvas = document.createElement("canvas").getContext("2d");
                    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
                    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
                };
                const style = getComputedStyle(element);
                const paper = getComputedStyle(document.querySelector(".jp-Notebook"));
                const ink = element instanceof SVGElement ? style.fill : style.color;
                return [light(paper.backgroundColor), light(ink)];
            }"""
        )
    )
