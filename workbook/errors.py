"""Everything this package raises on purpose.

::

    WorkbookError
    ├── Refused              bad input: nothing was written            (exit code 2)
    │   ├── SourceRefused        an article source that cannot be read
    │   ├── SettingRefused       workbook.toml or a WORKBOOK_* variable
    │   ├── ParameterRefused     a notebook parameter
    │   ├── NotebookRefused      a notebook that cannot be found or read
    │   ├── KnowledgeRefused     a knowledge file
    │   ├── EngineRefused        a language engine that is not installed
    │   ├── LedgerRefused        a line of corrections that cannot be read or kept
    │   ├── StoreRefused         a store that is missing, in use or too new
    │   ├── ClusterRefused       a cluster that is out of reach or reads otherwise
    │   └── QueryRefused         a question to the store that DuckDB cannot answer
    ├── RunFailed            the work began and did not end well       (exit code 1)
    │   └── StoreFailed          a disk or network failed; what was stored is safe
    └── DeliveryFailed       a good report did not reach its reader    (exit code 1)

Every message is one plain sentence that says what to do next. Errors of the libraries
underneath are translated where they cross into this package.
"""

from __future__ import annotations


class WorkbookError(Exception):
    """The root of the tree; catch it to catch everything of ours."""

    exit_code = 1


class Refused(WorkbookError):
    """The input was refused before anything was written."""

    exit_code = 2


class SourceRefused(Refused):
    """A path, text or address from which no article could be read."""


class SettingRefused(Refused):
    """A value in ``workbook.toml`` or a ``WORKBOOK_*`` variable that cannot be used."""


class ParameterRefused(Refused):
    """A notebook parameter that is unknown or of the wrong type."""


class NotebookRefused(Refused):
    """A notebook that does not exist or is no notebook."""


class KnowledgeRefused(Refused):
    """A knowledge file with a row that cannot be used."""


class EngineRefused(Refused):
    """A language engine that is not installed or lacks a part we need."""


class LedgerRefused(Refused):
    """A line of ``corrections.jsonl`` that cannot be read, or a correction that cannot be kept."""


class StoreRefused(Refused):
    """A store that is missing, in use by another process, or written by a newer workbook."""


class ClusterRefused(Refused):
    """A cluster that cannot be reached, or a worker that would not read as we do."""


class QueryRefused(Refused):
    """A question to the store that DuckDB cannot answer."""


class RunFailed(WorkbookError):
    """A notebook ran and failed; the last good report is untouched.

    ``cell`` is the number of the code cell that failed, where it was one.
    """

    def __init__(self, message: str, *, cell: int | None = None) -> None:
        super().__init__(message)
        self.cell = cell


class DeliveryFailed(WorkbookError):
    """A report was written and could not be delivered; it lies where it was written."""


class StoreFailed(RunFailed):
    """Reading or writing a store failed half-way; what was reported as stored is safe."""
