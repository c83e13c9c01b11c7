"""Reports on time: a clock that is told, real processes, real kernels, real kills."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import nbformat
import psutil
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbook import labels
from workbook.errors import SettingRefused
from workbook.manifest import Attempt, Manifest, State
from workbook.schedule import Schedule, agenda, moments, read, supervision, templates, tick

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2025, 3, 3, 7, tzinfo=BERLIN)


def schedule(**values: Any) -> Schedule:
    given: dict[str, Any] = {"name": "daily", "notebook": "article", "cron": "0 7 * * *"}
    return Schedule(**{**given, "timezone": "Europe/Berlin", **values})


def local(schedule: Schedule, found: tuple[datetime, ...]) -> list[str]:
    return [f"{moment.astimezone(schedule.zone):%m-%d %H:%M}" for moment in found]


# --- what is due -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("catch_up", "runs", "skipped"),
    [
        ("all", ["03-01 07:00", "03-02 07:00", "03-03 07:00"], 0),
        ("last", ["03-03 07:00"], 2),
        ("skip", [], 3),
    ],
)
def test_three_days_asleep_are_made_up_for_as_declared(catch_up, runs, skipped) -> None:
    daily = schedule(catch_up=catch_up)
    due = moments.due(daily, since=MONDAY - timedelta(days=3), now=MONDAY + timedelta(hours=5))
    assert local(daily, due.run) == runs
    assert due.skipped == skipped


def test_a_moment_just_gone_is_not_missed() -> None:
    due = moments.due(
        schedule(catch_up="skip"),
        since=MONDAY - timedelta(days=1),
        now=MONDAY + timedelta(seconds=50),
    )
    assert due.run == (MONDAY.astimezone(UTC),)
    assert due.skipped == 0


@pytest.mark.parametrize("day", [datetime(2025, 3, 30), datetime(2025, 10, 26)])
@pytest.mark.parametrize("cron", ["30 2 * * *", "0 7 * * *", "0 3 * * *"])
def test_a_change_of_the_clock_neither_skips_nor_doubles_a_daily_run(day, cron) -> None:
    daily = schedule(cron=cron, catch_up="all")
    since = (day - timedelta(days=1)).replace(hour=12, tzinfo=BERLIN)
    seen: list[datetime] = []
    now = since
    while now < since + timedelta(days=2):  # somebody comes by every ten minutes
        later = now.astimezone(UTC) + timedelta(minutes=10)
        seen += moments.due(daily, since=now, now=later).run
        now = later
    assert [found.astimezone(BERLIN).date() for found in seen] == [
        day.date(),
        (day + timedelta(days=1)).date(),
    ]


def test_every_quarter_of_an_hour_goes_on_through_the_hour_that_comes_twice() -> None:
    often = schedule(cron="*/15 * * * *", catch_up="all")
    midnight = datetime(2025, 10, 26, tzinfo=BERLIN).astimezone(UTC)
    due = moments.due(often, since=midnight, now=midnight + timedelta(hours=5))
    steps = {b - a for a, b in zip(due.run, due.run[1:], strict=False)}
    assert steps == {timedelta(minutes=15)}
    assert len(due.run) == 20


@given(
    since=st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)),
    slept=st.timedeltas(timedelta(0), timedelta(days=40)),
    cron=st.sampled_from(["0 7 * * *", "*/20 * * * *", "0 6 1 * *", "15 2 * * 0", "0 9 * * 1-5"]),
    catch_up=st.sampled_from(["skip", "last", "all"]),
)
def test_what_is_due_lies_behind_and_is_never_due_again(since, slept, cron, catch_up) -> None:
    often = schedule(cron=cron, catch_up=catch_up)
    start = since.replace(tzinfo=UTC)
    now = start + slept
    due = moments.due(often, since=start, now=now)
    assert all(start < moment <= now for moment in due.run)
    assert list(due.run) == sorted(set(due.run))
    assert moments.due(often, since=now, now=now) == moments.Due(())
    assert moments.due(often, since=now, now=start).run == ()  # the clock was set back


def test_a_year_asleep_with_a_run_a_minute_costs_no_half_a_million_rows() -> None:
    due = moments.due(
        schedule(cron="* * * * *"), since=MONDAY, now=MONDAY + timedelta(days=365, seconds=5)
    )
    assert due.run == ((MONDAY + timedelta(days=365)).astimezone(UTC),)
    assert due.skipped == moments.COUNTED


# --- what is declared --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('cron = "0 7 30 2 *"', "never fires"),
        ('cron = "sometimes"', "no cron expression"),
        ('timezone = "Europe/Kleinkleckersdorf"', "no time zone"),
        ('timeout = "soon"', "write it as 30s"),
        ("timeout = 0", "longer than nothing"),
        ('parameters = { since = "{yesterdy}" }', "did you mean {yesterday}"),
        ("retrys = 2", "a schedule has"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_others_stay(tmp_path, entry, said) -> None:
    file = tmp_path / "workbook.toml"
    key = entry.split(" =")[0]
    good = 'notebook = "article"\n' + ('cron = "0 7 * * *"\n' if key != "cron" else "")
    file.write_text(
        f'[schedule.good]\nnotebook="article"\ncron="0 7 * * *"\n[schedule.bad]\n{good}{entry}\n'
    )
    import tomllib

    found = read(tomllib.loads(file.read_text())["schedule"], file=file)
    assert isinstance(found["good"], Schedule)
    sentence = found["bad"]
    assert isinstance(sentence, str)
    assert said in sentence
    assert f"line {len(file.read_text().splitlines())}" in sentence
    assert sentence.endswith(".")


def test_parameters_move_with_the_moment() -> None:
    values = {"since": "{yesterday}", "week": "{week}", "names": ["{month}"], "days": 7}
    moved = templates.filled(values, datetime(2025, 1, 1, 7, tzinfo=BERLIN))
    assert moved == {"since": "2024-12-31", "week": "2025-W01", "names": ["2025-01"], "days": 7}


# --- what is run -------------------------------------------------------------------------------


ENDS = """
import os, signal, subprocess, sys
print('begun')
"""
WAYS = """
if how == 'badly':
    raise ValueError('the feed was empty')
