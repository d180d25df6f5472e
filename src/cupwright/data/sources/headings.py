"""What the headings of a results file mean: competition, edition, stage and round in the words of the facts."""

from __future__ import annotations

import re

from cupwright.data.names import fold
from cupwright.football.institutions import COMPETITIONS

__all__ = ["COMPETITIONS", "CUPS", "competition_of", "cup_stage", "league_stage"]

CUPS = frozenset(name for name, countries in COMPETITIONS.items() if not countries)
_TITLES = {
    "argentina primera division": "arg-primera",
    "ascenso mx": "mex-expansion",
    "brasileiro serie a": "bra-serie-a",
    "brasileiro serie b": "bra-serie-b",
    "colombia primera a": "col-primera-a",
    "concacaf champions cup": "concacaf-champions",
    "concacaf champions league": "concacaf-champions",
    "copa do brasil": "bra-copa-do-brasil",
    "copa libertadores": "conmebol-libertadores",
    "copa sudamericana": "conmebol-sudamericana",
    "costa rica primera division": "crc-primera",
    "ecuador serie a": "ecu-serie-a",
    "fifa club world cup": "fifa-club-world-cup",
    "leagues cup": "leagues-cup",
    "liga de expansion mx": "mex-expansion",
    "liga mx": "mex-liga-mx",
    "major league soccer": "usa-mls",
    "paraguay primera division": "par-primera",
    "recopa sudamericana": "conmebol-recopa",
}
_SEASON = re.compile(r"\b(\d{4})(?:[/-](\d{2}|\d{4}))?\b")


def competition_of(title: str) -> tuple[str, str]:
    """Split a title such as ``Liga MX 2024/25`` into a competition of the facts and an edition (``2024-25``).

    A competition the facts do not have gets an id made from its title; without a year the edition is empty.
    """
    found = _SEASON.search(title)
    edition = ""
    if found:
        edition = found[1] + (f"-{found[2][-2:]}" if found[2] else "")
    name = fold(_SEASON.sub(" ", title, count=1))
    bare = title.strip()
    if bare in COMPETITIONS:
        return bare, edition
    return _TITLES.get(name, name.replace(" ", "-")), edition


_ROUNDS = {
    "round of 16": "round-of-16",
    "quarterfinals": "quarter-finals",
    "quarter-finals": "quarter-finals",
    "semifinals": "semi-finals",
    "semi-finals": "semi-finals",
    "final": "final",
    "preliminary round": "preliminary-round",
    "play-off for quarter-finals": "play-off-for-quarter-finals",
    "match for fifth place": "fifth-place",
    "match for third place": "third-place",
}
_ORDINAL = {"1": "first", "2": "second", "3": "third", "4": "fourth"}


def cup_stage(competition: str, year: int, stage: str, round_: str) -> tuple[str, str]:
    """Return the normalised stage and round of a cup's heading."""
    heading = round_ or stage
    low = heading.lower()
    matchday = re.fullmatch(r"matchday (\d+)", low)
    if re.match(r"(group|gruppe)\b", stage.lower()):
        return "group-stage", f"matchday-{matchday[1]}" if matchday else ""
    if matchday and stage == "Playoffs" and competition == "conmebol-libertadores":
        return "round-of-16", ""
    if stage == "Playoffs":
        return "knockout-play-offs", ""
    numbered = re.fullmatch(r"round (\d)", low)
    if numbered:
        if competition == "conmebol-libertadores" and year <= 2016:
            return "first-stage", ""
        return f"{_ORDINAL[numbered[1]]}-round", ""
    return _ROUNDS.get(low, re.sub(r"[^a-z0-9]+", "-", low).strip("-")), ""


def league_stage(stage: str, round_: str) -> tuple[str, str]:
    """Return the stage (``regular``, ``apertura``, ``apertura-play-offs``...) and round of a league's heading."""
    plain = {"semestre": "semestre", "playoffs": "play-offs"}
    low = re.sub(r"[°.]", "", stage.lower())
    if re.fullmatch(r"matchday \d+", low):
        return "regular", low.replace(" ", "-")
    words = [plain.get(word, word) for word in re.split(r"[\s,]+", low)]
    named = "-".join(words).replace("campeón", "campeon").replace("campéon", "campeon")
    return named, re.sub(r"[^a-z0-9]+", "-", round_.lower()).strip("-")
