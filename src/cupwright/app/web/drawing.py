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
_SCALE = 2.0


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
        An Altair chart in the inks of :mod:`cupwright.report.charts`.
    description
        What it says, for those who do not see it.
    citation
        Written below it, if the file goes on a journey of its own.
    """
    drawn = re.sub(r' style="max-width:[^"]*"', "", render_svg(chart, description))
    width, height = _size(drawn)
    inside = f"<style>{_sheet()}</style>"
    foot = ""
    if citation:
        lines = textwrap.wrap(citation, int(width / 5.2))
        foot = "".join(
            f'<text x="0" y="{height + _LINE * (number + 1)}" font-size="10" fill="var(--muted)">{html.escape(line)}'
            "</text>"
            for number, line in enumerate(lines)
        )  # fmt: skip
        drawn = drawn.replace(f'viewBox="0 0 {width:g} {height:g}"',
                              f'viewBox="0 0 {width:g} {height + _LINE * len(lines) + 6:g}"', 1)  # fmt: skip
        height += _LINE * len(lines) + 6
    opening = re.match(r"<svg[^>]*>", drawn)
    assert opening is not None
    head = opening.group()[:-1] + f' width="{width:g}" height="{height:g}">'
    return (head + inside + drawn[opening.end() : -len("</svg>")] + foot + "</svg>").encode("utf-8")


def _size(svg: str) -> tuple[float, float]:
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    return float(box[1]), float(box[2])


def picture(chart: Any, citation: str) -> bytes:
    """Return a chart as a PNG on white, with its citation below."""
    import json

    import vl_convert as vlc

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
    drawn.setdefault("config", {})["font"] = "DejaVu Sans, Liberation Sans, Arial, sans-serif"
    png: bytes = vlc.vegalite_to_png(drawn, scale=_SCALE)
    return png
