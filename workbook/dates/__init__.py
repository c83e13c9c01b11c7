"""Times in German text as TIMEX3, with begin and until on the newsroom's calendar.

``words`` cuts the text, ``grammar`` says how times are written, ``readings`` and ``spans`` what
they mean, ``choices`` which day is meant, ``values`` which stretch of the calendar that is.
"""

from __future__ import annotations

from workbook.dates.reader import DateReader, DatesFound

__all__ = ["DateReader", "DatesFound"]