if how == 'large':
    print('<' * 1_000_000)  # four times as long once it is escaped
if how == 'dead':
    os.kill(os.getpid(), signal.SIGKILL)
if how == 'long':
    child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()', tell])
    if os.path.exists(tell):
        open(tell, 'w').write(f'{os.getpid()} {child.pid}')  # a pipe: waits until it is read
    signal.pause()
print('ended', how)
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook that ends as its parameter says, and can tell a test that it is at work."""
    declared = nbformat.v4.new_code_cell(
        'how: str = "well"\ntell: str = ""', metadata={"tags": ["parameters"]}
    )
    cells = [declared, nbformat.v4.new_code_cell(ENDS), nbformat.v4.new_code_cell(WAYS)]
    path = tmp_path / "ends.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def run(folder: Path, now: datetime, *schedules: Schedule) -> tuple[Attempt, ...]:
    return tick({one.name: one for one in schedules}, folder, now=lambda: now).ended


def told_in_german(message: str) -> bool:
    return labels.words("de").told(message) != message


def attempts(folder: Path) -> list[Attempt]:
    with Manifest.open(folder) as manifest:
        return manifest.attempts()


@pytest.mark.slow
def test_a_round_runs_what_is_due_once(notebook, reports) -> None:
    daily = schedule(notebook=str(notebook))
    (done,) = run(reports, MONDAY, daily)
    assert (done.state, done.number) == (State.DONE, 1)
    assert done.message == "This is the first run of this report."
    assert '<html lang="en">' in (reports / done.report).read_text(encoding="utf-8")
    assert done.report == "daily/2025-03-03T0700.html"
    assert "ended well" in (reports / done.report).read_text(encoding="utf-8")
    assert done.provenance["notebook"]
    for later in (MONDAY, MONDAY + timedelta(hours=1), MONDAY - timedelta(days=2)):
        assert run(reports, later, daily) == ()
    assert len(attempts(reports)) == 1


@pytest.mark.slow
def test_a_report_without_a_browser_to_print_it_is_good_and_says_so(
    notebook, reports, tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (done,) = run(reports, MONDAY, schedule(notebook=str(notebook), pdf=True))
    assert done.state is State.DONE
    note, first = done.message.split("\n")
    assert "its PDF needs a Chromium" in note
    assert told_in_german(note)
    assert first == "This is the first run of this report."
    assert [path.suffix for path in (reports / "daily").glob("2025*")] == [".html"]


@pytest.mark.slow
@pytest.mark.browser
def test_a_report_is_printed_beside_itself(notebook, reports, browser) -> None:
    (done,) = run(reports, MONDAY, schedule(notebook=str(notebook), pdf=True))
    assert done.message == "This is the first run of this report."
    assert (reports / done.report).with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_failing_run_says_where_is_tried_again_and_leaves_the_others_alone(
    notebook, reports
) -> None:
    both = schedule(
        notebook=str(notebook), grid={"how": ["badly", "well"]}, retries=1, backoff="10min"
    )
    run(reports, MONDAY, both)
    bad, good = attempts(reports)
    assert (bad.variant, bad.state, bad.cell) == ("how=badly", State.FAILED, 3)
    assert "the feed was empty" in bad.message
    assert told_in_german(bad.message)
    assert "the feed was empty" in (reports / bad.report).read_text(encoding="utf-8")
    assert good.state is State.DONE
    before = (reports / good.report).read_bytes()
    assert run(reports, MONDAY + timedelta(minutes=9), both) == ()
    (again,) = run(reports, MONDAY + timedelta(minutes=11), both)
    assert (again.number, again.state, again.due) == (2, State.FAILED, bad.due)
    assert run(reports, MONDAY + timedelta(hours=2), both) == ()  # one retry was declared
    assert (reports / good.report).read_bytes() == before


@pytest.mark.slow
def test_a_kernel_that_dies_is_a_failure_of_its_cell(notebook, reports) -> None:
    (dead,) = run(reports, MONDAY, schedule(notebook=str(notebook), parameters={"how": "dead"}))
    assert (dead.state, dead.cell) == (State.FAILED, 3)
    assert "kernel ended" in dead.message
    assert told_in_german(dead.message)
    assert "begun" in (reports / dead.report).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_run_over_its_time_is_ended_with_its_children(notebook, reports, tmp_path) -> None:
    token = str(tmp_path / "nobody-reads")
    endless = schedule(notebook=str(notebook), parameters={"how": "long", "tell": token}, timeout=8)
    (late,) = run(reports, MONDAY, endless)
    assert late.state is State.TIMED_OUT
    assert "8 seconds" in late.message
    assert told_in_german(late.message)
    assert not [p for p in psutil.process_iter(["cmdline"]) if token in (p.info["cmdline"] or ())]


ROUND = """
import sys
from datetime import datetime
from pathlib import Path
from workbook.schedule import Schedule, tick
now = datetime.fromisoformat(sys.argv[2])
given = [Schedule.model_validate_json(one) for one in sys.argv[3:]]
for attempt in tick({one.name: one for one in given}, Path(sys.argv[1]), now=lambda: now).ended:
    print(attempt.state)
