"""Charts and tables by themselves: SVG, PNG and Vega-Lite, CSV and JSON, with their citation."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from cupwright.app.web import drawing, file_parts, live_charts
from cupwright.app.web.asking import KINDS
from cupwright.app.web.calendar_parts import year_ics
from cupwright.app.web.questions import question
from cupwright.app.web.reader import Reader
from cupwright.app.web.security import policy
from cupwright.errors import CupwrightError

__all__ = ["page"]

_TYPES = {
    "svg": "image/svg+xml", "png": "image/png", "vl.json": "application/json", "csv": "text/csv",
    "json": "application/json", "pdf": "application/pdf", "html": "text/html", "ics": "text/calendar",
}  # fmt: skip
_OWN = ("narrow", "download", "stamp")
_WAIT = 60.0


async def page(reader: Reader) -> Response:
    """Send one chart or table of an answer."""
    kind, file = (reader.request.path_params[name] for name in ("kind", "file"))
    name, _, suffix = file.partition(".")
    if kind not in KINDS or suffix not in _TYPES:
        raise CupwrightError.of("unknown-file", f"there is no file `{file[:60]}` of `{kind[:40]}`")
    asked = question(kind, {key: value for key, value in reader.given.items() if key not in _OWN})
    data = await reader.lab.whole(asked, reader.client, _WAIT)
    if data is None:
        raise CupwrightError.of("busy", "the answer is still being worked out", hint="ask again in a moment")
    content = await run_in_threadpool(_made, reader, kind, name, suffix, data)
    stem = f"cupwright-{kind}-{name}"
    # A brief as HTML has its styles inside, which no page of the laboratory may have: it is only ever saved.
    away = reader.get("download") or suffix == "html"
    headers = {
        "content-disposition": f'{"attachment" if away else "inline"}; filename="{stem}.{suffix}"',
        "x-citation": file_parts.citation(kind, data, name).encode("ascii", "ignore").decode("ascii"),
    }
    if suffix == "svg":
        headers["content-security-policy"] = policy(False, drawing.style_source())
    return Response(content, media_type=_TYPES[suffix], headers=headers)


def _made(reader: Reader, kind: str, name: str, suffix: str, data: dict[str, Any]) -> bytes:
    cited = file_parts.citation(kind, data, name)
    if suffix in ("csv", "json"):
        rows = file_parts.rows(kind, name, data)
        if rows is None:
            raise CupwrightError.of("unknown-file", f"there is no table `{name[:60]}` of `{kind}`")
        if suffix == "json":
            whole = {"citation": cited, "provenance": file_parts.origin(kind, name, data), "rows": rows}
            return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8")
        from cupwright.report.tables import to_csv

        return f"# {cited}\n{to_csv(rows)}".encode()
    if suffix == "ics" and (kind, name) == ("year", "year") and (made := year_ics(data)) is not None:
        return made
    if suffix in ("svg", "png", "vl.json"):
        picture = file_parts.picture(kind, name, data, reader.language)
        if picture is not None:
            chart = picture.chart(bool(reader.get("narrow")))
            away = bool(reader.get("download"))
            if suffix == "png":
                return drawing.picture(chart, cited)
            if suffix == "svg":
                return drawing.svg_file(chart, f"{picture.title}. {picture.said}", cited if away else "")
            # A drawing of our own has no definition to come alive from.
            if not isinstance(chart, str):
                return live_charts.definition(chart, picture, reader.language, cited, alone=away)
    if name.partition("-")[0] == "brief" and kind == "compare" and suffix in ("pdf", "png", "html"):
        from cupwright.report.briefs import render_brief

        return render_brief(file_parts.numbered(name, data)[1], f".{suffix}", reader.language.code)
    raise CupwrightError.of("unknown-file", f"there is no `{name[:60]}.{suffix}` of `{kind}`")
