"""The templates of the laboratory, once for each language."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cupwright.app.web.static_files import asset_url
from cupwright.report.locales import language

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Verbatim", "environment"]


_INTERVAL = re.compile(r"(?<=\d)–(?=[<>]?\d[\d.,]*\s?%)")
"""The dash of an interval of chances."""


class Verbatim(str):
    """A text of the reader's own that is given back letter by letter, such as a document to edit."""


def _unbroken(value: object) -> object:
    """Keep a line from ending within an interval."""
    if not isinstance(value, str) or isinstance(value, Verbatim) or "–" not in value:
        return value
    return type(value)(_INTERVAL.sub("–\u2060", value))


@cache
def environment(code: str) -> Environment:
    """Return the templates in a language; every name is escaped, and one that is missing is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("cupwright.app.web") / "templates"
    made = Environment(
        autoescape=True, finalize=_unbroken, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
    )  # fmt: skip
    language(code).install(made)
    made.globals["asset"] = asset_url
    return made