"""


def round_in_a_process(folder: Path, now: datetime, *given: Schedule) -> subprocess.Popen[str]:
    words = [one.model_dump_json() for one in given]
    command = [sys.executable, "-c", ROUND, str(folder), now.isoformat(), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def told(pipe: Path) -> str:
    """What is written into a pipe, as soon as it is."""
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([reading], [], [], 60)
    assert ready, "nobody came to work"
    with os.fdopen(reading, encoding="utf-8") as words:
        return words.read()


@pytest.mark.slow
def gone(*processes: psutil.Process) -> bool:
    """Whether processes have ended; who waits for them may not have noticed yet."""
    _, left = psutil.wait_procs(processes, timeout=30)
    return all(one.status() == psutil.STATUS_ZOMBIE for one in left)


@pytest.mark.parametrize("victim", ["round", "worker", "kernel", "round and worker"])
def test_whatever_is_killed_the_manifest_says_so_and_nothing_is_left(
    notebook, reports, tmp_path, victim
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    good = schedule(notebook=str(notebook))
    (kept,) = run(reports, MONDAY, good)
    before = (reports / kept.report).read_bytes()
    endless = schedule(notebook=str(notebook), parameters={"how": "long", "tell": str(pipe)})
    tuesday = MONDAY + timedelta(days=1)
    with round_in_a_process(reports, tuesday, endless) as process:
        kernel, child = (psutil.Process(int(pid)) for pid in told(pipe).split())
        worker = kernel.parent()
        assert worker is not None
        assert attempts(reports)[-1].state is State.RUNNING
        killed = {"round": process.pid, "worker": worker.pid, "kernel": kernel.pid}
        for one in victim.split(" and "):
            os.kill(killed[one], signal.SIGKILL)
        process.wait()
        assert gone(worker, kernel)
    run(reports, tuesday + timedelta(minutes=1), endless)
    assert gone(child)
    state = State.FAILED if victim == "kernel" else State.INTERRUPTED
    assert [one.state for one in attempts(reports)] == [State.DONE, state]
    assert told_in_german(attempts(reports)[-1].message)
    assert (reports / kept.report).read_bytes() == before
    assert sorted(path.name for path in (reports / "daily").glob("*T0700.html")) == [
        "2025-03-03T0700.html"
    ]


@pytest.mark.slow
def test_two_rounds_at_once_are_one_run(notebook, reports) -> None:
    daily = schedule(notebook=str(notebook))
    with (
        round_in_a_process(reports, MONDAY, daily) as one,
        round_in_a_process(reports, MONDAY, daily) as other,
    ):
        said = [one.communicate()[0].split(), other.communicate()[0].split()]
    assert sorted(said) == [[], ["done"]]
    assert [attempt.state for attempt in attempts(reports)] == [State.DONE]


@pytest.mark.slow
def test_a_full_disk_is_a_failure_and_leaves_no_half_report(notebook, reports) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, before[1]))  # the worker inherits it
    try:
        (full,) = run(
            reports, MONDAY, schedule(notebook=str(notebook), parameters={"how": "large"})
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert full.state is State.FAILED
    assert "could not be written" in full.message
    assert told_in_german(full.message)
    assert not list((reports / "daily").iterdir())


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"notebook": "gone.ipynb"}, "There is no notebook"),
        ({"parameters": {"hwo": "well"}}, "did you mean 'how'"),
    ],
)
def test_what_is_refused_is_told_and_not_tried_again(notebook, reports, entry, said) -> None:
    wrong = schedule(**{"notebook": str(notebook), "retries": 3, "backoff": 0, **entry})
    (refused,) = run(reports, MONDAY, wrong)
    assert refused.state is State.FAILED
    assert said in refused.message
    assert run(reports, MONDAY + timedelta(hours=1), wrong) == ()


def test_a_run_that_still_works_is_not_begun_again(reports) -> None:
    hourly = schedule(cron="0 * * * *", catch_up="last")
    me = supervision.identity(os.getpid())
    working = Attempt(
        "daily", "", MONDAY, 1, "article", {}, State.RUNNING, started=MONDAY, supervisor=me
    )
    with Manifest.open(reports) as manifest:
        manifest.add(working)
        manifest.decide("daily", MONDAY)
    assert run(reports, MONDAY + timedelta(hours=3), hourly) == ()
    assert [attempt.state for attempt in attempts(reports)] == [State.RUNNING]


def test_moments_let_go_leave_a_row_that_says_so(reports) -> None:
    daily = schedule(catch_up="skip")
    assert run(reports, MONDAY - timedelta(days=4, minutes=-20), daily) == ()
    assert run(reports, MONDAY + timedelta(hours=2), daily) == ()
    assert run(reports, MONDAY + timedelta(days=1, hours=2), daily) == ()
    skipped = attempts(reports)
    assert {attempt.state for attempt in skipped} == {State.SKIPPED}
    several, one = (attempt.message for attempt in skipped)
    assert several.startswith("4 moments since 2025-02-28 07:00 went by")
    assert one.startswith("This moment went by")
    assert told_in_german(several)
    assert told_in_german(one)


def test_what_lies_before_a_schedule_was_declared_was_not_missed(reports) -> None:
    often = schedule(cron="* * * * *", name="often")
    with Manifest.open(reports) as manifest:
        agenda.settle(manifest, {"often": often}, declared=["often"], now=MONDAY)
        assert [attempt.state for attempt in manifest.attempts()] == [State.WAITING]


def test_one_that_is_not_due_runs_at_once_when_asked_and_its_own_moments_stay(reports) -> None:
    desk = {one.name: one for one in (schedule(notebook="gone"), schedule(name="other"))}
    asked = MONDAY + timedelta(hours=2, seconds=30)
    run(reports, asked - timedelta(hours=1), *desk.values())  # sees both, and nothing is due
    for ended in (1, 0):  # once a minute
        done = tick(desk, reports, now=lambda: asked, ahead="daily").ended
        assert [attempt.schedule for attempt in done] == ["daily"] * ended
    (tried,) = attempts(reports)
    assert tried.due == MONDAY + timedelta(hours=2)
    assert "There is no notebook" in tried.message
    with Manifest.open(reports) as manifest:
        tomorrow = MONDAY + timedelta(days=1)
        agenda.settle(manifest, desk, declared=desk, now=tomorrow)
        for _ in range(2):
            agenda.bring_forward(manifest, desk["daily"], now=tomorrow + timedelta(minutes=5))
        waiting = manifest.attempts(states=(State.WAITING,))
        assert sorted(one.schedule for one in waiting) == ["daily", "other"]
        assert {one.due for one in waiting} == {tomorrow}


def test_one_that_is_not_declared_cannot_run_at_once(reports) -> None:
    for declared, said in (
        ({}, "no schedule 'daily'"),
        ({"daily": "It never fires."}, "never fires"),
    ):
        with pytest.raises(SettingRefused, match=said):
            tick(declared, reports, ahead="daily")
    assert not reports.exists()


def test_a_manifest_of_a_newer_version_is_refused(reports) -> None:
    import sqlite3

    with Manifest.open(reports):
        pass
    with sqlite3.connect(reports / "runs.sqlite") as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(SettingRefused, match="newer version"), Manifest.open(reports):
        pass


@pytest.mark.parametrize("kind", ["systemd", "cron", "github-actions", "airflow"])
def test_another_scheduler_is_told_to_come_by(kind, tmp_path) -> None:
    from workbook.schedule import exports

    written = exports.files(kind, project=tmp_path / "our desk")
    assert any("workbook schedule tick" in text for text in written.values())
    for name, text in written.items():
        (tmp_path / Path(name).name).write_text(text, encoding="utf-8")
        if name.endswith(".yml"):
            assert yaml.safe_load(text)["jobs"]["tick"]["steps"]
        if name.endswith(".py"):
            compile(text, name, "exec")
    if kind == "systemd" and shutil.which("systemd-analyze"):
        verify = ["systemd-analyze", "verify", "--man=no", "workbook.service", "workbook.timer"]
        checked = subprocess.run(verify, cwd=tmp_path, capture_output=True, text=True)
        assert "workbook." not in checked.stderr


def test_an_unknown_scheduler_is_refused() -> None:
    from workbook.schedule import exports

    with pytest.raises(SettingRefused, match="did you mean systemd"):
        exports.files("system", project=Path())


@pytest.mark.slow
def test_a_report_run_by_hand_is_written_down_too(notebook, reports, tmp_path) -> None:
    from workbook.errors import ParameterRefused, RunFailed
    from workbook.schedule import byhand

    out = reports / "ends.html"
    with pytest.raises(ParameterRefused):
        byhand.write(notebook, {"hwo": "well"}, out, folder=reports)
    assert not reports.exists()
    byhand.write(notebook, {}, out, folder=reports)
    with pytest.raises(RunFailed):
        byhand.write(notebook, {"how": "badly"}, out, folder=reports)
    good, bad = attempts(reports)
    assert (good.state, good.report) == (State.DONE, "ends.html")
    assert (bad.state, bad.report, bad.cell) == (State.FAILED, "ends.failed.html", 3)
    index = (reports / "index.html").read_text(encoding="utf-8")
    assert 'href="ends.html"' in index
    assert 'href="ends.failed.html#failure"' in index
    byhand.write(notebook, {}, tmp_path / "elsewhere.html", folder=reports)
    assert len(attempts(reports)) == 2


def morning(folder: Path, day: int, one: Schedule) -> tuple[Attempt, ...]:
    """The runs of one morning, with an archive beside the folder of reports."""
    now = MONDAY + timedelta(days=day)
    store = str(folder.parent / "store")
    return tick({one.name: one}, folder, store=store, now=lambda: now).ended


def post(folder: Path, name: str, text: str) -> None:
    """Put an article into the folder that is taken in."""
    inbox = folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / f"{name}.txt").write_text(f"{text}\n" * 3, encoding="utf-8")


@pytest.mark.slow
def test_what_is_new_is_taken_in_told_and_its_absence_a_reason_to_skip(notebook, reports) -> None:
    daily = schedule(
        notebook=str(notebook),
        ingest=[str(reports.parent / "inbox" / "*.txt")],
        only_new=True,
        parameters={"tell": "after {last_version}, {last_good}"},
    )
    post(reports, "monday", "Der Minister sagte, die Bahn komme pünktlich.")
    (first,), (second,) = morning(reports, 0, daily), morning(reports, 1, daily)
    assert (first.state, first.parameters["tell"]) == (State.DONE, "after 0, ")
    assert "This is the first run" in first.message
    assert second.state is State.SKIPPED
    assert "no new article" in second.message
    assert told_in_german(second.message)
    post(reports, "wednesday", "Die Ministerin sagte, das Schiff komme spät.")
    (third,) = morning(reports, 2, daily)
    version = first.provenance["store_version"]
    assert third.state is State.DONE, third.message
    assert (third.state, third.parameters["tell"]) == (State.DONE, f"after {version}, 2025-03-03")
    assert int(third.provenance["store_version"]) > int(version)
    assert "New in the archive since the report of 3 March 2025: 1 article" in third.message
    page = (reports / third.report).read_text(encoding="utf-8")
    assert page.index('id="changes"') < page.index("das Schiff komme spät") < page.index("ended")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The address of an article on this machine, and each time somebody asked for it."""
    heard: list[str] = []

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"Der Minister sagte, die Bahn komme.\n" * 3)

        def log_message(self, *_: object) -> None:
            pass

    for name, value in {
        "private": "true",
        "robots": "false",
        "cache": "false",
        "delay": "0",
    }.items():
        monkeypatch.setenv(f"WORKBOOK_FETCH__{name.upper()}", value)
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/a.txt", heard
        server.shutdown()


