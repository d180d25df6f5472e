"""Pages from templates, with the style sheet inline and every name escaped."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

__all__ = ["render"]


def render(template: str, **values: Any) -> str:
    """Return a page; a name that the template asks for and nobody gave is an error.

    Parameters
    ----------
    template
        File name in the folder of templates.
    values
        What the template shows; `css` is added.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    templates = files("cupwright.report") / "templates"

    def read(name: str) -> str:
        return (templates / name).read_text(encoding="utf-8")

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(read)
    )
    css = read("page.css") + read("season.css")
    return environment.get_template(template).render(css=css, **values)
