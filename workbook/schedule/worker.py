"""One run in a process of its own: ``python -m workbook.schedule.worker``.

It reads its job as a line of JSON from standard input and says how it went as a line of JSON on
standard output. When standard input closes, whoever gave the job is gone: then it ends too, with
its kernel, so that no run goes on that nobody will write down.
"""

from __future__ import annotations

import json
import os
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbook.errors import Refused, RunFailed, WorkbookError
from workbook.manifest import State
from workbook.schedule import news
from workbook.schedule.news import Known


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run, where the report goes, and how long it may take.

    ``ingest`` is taken into ``store`` before, which makes version ``taken``, unless that is done
    already; without a notebook that is all. With ``only_new`` nothing new is reason to skip.
    ``known`` is what the last good run knew, None for the first; ``language`` that of the report
    unless its parameters name one. With ``pdf`` the report is printed beside itself.
    """

    notebook: str
    parameters: dict[str, Any]
    out: str
    seconds: float
    store: str = ""
    ingest: tuple[str, ...] = ()
    taken: int | None = None
    only_new: bool = False
    known: Known | None = None
    language: str = "en"
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went; ``message`` is empty where it went well.

    ``refused`` says that trying again is of no use as long as nobody corrects the input.
    """

    state: State
    message: str = ""
    refused: bool = False
    cell: int | None = None
    summary: str = ""
    snapshot: int | None = None
    entries: int = 0


def work(job: Job) -> Outcome:
    """Take in what is new, run the notebook and write its report, inside ``job.seconds``."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        end_children()  # the cell at work fails, and the notebook is written as far as it came

    timer = threading.Timer(job.seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return _worked(job)
    except Refused as refused:
        return Outcome(State.FAILED, str(refused), refused=True)
    except WorkbookError as error:
        cell = error.cell if isinstance(error, RunFailed) else None
        if late.is_set():
            return Outcome(State.TIMED_OUT, _late(job, cell), cell=cell)
        return Outcome(State.FAILED, str(error), cell=cell)
    except OSError as error:
        return Outcome(State.FAILED, f"The report could not be written: {error}.")
    finally:
        timer.cancel()


def _worked(job: Job) -> Outcome:
    from workbook import reports

    taken = job.taken
    if job.ingest and taken is None:
        from workbook.ingest import ingest

        taken = ingest(list(job.ingest), job.store, patience=job.seconds).version
    if not job.notebook:
        return Outcome(State.DONE, snapshot=taken)
    if taken is not None and job.only_new and news.nothing(job.store, taken, job.known):
        message = "There was no new article, so there is no new report."
        return Outcome(State.SKIPPED, message, snapshot=taken)
    version, entries = news.version(job.store), news.entries()
    with ThreadPoolExecutor(1) as beside:  # while the kernel works, this process only waits
        found = beside.submit(news.find, job.store, version, job.known)
        run = reports.write(
            job.notebook,
            _parameters(job),
            Path(job.out),
            section=lambda language: found.result().section(language),
        )
    found_out, added = (
        reports.summary(run.notebook, tag=tag) for tag in ("summary", reports.ADDED)
    )
    note = _print(Path(job.out), job.language) if job.pdf else ""
    said = "\n".join(text for text in (found_out, note, added) if text)
    return Outcome(State.DONE, summary=said, snapshot=version, entries=entries)


def _print(report: Path, language: str) -> str:
    """Print a report beside itself; why there is no PDF, or nothing. The report stays good."""
    from workbook import labels, reports

    try:
        reports.print_out(report)
    except (RunFailed, OSError) as error:
        return labels.words(language).told(str(error))
    return ""


def _parameters(job: Job) -> dict[str, Any]:
    """The parameters of a job, with the project's language where the notebook asks for one."""
    from workbook import parameters, runs

    declared = parameters.declared(runs.read(runs.find(job.notebook)))
    asks = any(one.name == "language" for one in declared)
    return {**({"language": job.language} if asks else {}), **job.parameters}


def end_children() -> None:
    """End every process this one started, and those they started."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue


def main() -> None:
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not be taken for the answer
    given = b""
    while not given.endswith(b"\n"):
        read = os.read(0, 65536)
        if not read:
            return
        given += read
    told = json.loads(given)
    known = Known(**told["known"]) if told["known"] else None
    job = Job(**{**told, "ingest": tuple(told["ingest"]), "known": known})
    threading.Thread(target=_end_with_the_giver, daemon=True).start()
    try:
        outcome = work(job)
    except Exception as error:  # whatever it is, it is told as what it is
        traceback.print_exc()
        outcome = Outcome(State.FAILED, f"The run failed: {type(error).__name__}: {error}")
    answer.write(json.dumps(asdict(outcome)))
    answer.flush()
    os._exit(0)


def _end_with_the_giver() -> None:
    while os.read(0, 1):
        continue
    end_children()
    os._exit(1)


def _late(job: Job, cell: int | None) -> str:
    where = f" in cell {cell}" if cell else ""
    return f"The run took longer than its {job.seconds:g} seconds and was ended{where}; give it more time or less to do."


if __name__ == "__main__":
    main()