@pytest.mark.slow
def test_what_a_failed_run_took_in_is_still_new_to_the_next(notebook, reports, asked) -> None:
    address, heard = asked
    daily = schedule(
        notebook=str(notebook),
        ingest=[address],
        only_new=True,
        grid={"how": ["well", "badly"]},
        retries=1,
        backoff=0,
    )
    both = morning(reports, 0, daily)
    assert {(one.parameters["how"], one.state) for one in both} == {
        ("well", State.DONE),
        ("badly", State.FAILED),
    }
    assert len(heard) == 1  # at once, and taken in for both
    (again,) = morning(reports, 0, daily)
    assert (again.number, again.state) == (2, State.FAILED)
    tuesday = {one.parameters["how"]: one.state for one in morning(reports, 1, daily)}
    assert tuesday == {"well": State.SKIPPED, "badly": State.FAILED}
    assert len(heard) == 3


@pytest.mark.slow
def test_what_cannot_be_taken_in_fails_every_report_of_a_grid(notebook, reports) -> None:
    grid = {"how": ["well", "badly"]}
    daily = schedule(notebook=str(notebook), ingest=[str(reports / "none.txt")], grid=grid)
    both = morning(reports, 0, daily)
    assert [one.state for one in both] == [State.FAILED, State.FAILED]
    assert {one.message for one in both} == {both[0].message}
    assert "none.txt" in both[0].message


