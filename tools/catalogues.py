"""Bring the catalogues up to date with the sentences in use: ``python -m tools.catalogues``.

Sentences are found in the modules and templates of ``report`` and ``app`` (``_("...")``, ``.text("...")``,
``.plural("...", "...")`` and the calls of gettext; in templates ``{{ _("...") }}`` and ``{% trans %}``), in the names
of competitions and stages, and in what the library calls stages, awards and proposals and says of their changes. New
ones are added without a translation and listed; those no longer in use are taken out. Exit code 1 if any is missing a
translation.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "cupwright"
FOLDER = PACKAGE / "report" / "locales"
ROOMS = (PACKAGE / "report", PACKAGE / "app")
CODES = ("es-419", "es-AR", "pt-BR")
TEMPLATES = (".j2", ".html")
PLACE = re.compile(r"%\((\w+)\)s|%%")
OTHER_SIGN = re.compile(r"%(?!\(\w+\)s|%)")

# What a call is named -> (where the context is, where the sentences are) among its arguments.
CALLS: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "_": (None, (0,)),
    "text": (None, (0,)),
    "gettext": (None, (0,)),
    "plural": (None, (0, 1)),
    "ngettext": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "npgettext": (0, (1, 2)),
}

Key = tuple[str, str]
"""Context (empty for most) and English sentence; of a plural, its singular."""


@dataclass(frozen=True)
class Use:
    """A sentence in use.

    Parameters
    ----------
    key
        Context and sentence.
    many
        The plural; empty where there is none.
    where
        File and line, or what has the name.
    given
        The names of the values that the call gives; None where the call does not tell.
    """

    key: Key
    many: str
    where: str
    given: frozenset[str] | None = None


def uses() -> list[Use]:
    """Return every use of every sentence."""
    found: list[Use] = []
    for room in ROOMS:
        for path in sorted(room.rglob("*")):
            if path.suffix == ".py":
                found += in_module(path.read_text(encoding="utf-8"), name(path))
            elif path.suffix in TEMPLATES:
                found += in_template(path.read_text(encoding="utf-8"), name(path))
    return found + list(in_library())


def name(path: Path) -> str:
    """Return a path as the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def in_module(source: str, where: str) -> list[Use]:
    """Return the sentences of a Python module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in CALLS:
            continue
        at, sentences = CALLS[called]
        words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        wanted = [*(() if at is None else (at,)), *sentences]
        if len(words) <= max(wanted) or not all(isinstance(words[number], str) for number in wanted):
            continue
        context = "" if at is None else str(words[at])
        one, many = str(words[sentences[0]]), str(words[sentences[1]]) if len(sentences) > 1 else ""
        given = frozenset(keyword.arg or "**" for keyword in node.keywords)
        formats = called in ("_", "text", "plural") and "**" not in given
        found.append(Use((context, one), many, f"{where}:{node.lineno}", given if formats else None))
    return found


def in_template(source: str, where: str) -> list[Use]:
    """Return the sentences of a Jinja template; those of ``{% trans %}`` too."""
    from jinja2 import Environment, nodes
    from jinja2.ext import extract_from_ast

    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    tree = environment.parse(source)
    found = []
    for line, called, message in extract_from_ast(tree, tuple(CALLS)):
        words = [word for word in (message if isinstance(message, tuple) else (message,)) if isinstance(word, str)]
        at, sentences = CALLS[called]
        if len(words) < len(sentences) + (at is not None):
            continue
        context = "" if at is None else words[at]
        many = words[sentences[1]] if len(sentences) > 1 else ""
        given = {
            frozenset(pair.key for pair in call.kwargs)
            for call in tree.find_all(nodes.Call)
            if call.lineno == line and call.dyn_kwargs is None and _begins_with(call, words[sentences[0]])
        }
        found.append(
            Use((context, words[sentences[0]]), many, f"{where}:{line}", given.pop() if len(given) == 1 else None)
        )
    return found


def _begins_with(call: object, sentence: str) -> bool:
    return any(getattr(arg, "value", None) == sentence for arg in getattr(call, "args", ()))


def in_library() -> Iterator[Use]:
    """Yield the names that documents and tables give: competitions, stages and proposals."""
    from cupwright.app.web.refusals import FORMS as REFUSALS
    from cupwright.report.calendar_words import rounds_of
    from cupwright.report.gap import SETTINGS as GAP_SETTINGS
    from cupwright.report.locales.names import COMPETITIONS, COUNTRIES, SETTINGS, SHORT_STAGES, STAGES, TABLES
    from cupwright.report.retelling import FORMS, PARTS
    from cupwright.report.season_html import IRREGULAR, SURE
    from cupwright.report.tie_words import CRITERIA, HOSTED, PAIRED, SETTLED
    from cupwright.rulebook.shelf import competition_names

    for context, names in (
        ("competition", COMPETITIONS),
        ("stage", STAGES),
        ("short stage", SHORT_STAGES),
        ("country", COUNTRIES),
        ("setting", SETTINGS),
        ("criterion", CRITERIA),
        ("settled", SETTLED),
        ("hosted", HOSTED),
        ("paired", PAIRED),
        ("irregular", IRREGULAR),
        ("confidence", SURE),
        ("gap setting", GAP_SETTINGS),
        ("refusal", {form: form for form in REFUSALS}),
        ("table", {name: name for name in TABLES}),
        ("engine", {form: form for forms in (FORMS, *PARTS.values()) for form in forms}),
    ):
        for known, title in names.items():
            yield Use((context, title), "", f"{context} {known}")
    for known, title in competition_names().items():
        if title not in COMPETITIONS.values():
            yield Use(("competition", title), "", f"edition {known}")
    for path in sorted((PACKAGE / "library" / "calendars").rglob("*.yaml")):
        for window in _read(path).get("windows", ()):
            yield from (Use(("round", piece), "", name(path)) for piece in rounds_of(window["title"]))
    for kind in ("formats", "proposals"):
        for path in sorted((PACKAGE / "library" / kind).glob("*.yaml")):
            yield from _of_document(path)
    for path in _amended():
        yield from (Use(("note", note), "", name(path)) for note in _read(path).get("notes", ()))


def _read(path: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML

    found: dict[str, Any] = YAML(typ="safe").load(path)
    return found


def _amended() -> list[Path]:
    """Return the editions that proposals of the library amend: their notes stand beside each comparison."""
    proposals = (PACKAGE / "library" / "proposals").glob("*.yaml")
    return sorted({PACKAGE / "library" / "editions" / f"{_read(path)['amends']}.yaml" for path in proposals})


def _of_document(path: Path) -> Iterator[Use]:
    document = _read(path)
    stages = list(document.get("stages", []))
    yield from (Use(("award", award["title"]), "", name(path)) for award in document.get("awards", ()))
    if document["kind"] == "proposal":
        yield Use(("proposal", document["title"]), "", name(path))
        yield from (Use(("note", note), "", name(path)) for note in document.get("notes", ()))
        stages = [change["add-stage"]["stage"] for change in document["changes"] if "add-stage" in change]
        # What became of a slot is told with its reason.
        for body in (body for change in document["changes"] for body in change.values() if "slot" in body):
            reason = body.get("because") or body.get("via")
            yield from [Use(("reason", reason), "", name(path))] if reason else []
    for stage in stages:
        yield Use(("stage", stage["title"]), "", name(path))


def places(sentence: str) -> list[str]:
    """Return the names of the places in a sentence, sorted.

    Raises
    ------
    ValueError
        If it has a percent sign that is neither doubled nor part of a place.
    """
    if OTHER_SIGN.search(sentence.replace("%%", "")):
        raise ValueError(f"a percent sign is written %%: {sentence}")
    return sorted(found for found in PLACE.findall(sentence) if found)


def update(code: str, used: list[Use]) -> tuple[list[Key], list[Key]]:
    """Write a catalogue again with what is in use.

    Returns
    -------
    tuple
        The keys that miss a translation, and those that were taken out.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    from cupwright.report.locales.catalogues import FALLBACK

    path = FOLDER / f"{code}.po"
    old, new = Catalog(), Catalog()
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file)
    missing, kept = [], set()
    for use in {use.key: use for use in used}.values():
        context, sentence = use.key
        many = next((other.many for other in used if other.key == use.key and other.many), "")
        known = old.get(sentence, context or None)
        said = known.string if known is not None and bool(many) == isinstance(known.string, tuple) else ""
        complete = all(said) if isinstance(said, tuple) else bool(said)
        if not complete and code in FALLBACK:
            continue
        new.add((sentence, many) if many else sentence, said or (("", "") if many else ""), context=context or None)
        kept.add(use.key)
        if not complete:
            missing.append(use.key)
    gone = [(message.context or "", _one(message.id)) for message in old if message.id]
    text = BytesIO()
    write_po(text, new, width=118, no_location=True, omit_header=True, sort_output=True)
    path.write_bytes(text.getvalue())
    return sorted(missing), sorted(key for key in gone if key not in kept)


def _one(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def main() -> int:
    """Bring all catalogues up to date and say what is missing."""
    used, status = uses(), 0
    for code in CODES:
        missing, gone = update(code, used)
        print(f"{code}: {len(missing)} missing, {len(gone)} taken out")
        for context, sentence in missing:
            print(f"  missing: {f'[{context}] ' if context else ''}{sentence}")
        for context, sentence in gone:
            print(f"  taken out: {f'[{context}] ' if context else ''}{sentence}")
        status |= bool(missing)
    return status


if __name__ == "__main__":
    sys.exit(main())
