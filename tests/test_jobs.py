"""Our notebook as a job of JupyterLab's scheduler: a real Jupyter Server, over its REST API."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from tests.servers import jupyter
from workbook.resources import notebook_folder, sample_article


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
    with (
        jupyter(
            "jupyter_server",
            folder,
            desk,
            "--ServerApp.jpserver_extensions={'jupyter_scheduler': True}",
            "--Scheduler.execution_manager_class=workbook.jobs.Reports",
        ) as serving,
        httpx.Client(
            base_url=serving.address,
            headers={"Authorization": f"token {serving.token}"},
            timeout=60,
        ) as client,
    ):
        yield Server(client, serving.pid)


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