@pytest.mark.slow
def test_a_report_is_in_the_language_of_its_project_unless_it_names_another(tmp_path) -> None:
    declared = nbformat.v4.new_code_cell('language: str = "en"', metadata={"tags": ["parameters"]})
    path = tmp_path / "says.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[declared]), path)
    grid = {
        "plain": schedule(name="plain", notebook=str(path)),
        "named": schedule(name="named", notebook=str(path), parameters={"language": "en"}),
    }
    ended = tick(grid, tmp_path / "reports", now=lambda: MONDAY, language="de").ended
    said = {one.schedule: one.message for one in ended}
    assert said["plain"].startswith("Dies ist der erste Lauf")
    assert said["named"].startswith("This is the first run")


def test_what_waits_for_a_schedule_that_was_taken_out_is_let_go(reports) -> None:
    waiting = Attempt("gone", "", MONDAY, 1, "article", {}, State.WAITING)
    with Manifest.open(reports) as manifest:
        manifest.add(waiting)
    mistaken = "The schedule 'gone' cannot run: 'cron' is missing."
    tick({"gone": mistaken}, reports, now=lambda: MONDAY)
    assert [one.state for one in attempts(reports)] == [State.WAITING]
    tick({}, reports, now=lambda: MONDAY)
    (let_go,) = attempts(reports)
    assert let_go.state is State.SKIPPED
    assert "taken out of workbook.toml" in let_go.message
    assert told_in_german(let_go.message)


