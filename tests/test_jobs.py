"""Our notebook as a job of JupyterLab's scheduler: a real Jupyter Server, over its REST API."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from workbook.resources import notebook_folder, sample_article

SERVING = re.compile(r"(http://127\.0\.0\.1:\d+/)")


@dataclass
class Server:
    client: httpx.Client
    pid: int


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Jupyter Server with jupyter-scheduler, running jobs our way."""
    folder = tmp_path_factory.mktemp("jobs")
    desk = folder / "desk"
    desk.mkdir()
    shutil.copy(notebook_folder() / "article.ipynb", desk)
    shutil.copy(sample_article(), desk / "today.md")
    token = secrets.token_hex(16)
    own = {name: str(folder / name.lower()) for name in
           ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1",
         "--port=0", f"--ServerApp.root_dir={desk}",
         "--ServerApp.jpserver_extensions={'jupyter_scheduler': True}",
         "--Scheduler.execution_manager_class=workbook.jobs.Reports"],
        env=os.environ | own | {"JUPYTER_TOKEN": token}, cwd=desk, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        said: list[str] = []
        found = None
        while found is None and (line := process.stderr.readline()):
            said.append(line)
            found = SERVING.search(line) if "?token=" in line else None
        assert found is not None, "".join(said)
        threading.Thread(target=process.stderr.read, daemon=True).start()
        headers = {"Authorization": f"token {token}"}
        with httpx.Client(base_url=found.group(1), headers=headers, timeout=60) as client:
            yield Server(client, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def run(server: Server, **typed: str) -> dict[str, Any]:
    """Post a job as the form does and wait for its end."""
    environment = server.client.get("scheduler/runtime_environments").json()[0]["name"]
    job = {
        "name": "article",
        "input_uri": "article.ipynb",
        "runtime_environment_name": environment,
        "output_formats": ["html"],
        "parameters": typed,
    }
    posted = server.client.post("scheduler/jobs", json=job)
    assert posted.status_code == 200, posted.text
    where = f"scheduler/jobs/{posted.json()['job_id']}"
    return awaited(server, where, lambda told: told["status"] in {"COMPLETED", "FAILED"})


def awaited(server: Server, where: str, over: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the server says of a job once it is ``over``; its processes are waited for."""
    for _ in range(240):
        told: dict[str, Any] = server.client.get(where).json()
        if over(told):
            return told
        psutil.wait_procs(psutil.Process(server.pid).children(), timeout=0.5)
    raise AssertionError(f"the job went on and on: {told}")


@pytest.mark.slow
def test_a_job_of_jupyterlabs_scheduler_is_our_report(server: Server) -> None:
    told = run(server, source="'today.md'", language="de")
    assert told["status"] == "COMPLETED", told["status_message"]
    where = f"scheduler/jobs/{told['job_id']}"
    assert server.client.get(f"{where}/download_files").is_success
    files = awaited(server, where, lambda told: told["downloaded"])["job_files"]
    (page,) = (one["file_path"] for one in files if one["file_format"] == "html")
    text = server.client.get(f"files/{page}").text
    assert text.startswith("<!doctype html>")
    assert '<html lang="de">' in text
    assert text.count('class="chart-spec"') >= 4


@pytest.mark.slow
def test_a_wrong_parameter_ends_the_job_with_its_sentence(server: Server) -> None:
    told = run(server, langauge="de")
    assert told["status"] == "FAILED"
    assert "did you mean 'language'" in told["status_message"]
