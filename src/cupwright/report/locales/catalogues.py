"""The catalogues: what each English sentence is in another language, read from ``.po`` files.

English needs no catalogue: its sentences are the keys. ``es-AR`` holds only what Argentina says otherwise; the rest
falls back on ``es-419``. A sentence without a translation is shown in English, and fails the tests. A plural has two
forms in all four, for one and for more; which numbers take the first is for the language to say.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

__all__ = ["FALLBACK", "read_catalogue", "translations"]

FALLBACK = {"es-AR": "es-419"}
"""Languages whose catalogue holds differences from another only."""


def read_catalogue(code: str) -> Catalog:
    """Return the catalogue of one language as it stands in its file, without what it falls back on."""
    from babel.messages.pofile import read_po

    with (files("cupwright.report.locales") / f"{code}.po").open("rb") as file:
        return read_po(file)


@cache
def translations(code: str) -> NullTranslations:
    """Return the translations into a language, with its fallback behind."""
    from io import BytesIO

    from babel.messages.mofile import write_mo

    if code == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(code))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    if code in FALLBACK:
        found.add_fallback(translations(FALLBACK[code]))
    return found