DESK = """
[schedule.good]
notebook = "{notebook}"
cron = "* * * * *"

[schedule.never]
notebook = "article"
cron = "0 7 30 2 *"

[schedule.nowhere]
notebook = "article"
cron = "* * * * *"
timezone = "Europe/Kleinkleckersdorf"

[schedule.gone]
notebook = "gone.ipynb"
cron = "* * * * *"
retries = 3
backoff = 0

[schedule.renamed]
notebook = "{notebook}"
cron = "* * * * *"
parameters = {{ hwo = "well" }}

[schedule.blocked]
notebook = "{notebook}"
cron = "* * * * *"
"""
TOLD = {
    "never": "never fires",
    "nowhere": "there is no time zone 'Europe/Kleinkleckersdorf'",
    "gone": "There is no notebook 'gone.ipynb'",
    "renamed": "There is no parameter 'hwo'; did you mean 'how'?",
    "blocked": "cannot be written to; choose another place",
}


def tick_at(desk: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbook", "schedule", "tick"]
    return subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_each_mistake_has_its_sentence_and_the_others_run_on(notebook, tmp_path) -> None:
    desk = tmp_path / "desk"
    (desk / "reports").mkdir(parents=True)
    (desk / "workbook.toml").write_text(DESK.format(notebook=notebook), encoding="utf-8")
    (desk / "reports" / "blocked").write_text("a file where the reports would go")
    ended = tick_at(desk)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    for name, sentence in TOLD.items():
        (line,) = [line for line in ended.stderr.splitlines() if sentence in line]
        assert name in line
    found = {one.schedule: one.state for one in attempts(desk / "reports")}
    assert found == {
        "good": State.DONE,
        **dict.fromkeys(("gone", "renamed", "blocked"), State.FAILED),
    }
    assert (desk / "reports" / "good" / "latest.html").is_file()
    assert "4 runs: 3 failed, 1 done." in ended.stdout


def test_what_cannot_be_used_at_all_is_refused_in_one_sentence(tmp_path) -> None:
    file = tmp_path / "workbook.toml"
    for text, sentence in (
        ('[schedule.never]\nnotebook = "article"\ncron = "0 7 30 2 *"\n', "never fires"),
        ('reports = "a-file"\n', "cannot be written to"),
        ("[schedule.never\n", "workbook.toml cannot be read"),
    ):
        file.write_text(text)
        (tmp_path / "a-file").write_text("no folder")
        ended = tick_at(tmp_path)
        assert ended.returncode == 2
        (line,) = ended.stderr.splitlines()
        assert sentence in line
