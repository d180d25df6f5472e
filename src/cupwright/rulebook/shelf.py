"""Where documents stand: the library that comes with the package, and files of a user."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cupwright.errors import CupwrightError, did_you_mean

__all__ = ["LIBRARY", "competition_names", "find", "list_documents", "shown"]

LIBRARY = Path(__file__).resolve().parent.parent / "library"
_TITLE = re.compile(r"^title: (?P<name>.+?),? (?:(?:Apertura|Clausura) )?\d{4}", re.MULTILINE)
_SHELVES = ("formats", "editions", "proposals", "histories", "calendars")


@cache
def list_documents() -> dict[str, Path]:
    """Return the documents of the library, name to file: formats, editions, proposals, histories, calendars."""
    return {path.stem: path for shelf in _SHELVES for path in sorted((LIBRARY / shelf).glob("*.yaml"))}


@cache
def competition_names() -> dict[str, str]:
    """Return what the competition was called that each edition of the library is of: its title without the year."""
    found = {}
    for name, path in list_documents().items():
        if path.parent.name == "editions" and (title := _TITLE.search(path.read_text(encoding="utf-8"))):
            found[name] = title["name"]
    return found


def shown(path: Path) -> str:
    """Return the name by which errors cite a file: short for the library, as given for a user's."""
    path_ = path.resolve()
    return str(path_.relative_to(LIBRARY)) if path_.is_relative_to(LIBRARY) else str(path)


def _kinds(documents: Mapping[str, Path]) -> str:
    """Return how many documents of each kind there are: ``40 formats, 160 editions and 30 proposals``."""
    count = Counter(path.parent.name for path in documents.values())
    said = [f"{number} {kind}" for kind, number in sorted(count.items())]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def find(name: str | Path, near: Path | None = None) -> Path:
    """Return the file of a document, given its name in the library or a path.

    A text with a slash or ending in ``.yaml`` is a path (relative to the current folder, or else to `near`);
    anything else is a name. Nothing is guessed.

    Raises
    ------
    CupwrightError
        If there is no such document.
    """
    text = str(name)
    if "\0" in text:
        raise CupwrightError.of("file", "the name of a document holds a character that no file name can")
    if isinstance(name, Path) or "/" in text or "\\" in text or text.endswith((".yaml", ".yml")):
        path = Path(text)
        beside = near.parent / path if near is not None else path
        return beside if not path.exists() and beside.exists() else path
    documents = list_documents()
    if text in documents:
        return documents[text]
    if near is not None and (near.parent / f"{text}.yaml").exists():
        return near.parent / f"{text}.yaml"
    raise CupwrightError.of(
        "unknown-document",
        f"there is no document `{text}`",
        facts=[f"the library holds {_kinds(documents)}; `cupwright show` lists them"],
        hint=did_you_mean(text, documents) or "to read a file of your own, give its path, such as ./my-cup.yaml",
    )
