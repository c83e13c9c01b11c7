"""Every figure that takes minutes beside its mark: ``make bench`` or ``python -m tests.bench``.

The longer ones are modules of their own, named in CONTRIBUTING.md.
"""

from __future__ import annotations

from itertools import chain

from tests.bench import sources, speed, startup
from tests.bench.table import show

if __name__ == "__main__":
    show(chain.from_iterable(module.rows() for module in (startup, speed, sources)))
