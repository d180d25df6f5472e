"""The templates of the laboratory, once for each language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cupwright.app.web.static_files import asset_url
from cupwright.report.locales import language

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment"]


@cache
def environment(code: str) -> Environment:
    """Return the templates in a language; every name is escaped, and one that is missing is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("cupwright.app.web") / "templates"
    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
    )  # fmt: skip
    language(code).install(made)
    made.globals["asset"] = asset_url
    return made
