"""Work spread over a Dask cluster, its results in the order of its items: needs the extra ``dask``.

The cluster reads and nothing else: the process that joined it holds the store, takes the items
and gets the results. A worker must read as this process does, so it is compared with it first,
and once more before each piece of work, for workers come and go.
"""

from __future__ import annotations

import hashlib
import logging
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from workbook import resources, workers
from workbook.errors import ClusterRefused, Refused, RunFailed

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

    from workbook.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")
Outfit = Mapping[str, str]
"""What decides how an article is read, with its version."""

LOCAL = "local"
ENGINE, THREADS = "engine", "threads"
TIMEOUT = 15
"""Seconds in which a scheduler answers and has a worker."""
PATIENCE = 60.0
"""Seconds without any worker after which nobody expects one any more."""
START = "dask worker --nworkers -1 --nthreads 1"
_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+/?")
_LIBRARIES = ("spacy", "HanTa", "numpy", "py3langid", "pandas", "pyarrow", "rensa")


@contextmanager
def joined(address: str, *, settings: Settings, processes: int | None = None) -> Iterator[Cluster]:
    """A cluster whose workers read as this process does.

    Parameters
    ----------
    address : ``tcp://host:8786`` of a scheduler, or ``local`` for ``processes`` workers here.

    Raises
    ------
    ClusterRefused
        If it cannot be reached, has no worker, or one that would read otherwise.
    KnowledgeRefused, EngineRefused
        If the analyst's own knowledge or engine cannot be used.
    """
    from workbook import knowledge

    knowledge.load(settings.knowledge)
    with ExitStack() as stack:
        client = stack.enter_context(_client(address, processes))
        own = outfit(settings.engine)
        refuse_unlike(own, client.run(fitted, settings.engine, on_error="return"))
        yield Cluster(client, own)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers that have been compared with this process; ``patience`` in seconds."""

    client: Client
    outfit: Outfit
    patience: float = PATIENCE

    def ordered(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """``map(function, items)`` over the workers: the same results in the same order.

        Items are taken only as fast as results are. What a lost worker had in hand or had done
        without handing it over is done again by another.

        Raises
        ------
        RunFailed
            If the cluster is lost, or a worker came to it that reads otherwise.
        """
        errand = Errand(function, self.outfit)
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(self._sent(errand, item))
                if len(waiting) > workers.AHEAD * self.size:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        finally:
            self._forget(waiting)

    @property
    def size(self) -> int:
        """Workers at this moment, at least one: they come and go."""
        with _translated():
            return max(1, len(self.client.nthreads()))

    def _sent(self, errand: Errand, item: Any) -> Future[Any]:
        with _translated():
            return self.client.submit(errand, item, pure=False)

    def _result(self, future: Future[Result]) -> Result:
        with _translated():
            while True:
                try:
                    return future.result(timeout=self.patience)
                except TimeoutError:
                    if not self.client.nthreads():
                        raise _lost("has no worker left") from None

    def _forget(self, waiting: Iterable[Future[Any]]) -> None:
        if self.client.status == "running":
            self.client.cancel(list(waiting))


@dataclass(frozen=True, slots=True)
class Errand:
    """A function to be called by a worker that reads as whoever sent it does."""

    function: Callable[[Any], Any]
    outfit: Outfit

    def __call__(self, item: Any) -> Any:
        from distributed import get_worker

        engine = self.outfit[ENGINE].rsplit(" ", 1)[0]
        fault = _fault(self.outfit, {**outfit(engine), **_threads(get_worker())})
        if fault:
            raise RunFailed(
                f"A worker joined that {fault}; what was reported as stored is safe, "
                "so end that worker and run this again."
            )
        return self.function(item)


@dataclass(frozen=True, slots=True)
class Luggage:
    """An analyst's own knowledge files, which workers elsewhere do not have.

    Examples
    --------
    >>> Luggage.packed(None)
    Luggage(files=())
    """

    files: tuple[tuple[str, bytes], ...]

    @classmethod
    def packed(cls, folder: Path | None) -> Luggage:
        """The files of a folder, as they are now."""
        paths = sorted(folder.glob("*.csv")) if folder else ()
        return cls(tuple((path.name, path.read_bytes()) for path in paths))

    def unpacked(self, under: Path) -> Path | None:
        """The folder ``under`` which they lie now; None if there are none."""
        if not self.files:
            return None
        name = hashlib.sha256(repr(self.files).encode()).hexdigest()[:16]
        folder = under / f"knowledge-{name}"
        if not folder.is_dir():
            fresh = Path(tempfile.mkdtemp(dir=under))
            for file, content in self.files:
                (fresh / file).write_bytes(content)
            fresh.replace(folder)
        return folder


def own_folder() -> Path:
    """The folder a worker clears away when it ends; to be asked while it works."""
    from distributed import get_worker

    return Path(get_worker().local_directory)


def fitted(engine: str, dask_worker: Worker) -> Outfit:
    """The outfit of a worker, after its engine has been found; for `Client.run`."""
    from workbook import language

    if engine != "workbook":
        language.load(engine)
    return {**outfit(engine), **_threads(dask_worker)}


@cache
def outfit(engine: str) -> Outfit:
    """What decides how an article is read in this process.

    Examples
    --------
    >>> outfit("workbook")["engine"]
    'workbook -'
    """
    import platform

    import workbook

    return {
        "analyst-workbook": f"{workbook.__version__} ({_digest()})",
        "Python": ".".join(platform.python_version_tuple()[:2]),
        ENGINE: f"{engine} {_version(engine)}",
        **{name: _version(name) for name in _LIBRARIES},
        THREADS: "1",  # the engine serves one at a time
    }


def _version(distribution: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except (metadata.PackageNotFoundError, ValueError):
        return "-"


def _digest() -> str:
    """Of all our code, models and knowledge: one version number has many states."""
    code, data = Path(__file__).parent, resources.data_folder()
    found = hashlib.sha256()
    for root, pattern in ((code, "*.py"), (data / "knowledge", "*.csv"), (data / "models", "*")):
        for path in sorted(root.rglob(pattern)):
            if path.is_file():
                found.update(path.relative_to(root).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _threads(worker: Worker) -> Outfit:
    return {THREADS: str(worker.state.nthreads)}


@contextmanager
def _client(address: str, processes: int | None) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise ClusterRefused(
            "Dask is not installed; run: pip install 'analyst-workbook[dask]'"
        ) from None
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_QUIET))
        where = stack.enter_context(_here(processes)) if address == LOCAL else _checked(address)
        try:
            client = stack.enter_context(Client(where, timeout=TIMEOUT, set_as_default=False))
        except (OSError, ValueError):
            raise _refused(address, "cannot be reached") from None
        try:
            client.wait_for_workers(1, timeout=TIMEOUT)
        except TimeoutError:
            raise _refused(address, "has no worker") from None
        yield client


def _refused(address: str, how: str) -> ClusterRefused:
    return ClusterRefused(
        f"The cluster {address} {how}; start 'dask scheduler' and, for it, '{START}', "
        "or correct the address."
    )


_QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1GiB",  # long articles are no mistake
    "distributed.logging.distributed": "critical",
}


def _here(processes: int | None) -> Any:
    """One worker a process, encrypted: others on this machine could talk to it."""
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=processes or workers.processors(),
        threads_per_worker=1,
        host="127.0.0.1",
        security=True,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )


def _checked(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ClusterRefused(
            f"{address!r} is no cluster; give 'local' or the address of a Dask scheduler, "
            "such as tcp://host:8786."
        )
    import dask

    if address.startswith("tls") and not dask.config.get("distributed.comm.tls.ca-file", None):
        raise ClusterRefused(
            f"{address} asks for certificates; name them in DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
            "…__CLIENT__CERT and …__CLIENT__KEY."
        )
    return address


def refuse_unlike(own: Outfit, found: Mapping[str, Outfit | Exception]) -> None:
    for worker, its in sorted(found.items()):
        if isinstance(its, Refused):
            raise its
        fault = f"cannot run ours ({its})" if isinstance(its, Exception) else _fault(own, its)
        if fault:
            raise ClusterRefused(
                f"The worker {worker} {fault}; install what is installed here there too and "
                f"start it with '{START}'."
            )


def _fault(own: Outfit, its: Outfit) -> str | None:
    unlike = (name for name in own if own[name] != its.get(name))
    return next((f"has {name} {its.get(name)} and not {own[name]}" for name in unlike), None)


@contextmanager
def _translated() -> Iterator[None]:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import ClosedClientError

    try:
        yield
    except KilledWorker:
        how = "lost several workers to the same articles, perhaps for want of memory"
        raise _lost(how) from None
    except ImportError as error:
        raise _lost(f"has a worker that cannot run ours ({error})") from None
    except (CancelledError, ClosedClientError, OSError):
        raise _lost("does not answer any more") from None


def _lost(how: str) -> RunFailed:
    return RunFailed(
        f"The cluster {how}; what was reported as stored is safe, so mend it and run this again."
    )
