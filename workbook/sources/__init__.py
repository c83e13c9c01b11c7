"""Who says so: quotations and reports, by source."""

from workbook.sources.reader import SourceReader, SourcesFound

__all__ = ["SourceReader", "SourcesFound"]
