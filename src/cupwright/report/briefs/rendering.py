"""A brief as a file: PDF, PNG and SVG set by Typst, HTML from a template. The same brief gives the same bytes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from cupwright.errors import CupwrightError
from cupwright.report.briefs.content import Brief, brief_of
from cupwright.report.briefs.pictures import Picture
from cupwright.report.charts import render_svg

__all__ = ["SUFFIXES", "check_suffix", "render_brief"]

SUFFIXES = (".pdf", ".html", ".png", ".svg")
"""What a brief can be written as; ``.svg`` is a slide, 16 to 9."""

# Typst carries this font; no other is asked for, so that a page looks alike on every machine.
_FONT = "Libertinus Serif"
_NEAR_IT = "Georgia, Times New Roman, serif"
_PAPER = {
    "ink": "#191c20", "muted": "#5a626b", "line": "#dfe2e6", "base": "#7f8892", "proposal": "#0b5fa5",
    "gain": "#00796b", "loss": "#b84a00",
}  # fmt: skip


def check_suffix(path: Path) -> str:
    """Return the ending that says how a brief is written.

    Raises
    ------
    CupwrightError
        If it is none of the four.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        named = f"`{path.name}` ends in `{path.suffix}`" if path.suffix else f"`{path.name}` has no ending"
        known = ", ".join(SUFFIXES)
        raise CupwrightError.of("suffix", f"{named}, and a brief is one of {known}", hint="such as `-o brief.pdf`")
    return suffix


def render_brief(
    comparison: Mapping[str, Any], suffix: str = ".pdf", locale: str = "en", *, dots_per_inch: int = 150
) -> bytes:
    """Return a brief as a file holds it.

    Parameters
    ----------
    comparison
        An object as ``compare --format json`` prints it for one proposal.
    suffix
        One of :data:`SUFFIXES`.
    locale
        ``en``, ``es-419``, ``es-AR`` or ``pt-BR``.
    dots_per_inch
        How fine a PNG is.

    Returns
    -------
    bytes
        The same for the same comparison, whatever the machine's fonts and clock.
    """
    suffix = check_suffix(Path(f"brief{suffix}"))
    brief = brief_of(comparison, locale)
    if suffix == ".html":
        return _html(brief).encode("utf-8")
    return _set(brief, cast(Literal["pdf", "png", "svg"], suffix.removeprefix(".")), dots_per_inch)


def _set(brief: Brief, format: Literal["pdf", "png", "svg"], dots_per_inch: int) -> bytes:
    import typst

    slide = format == "svg"
    words = {
        "slide": slide,
                "font": _FONT,
        "lang": brief.say.code.partition("-")[0],
        "region": _region(brief.say.code),
        "pictures": [_on_paper(picture, narrow=slide or number > 0) for number, picture in enumerate(brief.pictures)],
        **{name: getattr(brief, name) for name in (
            "question", "headline", "more", "paragraph", "unknown_title", "unknown", "reading", "citation", "dates",
            "command",
        )},
    }  # fmt: skip
    template = (files("cupwright.report") / "templates" / "brief.typ").read_bytes()
    try:
        made = typst.compile(
            template,
            format=format,
            ppi=dots_per_inch,
            ignore_system_fonts=True,
            sys_inputs={"brief": json.dumps(words)},
        )
    except typst.TypstError as error:
        if "too long for one page" not in str(error):
            raise
        raise CupwrightError.of(
            "brief", "what there is to say does not fit on one page", hint="a page of HTML has no end: `-o brief.html`"
        ) from error
    return _unfolded(made.decode("utf-8")).encode("utf-8") if slide else made


_FOLDED = re.compile(
    r'<image transform="(?P<place>[^"]*)" xlink:href="data:image/svg\+xml;base64,(?P<data>[^"]*)" '
    r'width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*/>'
)
_BOX = re.compile(r'^<svg[^>]*viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"[^>]*>(?P<inside>.*)</svg>$', re.DOTALL)


def _unfolded(svg: str) -> str:
    """Put the charts into the slide as drawings: programs for slides do not show an SVG inside an image."""

    def drawing(found: re.Match[str]) -> str:
        box = _BOX.match(base64.b64decode(found["data"]).decode("utf-8").strip())
        if box is None:
            return found.group()
        across, down = (float(found[side]) / float(box[side]) for side in ("width", "height"))
        inside = box["inside"].replace(f'"{_FONT}"', f'"{_FONT}, {_NEAR_IT}"')
        return f'<g transform="{found["place"]} scale({across:.6f} {down:.6f})">{inside}</g>'

    return _FOLDED.sub(drawing, svg)


def _region(code: str) -> str | None:
    region = code.partition("-")[2]
    return region if region.isalpha() and region else None


def _on_paper(picture: Picture, narrow: bool) -> dict[str, str]:
    svg = render_svg(picture.chart(narrow), picture.said, colours=_PAPER, font=_FONT)
    return {"title": picture.title, "caption": picture.caption, "said": picture.said, "svg": svg}


def _html(brief: Brief) -> str:
    from cupwright.report.html import render

    drawn = [
        {
            "title": picture.title,
            "caption": picture.caption,
            "wide": render_svg(picture.chart(False), f"{picture.caption} {picture.said}"),
            "narrow": render_svg(picture.chart(True), f"{picture.caption} {picture.said}"),
        }
        for picture in brief.pictures
    ]
    return render("brief.html.j2", brief=brief, pictures=drawn)
