"""Charts as files: a drawing that stands alone, in light and dark, or a picture on white; each with its source."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import textwrap
from typing import Any

from cupwright.report.charts import INKS, render_svg

__all__ = ["DARK", "LIGHT", "picture", "style_source", "svg_file"]

LIGHT = {
    "ink": "#191c20", "muted": "#5a626b", "line": "#dfe2e6", "base": "#7f8892", "proposal": "#0b5fa5",
    "gain": "#00796b", "loss": "#b84a00",
}  # fmt: skip
DARK = {
    "ink": "#eceef0", "muted": "#a2abb4", "line": "#343a41", "base": "#929ca6", "proposal": "#6db3f2",
    "gain": "#4fc3b0", "loss": "#f09a5b",
}  # fmt: skip
"""The inks of the report's style sheet, for a drawing that is shown without it."""

_LINE = 14
_MARGIN = 14
_SCALE = 2.0
_PAPER_FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"


def _sheet() -> str:
    """Return the style sheet inside every drawing."""
    light, dark = (";".join(f"--{name}:{code}" for name, code in inks.items()) for inks in (LIGHT, DARK))
    font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif"
    return f"svg{{{light};{font}}}@media (prefers-color-scheme:dark){{svg{{{dark}}}}}"


def style_source() -> str:
    """Return what a content policy allows, so that the style sheet inside a drawing counts and no other."""
    digest = base64.b64encode(hashlib.sha256(_sheet().encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def svg_file(chart: Any, description: str, citation: str = "") -> bytes:
    """Return a chart as an SVG file.

    Parameters
    ----------
    chart
        An Altair chart in the inks of :mod:`cupwright.report.charts`, or an SVG in the same that describes itself.
    description
        What it says, for those who do not see it.
    citation
        Written below it, if the file goes on a journey of its own.
    """
    drawn = chart if isinstance(chart, str) else re.sub(r' style="max-width:[^"]*"', "", render_svg(chart, description))
    width, height = _size(drawn)
    inside = f"<style>{_sheet()}</style>"
    foot = ""
    if citation:
        lines = textwrap.wrap(citation, int(width / 5.2))
        foot = _foot(lines, height, "var(--muted)")
        drawn = drawn.replace(f'viewBox="0 0 {width:g} {height:g}"',
                              f'viewBox="0 0 {width:g} {height + _LINE * len(lines) + 6:g}"', 1)  # fmt: skip
        height += _LINE * len(lines) + 6
    opening = re.match(r"<svg[^>]*>", drawn)
    assert opening is not None
    head = opening.group()[:-1] + f' width="{width:g}" height="{height:g}">'
    return (head + inside + drawn[opening.end() : -len("</svg>")] + foot + "</svg>").encode("utf-8")


def _foot(lines: list[str], height: float, colour: str) -> str:
    return "".join(
        f'<text x="0" y="{height + _LINE * (number + 1):g}" font-size="10" fill="{colour}">{html.escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def _size(svg: str) -> tuple[float, float]:
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    return float(box[1]), float(box[2])


def picture(chart: Any, citation: str) -> bytes:
    """Return a chart as a PNG on white, with its citation below."""
    import json

    import vl_convert as vlc

    if isinstance(chart, str):
        return bytes(vlc.svg_to_png(_on_paper(chart, citation), scale=_SCALE))
    text = json.dumps(chart.to_dict(validate=False))
    for code, name in INKS.items():
        text = text.replace(f'"{code}"', f'"{LIGHT[name]}"')
    drawn = json.loads(text)
    drawn["background"] = "#ffffff"
    drawn["padding"] = 14
    letters = int(drawn.get("width", 760) / 5)
    drawn["title"] = {
        "text": textwrap.wrap(citation, letters), "orient": "bottom", "anchor": "start", "frame": "bounds",
        "fontSize": 10, "fontWeight": "normal", "color": LIGHT["muted"], "offset": 10,
    }  # fmt: skip
    drawn.setdefault("config", {})["font"] = _PAPER_FONT
    png: bytes = vlc.vegalite_to_png(drawn, scale=_SCALE)
    return png


def _on_paper(svg: str, citation: str) -> str:
    """Return a drawing on white, in colours instead of inks, with its citation below."""
    for name, code in LIGHT.items():
        svg = svg.replace(f'"var(--{name})"', f'"{code}"')
    width, height = _size(svg)
    lines = textwrap.wrap(citation, int(width / 5))
    wide, high = width + 2 * _MARGIN, height + _LINE * len(lines) + 2 * _MARGIN
    opening = re.match(r"<svg[^>]*>", svg)
    assert opening is not None
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" font-family="{_PAPER_FONT}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/><g transform="translate({_MARGIN},{_MARGIN})">'
        f"{svg[opening.end() : -len('</svg>')]}{_foot(lines, height, LIGHT['muted'])}</g></svg>"
    )
