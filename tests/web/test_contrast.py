"""The colours of pages and drawings can be told from their ground: WCAG 2.1's contrast, light and dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from cupwright.app.web.drawing import DARK, LIGHT

SHEET = (files("cupwright.report") / "templates" / "page.css").read_text(encoding="utf-8")
THEMES = dict(zip(("light", "dark"), re.findall(r":root \{([^}]*--paper[^}]*)\}", SHEET), strict=False))
TEXTS = ("ink", "muted", "proposal", "gain", "loss")


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", THEMES[theme]))


def luminance(code: str) -> float:
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", TEXTS)
def test_text_can_be_read(theme: str, name: str) -> None:
    found = colours(theme)
    for ground in ("paper", "tint"):
        assert contrast(found[name], found[ground]) >= 4.5, (name, ground)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_can_be_seen(theme: str) -> None:
    found = colours(theme)
    assert contrast(found["base"], found["paper"]) >= 3


@pytest.mark.parametrize(("theme", "inks"), [("light", LIGHT), ("dark", DARK)])
def test_drawings_have_the_colours_of_the_page(theme: str, inks: dict[str, str]) -> None:
    found = colours(theme)
    assert inks == {name: found[name] for name in inks}
