"""An executed notebook to one HTML file that asks the network for nothing."""

from __future__ import annotations

import base64
import gzip
import html
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook import browser, labels, resources, runs
from workbook.errors import RunFailed, SourceRefused
from workbook.runs import Run

if TYPE_CHECKING:
    from workbook.view import Section

SUMMARY = "summary"
"""The tag of the cell that says in short what a report says."""
ADDED = "added"
"""The tag of a cell that no notebook has: of what was added to its outputs."""
PLOTLY = "application/vnd.plotly.v1+json"

_NO_BROWSER = (
    "The HTML report is written, but its PDF needs a Chromium or Chrome on the PATH; install one "
    "(Debian and Ubuntu: apt install chromium) and ask again."
)
_NOT_PRINTED = (
    "The HTML report is written, but the browser made no PDF of it; "
    "open the report and print it from there."
)

_STYLE = re.compile(r"\A<style>[^<]*</style>\n?")
_SCRIPT = re.compile(r"<script>\s*\"use strict\";(?:(?!</script>).)*</script>\s*\Z", re.DOTALL)
"""How a view of ours begins and ends."""
_HEADING = re.compile(r'<h2\b[^>]*\bid="(?P<id>[^"]+)"[^>]*>(?P<name>[^<]+)')
"""A section's heading: the words of a view of ours, or of prose in a notebook."""


def write(
    notebook: str | Path,
    given: Mapping[str, Any],
    out: Path,
    *,
    progress: bool = False,
    section: Callable[[str], Section | None] | None = None,
) -> Run:
    """Run ``notebook`` and leave its report at ``out``; it appears there only when complete.

    ``section`` makes one that stands below the report's head, given the report's language.

    Raises
    ------
    Refused
        If the input is no good: nothing is written.
    RunFailed
        If a cell fails: ``out`` stays as it was, and what happened is written beside it, as
        ``<name>.failed.html``.
    """
    path = runs.find(notebook)
    refuse_unwritable(out)
    with ThreadPoolExecutor(1) as beside:  # while the kernel works, this process only waits
        beside.submit(_plotly)
        run = runs.execute(path, given, progress=progress)
    if run.failure is not None:
        failed = out.with_name(f"{out.stem}.failed.html")
        appear(failed, render(run))
        raise RunFailed(
            f"{str(run.failure).rstrip('.')}. The last good report was kept; see {failed}.",
            cell=run.failure.cell,
        )
    if section is not None and (added := section(language(run))) is not None:
        _add(run.notebook, added)
    appear(out, render(run))
    out.with_name(f"{out.stem}.failed.html").unlink(missing_ok=True)
    return run


def print_out(report: Path) -> Path:
    """Print a report on A4, as a PDF of the same name beside it.

    Raises
    ------
    RunFailed
        If there is no browser to do it; the report stays as it is.
    """
    printed = browser.pdf(report)
    if printed is None:
        raise RunFailed(_NO_BROWSER if browser.installed() is None else _NOT_PRINTED)
    out = report.with_suffix(".pdf")
    appear(out, printed)
    return out


def refuse_unwritable(out: Path) -> None:
    """Refuse a place where no report could appear, before any work is done."""
    if out.is_dir():
        raise SourceRefused(
            f"{out} is a folder; name an HTML file, for example {out / 'report.html'}."
        )
    nearest = next(
        place for place in (out.parent, *out.parent.absolute().parents) if place.exists()
    )
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise SourceRefused(f"{out.parent} cannot be written to; choose another place with --out.")


def render(run: Run) -> str:
    """The report as one HTML text: outputs and prose, no code, every chart, no request.

    Output that the page cannot hold offline (widgets, links to scripts) is left out.
    """
    from nbconvert.exporters.templateexporter import TemplateExporter

    words = labels.words(language(run))
    # nbconvert's own HTML exporter parses the whole page once more; ours is finished as it is.
    exporter = TemplateExporter(
        template_name="report",
        file_extension=".html",
        extra_template_basedirs=[str(resources.TEMPLATES)],
        preprocessors=[],
        exclude_input=True,
    )
    notebook, charts = _with_charts(run.notebook, words)
    _say_once(notebook)
    exporter.register_filter("plain", _plain)
    body, _ = exporter.from_notebook_node(
        notebook,
        resources={
            "page": {
                "language": words.language,
                "title": _title(notebook),
                "css": asset("report/page.css"),
                "printed": _css_text(_title(notebook)),
                "contents": _contents(notebook, exporter),
                "contents_js": asset("report/contents.js"),
                "js": asset("report/page.js") if charts else "",
                "plotly": _plotly() if charts else "",
                "failure": words.told(str(run.failure)) if run.failure else "",
                "words": words,
            }
        },
    )
    return str(body)


def language(run: Run) -> str:
    """The language of a report: its parameter of that name."""
    return str(run.parameters.get("language") or _default(run.notebook, "language") or "en")


def summary(notebook: Any, *, tag: str = SUMMARY) -> str:
    """What the report says in short: the plain text of the cell tagged so."""
    for cell in notebook.cells:
        if tag in cell.metadata.get("tags", ()):
            for output in cell.get("outputs", ()):
                text = output.get("data", {}).get("text/plain", "")
                if text:
                    return str(text)
    return ""


