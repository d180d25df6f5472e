"""The parts of an address that make a comparison, and the switches of the founding question."""

from __future__ import annotations

from functools import cache
from typing import Any

from cupwright.app.web.questions import Question, number_of, question
from cupwright.app.web.reader import Reader
from cupwright.errors import CupwrightError
from cupwright.report.locales import Language

__all__ = ["BASE", "asked_of", "choices_of", "proposal_of_switches", "shown_parameters"]

BASE = "copa-libertadores-2026"
_ENTRIES = ("group-stage", "second-round", "as-2016")
_ROOMS = ("displace", "extra-round", "expand")
_BY_SWITCHES = {
    ("group-stage", "displace"): "mas-2026",
    ("group-stage", "extra-round"): "mas-2026-fourth-round",
    ("group-stage", "expand"): "mas-2026-expand",
}
_LINKS = ("direct+bridge", "direct", "none")


def proposal_of_switches(reader: Reader) -> tuple[str, str, str]:
    """Return the proposal that the switches stand for, and where they stand: entry and room.

    Guests that enter in the second round, or on the terms of 2016, leave no choice of room.

    Raises
    ------
    CupwrightError
        If a switch stands where it cannot.
    """
    entry = reader.chosen("entry", _ENTRIES, "group-stage")
    room = reader.chosen("room", _ROOMS, "displace")
    alone = {"second-round": "mas-2026-round-two", "as-2016": "guests-as-2016"}
    return alone.get(entry) or _BY_SWITCHES[entry, room], entry, room


@cache
def choices_of(proposal: str) -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    """Return the choices in a proposal of the library: name, title, what can be chosen, and the default.

    Raises
    ------
    CupwrightError
        If the library has no such proposal.
    """
    from cupwright.rulebook import Proposal, list_documents, load_proposal

    path = list_documents().get(proposal)
    if path is None or path.parent.name != "proposals":
        raise CupwrightError.of("unknown-proposal", f"there is no proposal `{proposal[:80]}`")
    found: Proposal = load_proposal(proposal)
    return tuple(
        (one.name, one.title, tuple(_text(choice) for choice, _ in one.choices), _text(one.default))
        for one in found.parameters
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown_parameters(reader: Reader, proposal: str) -> list[dict[str, Any]]:
    """Return the choices in a proposal for a form, each with what is chosen now."""
    rows = []
    for name, title, choices, default in choices_of(proposal):
        now = reader.get(f"set.{name}", default)
        if now not in choices:
            now = default
        rows.append({
            "name": f"set.{name}", "title": _title(name, title, reader.language), "now": now,
            "moved": now != default,
            "choices": [{"value": choice, "words": _choice(choice, reader.language), "default": choice == default}
                        for choice in choices],
        })  # fmt: skip
    return rows


def _title(name: str, title: str, language: Language) -> str:
    words = {
        "liga-mx-champion": language.text("Who stands for Liga MX"),
        "guest-pot": language.text("The guests’ pot in the group draw"),
        "club-world-cup": language.text("If a guest wins: the Club World Cup"),
        "recopa": language.text("If a guest wins: the Recopa"),
        "title-holder": language.text("If a guest wins: the holder’s place next year"),
        "sudamericana": language.text("A guest that comes third: the Sudamericana"),
        "mexico-1": language.text("First guest"),
        "mexico-2": language.text("Second guest"),
        "mexico-3": language.text("Third guest, in the first round"),
    }
    return words.get(name, title[:1].upper() + title[1:])


def _choice(choice: str, language: Language) -> str:
    words = {
        "campeon-de-campeones": language.text("winner of the Campeón de Campeones"),
        "apertura": language.text("champion of the Apertura"),
        "clausura": language.text("champion of the Clausura"),
        "pass-on": language.text("the next member club takes it"),
        "nobody": language.text("nobody takes it"),
        "guest-keeps": language.text("the guest takes it"),
        "true": language.text("yes"),
        "false": language.text("no"),
    }
    if choice in words:
        return words[choice]
    return choice if choice.isdecimal() else _club(choice)


def _club(name: str) -> str:
    from cupwright.data.places import clubs

    known = clubs().get(name)
    return name if known is None else known.name


def asked_of(reader: Reader, base: str, proposals: list[str], document: str = "", like: str = "") -> Question:
    """Return the comparison that an address asks for.

    Choices of other proposals that are left in the address are passed over; the defaults are left out, so that an
    address with them and one without are the same question. With a document, `like` names the proposal of the library
    whose choices it has.

    Raises
    ------
    CupwrightError
        If a number or a choice does not fit.
    """
    settings = reader.lab.settings
    chosen = {}
    for proposal in [like] if like else proposals:
        if proposal in _proposals():
            for name, _, choices, default in choices_of(proposal):
                value = reader.get(f"set.{name}", default)
                if value not in choices:
                    facts = [f"choices: {', '.join(choices)}"]
                    raise CupwrightError.of("choice", f"`{value[:60]}` is no choice of `{name}`", facts=facts)
                if value != default and (like or len(proposals) == 1):
                    chosen[f"set.{name}"] = value
    links = reader.chosen("links", _LINKS, _LINKS[0])
    return question("compare", {
        "base": base,
        "proposals": ",".join(proposals),
        "document": document,
        "worlds": reader.whole("worlds", settings.worlds, 100, settings.most_worlds),
        "seed": number_of(reader.get("seed", "7"), "seed", 0, 2**62),
        "as-of": reader.get("as-of"),
        "links": "" if links == _LINKS[0] else links,
        **chosen,
    })  # fmt: skip


@cache
def _proposals() -> frozenset[str]:
    from cupwright.rulebook import list_documents

    return frozenset(name for name, path in list_documents().items() if path.parent.name == "proposals")
