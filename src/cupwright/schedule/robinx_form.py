"""How each constraint of ITC2021 is spelt in RobinX: which attribute of its element holds what."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CLASSES", "FORMS", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """Names of attributes; empty where the kind has none.

    `most` names the attribute of the upper limit, `bounded` says that ``min`` is read. `scopes` are the values of the
    attribute `scope` that are known, the first being the default.
    """

    parent: str
    teams: str = "teams"
    others: str = ""
    slots: str = "slots"
    venue: str = ""
    most: str = "max"
    bounded: bool = False
    length: str = ""
    scope: str = ""
    scopes: tuple[str, ...] = ()


_CA, _BR = "CapacityConstraints", "BreakConstraints"

FORMS: dict[str, Form] = {
    "CA1": Form(_CA, venue="mode", bounded=True),
    "CA2": Form(_CA, "teams1", "teams2", venue="mode1", bounded=True, scope="mode2", scopes=("GLOBAL", "EVERY")),
    "CA3": Form(_CA, "teams1", "teams2", slots="", venue="mode1", bounded=True, length="intp", scope="mode2",
                scopes=("SLOTS", "GAMES")),
    "CA4": Form(_CA, "teams1", "teams2", venue="mode1", bounded=True, scope="mode2", scopes=("GLOBAL", "EVERY")),
    "GA1": Form("GameConstraints", teams="", bounded=True),
    "BR1": Form(_BR, venue="mode2", most="intp", scope="mode1", scopes=("LEQ", "EQ")),
    "BR2": Form(_BR, venue="homeMode", most="intp", scope="mode2", scopes=("LEQ", "EQ")),
    "FA2": Form("FairnessConstraints", venue="mode", most="intp"),
    "SE1": Form("SeparationConstraints", slots="", most="", bounded=True, scope="mode1", scopes=("SLOTS",)),
}  # fmt: skip

CLASSES = tuple(dict.fromkeys(form.parent for form in FORMS.values()))