def _add(notebook: Any, section: Section) -> None:
    """Put a section below the head, as if a cell there had shown it."""
    from nbformat.v4 import new_code_cell, new_output

    heading = {"text/html": section.heading().body}
    parts = ({"text/html": str(part), "text/plain": repr(part)} for part in section.shown())
    outputs = [new_output("display_data", data) for data in (heading, *parts)]
    tags = [cell.metadata.get("tags", ()) for cell in notebook.cells]
    below = next((n for n, found in enumerate(tags, 1) if SUMMARY in found), 0)
    notebook.cells.insert(below, new_code_cell(metadata={"tags": [ADDED]}, outputs=outputs))


def _with_charts(notebook: Any, words: Any) -> tuple[Any, int]:
    """A copy in which plotly's figures are HTML the page's script draws, and their number."""
    import copy

    notebook, charts = copy.deepcopy(notebook), 0
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            figure = output.get("data", {}).get(PLOTLY)
            if figure is not None and not figure.get("data") and _alt(figure):
                output["data"] = {"text/html": f'<p class="quiet">{html.escape(_alt(figure))}</p>'}
            elif figure is not None:
                charts += 1
                output["data"] = {"text/html": _chart(figure, charts, words)}
    return notebook, charts


def _contents(notebook: Any, exporter: Any) -> list[tuple[str, str]]:
    """The sections of the page, by their second headings: anchor and words, as HTML."""
    markdown = exporter.environment.filters["markdown2html"]
    pages: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "desk" not in cell.metadata.get("tags", ()):
            pages.append(markdown(cell.source))
        pages += [
            output["data"].get("text/html", "")
            for output in cell.get("outputs", ())
            if "data" in output
        ]
    return [(found["id"], found["name"]) for page in pages for found in _HEADING.finditer(page)]


def _alt(figure: Mapping[str, Any]) -> str:
    """The sentence that says what a figure shows, or what it would."""
    return str((figure.get("layout", {}).get("meta") or {}).get("alt", ""))


def _say_once(notebook: Any) -> None:
    """Drop style sheets and scripts that another output of the page repeats to the letter.

    Of style sheets the first stays, of scripts the last: a script finds what stands above it.
    """
    pages = [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    for pattern, ordered in ((_STYLE, pages), (_SCRIPT, pages[::-1])):
        seen: set[str] = set()
        for data in ordered:
            found = pattern.search(data["text/html"])
            if found is None:
                continue
            if found.group() in seen:
                data["text/html"] = pattern.sub("", data["text/html"], count=1)
            seen.add(found.group())


def _chart(figure: Mapping[str, Any], number: int, words: Any) -> str:
    layout, title = _untitled(figure.get("layout", {}))
    meta = layout.get("meta") or {}
    drawn = {**layout, "meta": {"narrow": meta.get("narrow", {})}}
    spec = json.dumps({"data": figure.get("data", []), "layout": drawn}, ensure_ascii=False)
    safe = spec.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    template = resources.template("report/chart.html.j2")
    return str(
        template.render(
            number=number,
            title=title,
            alt=_alt(figure) or title,
            height=layout.get("height", 360),
            spec=safe,
            columns=meta.get("columns", []),
            rows=meta.get("rows", []),
            words=words,
        )
    )


def _untitled(layout: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The layout without the title it declares in ``meta``, and that title.

    The page sets it as a caption: words on a page wrap, can be chosen and read aloud.
    """
    meta = layout.get("meta") or {}
    title = meta.get("title", "")
    if not title:
        return dict(layout), ""
    margin = layout.get("margin", {})
    spared = min(meta.get("title_height", 0), margin.get("t", 0))
    rest = {name: value for name, value in layout.items() if name != "title"}
    rest["margin"] = {**margin, "t": margin.get("t", 0) - spared}
    if "height" in rest:
        rest["height"] -= spared
    return rest, title


@cache
def _plotly() -> str:
    """plotly.js as the browser unpacks it: gzip in base64, under a third of its size."""
    from plotly.offline import get_plotlyjs

    packed = gzip.compress(get_plotlyjs().encode("utf-8"), compresslevel=9, mtime=0)
    return base64.b64encode(packed).decode("ascii")


@cache
def asset(name: str) -> str:
    """A style sheet or script of a report, by its path below ``templates``."""
    return (resources.TEMPLATES / name).read_text(encoding="utf-8")


def _plain(text: str) -> str:
    """Text a terminal would show, as HTML."""
    from nbconvert.filters import strip_ansi

    return html.escape(strip_ansi(text))


def _title(notebook: Any) -> str:
    return str(notebook.metadata.get("title") or summary(notebook).split("\n")[0] or "Report")


def _css_text(text: str) -> str:
    """Text as a string of CSS, every character that could mean something there escaped."""
    return "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in text[:90])


def _default(notebook: Any, name: str) -> Any:
    from workbook import parameters

    declared = parameters.declared(notebook)
    return next((p.default for p in declared if p.name == name), None)


def appear(path: Path, content: str | bytes) -> None:
    """Write a file that is there complete or not at all, also on a full disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as draft:
        try:
            draft.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            draft.flush()
            os.fsync(draft.fileno())
        except OSError:
            Path(draft.name).unlink()
            raise
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(path)
