from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

import workbook
from workbook import resources

hypothesis.settings.register_profile("ours", deadline=None)  # tests time nothing
hypothesis.settings.load_profile("ours")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample articles."""
    return resources.data_folder() / "articles"


@pytest.fixture(scope="session")
def sample(samples: Path) -> Path:
    """The first sample article."""
    return samples / "2025-02-16-rubio-lawrow.md"


@pytest.fixture(scope="session")
def book(sample: Path) -> workbook.Workbook:
    """The first sample article, read."""
    return workbook.load(sample)


@pytest.fixture(scope="session")
def library(samples: Path) -> workbook.Workbook:
    """All sample articles, read."""
    return workbook.load(samples)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The system's Chromium; required in CI, elsewhere its absence skips the test."""
    if CHROMIUM is None:
        message = "no Chromium on the PATH: install the package 'chromium' to run browser tests"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-reports"
    folder.mkdir(exist_ok=True)
    return folder
