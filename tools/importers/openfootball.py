"""Import openfootball's Football.TXT files: which file is which competition, and what its headings mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cupwright.data.sources.football_txt import parse_football_txt
from cupwright.data.sources.records import RawMatch
from tools.importers.names import Names
from tools.importers.rows import Row

__all__ = ["read_openfootball"]

_SOURCE = {
    "openfootball-south-america": "openfootball/south-america",
    "openfootball-south-america-2026": "openfootball/south-america",
    "openfootball-world": "openfootball/world",
    "openfootball-club-world-cup": "openfootball/club-world-cup",
}
_FILES = (
    (r"copa-libertadores/.*copal\.txt$|-2026/2026_copal\.txt$", "conmebol-libertadores", ()),
    (r"copa-libertadores/.*copas\.txt$", "conmebol-sudamericana", ()),
    (r"argentina/.*_ar1\.txt$", "arg-primera", ("ARG",)),
    (r"brazil/.*_br1\.txt$", "bra-serie-a", ("BRA",)),
    (r"brazil/.*_br2\.txt$", "bra-serie-b", ("BRA",)),
    (r"brazil/.*_brcup\.txt$", "bra-copa-do-brasil", ("BRA",)),
    (r"colombia/.*_co1\.txt$", "col-primera-a", ("COL",)),
    (r"ecuador/.*_ec1\.txt$", "ecu-serie-a", ("ECU",)),
    (r"paraguay/.*_py1\.txt$", "par-primera", ("PAR",)),
    (r"major-league-soccer/.*_mls\.txt$", "usa-mls", ("USA", "CAN")),
    (r"mexico/.*_mx1\.txt$", "mex-liga-mx", ("MEX",)),
    (r"mexico/.*_mx2.*\.txt$", "mex-expansion", ("MEX",)),
    (r"champions-league/.*_concacafcl\.txt$", "concacaf-champions", ()),
    (r"costa-rica/.*_cr1\.txt$", "crc-primera", ("CRC",)),
    (r"club-world-cup/\d{4}--[^/]*/cup\.txt$", "fifa-club-world-cup", ()),
)
# The Club World Cup files name no countries.
_WORLD = {
    "Sanfrecce Hiroshima": "JPN",
    "Auckland City FC": "NZL",
    "Ulsan Hyundai": "KOR",
    "CF Monterrey": "MEX",
    "Al-Ahly SC": "EGY",
    "Al Ahly SC": "EGY",
    "Corinthians": "BRA",
    "Chelsea FC": "ENG",
    "Raja Casablanca": "MAR",
    "Guangzhou Evergrande FC": "CHN",
    "Guangzhou Evergrande": "CHN",
    "Bayern München": "GER",
    "Atlético Mineiro": "BRA",
}
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


def _cup_stage(competition: str, year: int, stage: str, round_: str) -> tuple[str, str]:
    """Return the normalised stage and round of a cup's heading."""
    heading = stage if not round_ else round_
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


def _league_stage(stage: str, round_: str) -> tuple[str, str]:
    """Return the stage (``regular``, ``apertura``, ``apertura-play-offs``...) and round of a league's heading."""
    plain = {"semestre": "semestre", "playoffs": "play-offs"}
    low = re.sub(r"[°.]", "", stage.lower())
    if re.fullmatch(r"matchday \d+", low):
        return "regular", low.replace(" ", "-")
    words = [plain.get(word, word) for word in re.split(r"[\s,]+", low)]
    named = "-".join(words).replace("campeón", "campeon").replace("campéon", "campeon")
    return named, re.sub(r"[^a-z0-9]+", "-", round_.lower()).strip("-")


def _edition(path: Path) -> str:
    found = re.match(r"(\d{4}(?:-\d{2})?)", path.name) or re.match(r"(\d{4})", path.parent.name)
    if found is None:
        raise ValueError(f"no edition in the name of {path.name}")
    return found[1]


def _row(match: RawMatch, competition: str, edition: str, names: Names, countries: tuple[str, ...], folder: str) -> Row:
    sides = []
    for name, country in ((match.home, match.home_country), (match.away, match.away_country)):
        homes = (country,) if country else countries or (_WORLD.get(name, ""),)
        sides.append(names.resolve(name, homes, "openfootball"))
    cup = not countries
    stage, round_ = (
        _cup_stage(competition, int(edition[:4]), match.stage, match.round)
        if cup
        else _league_stage(match.stage, match.round)
    )
    return Row(
        date=match.date,
        competition=competition,
        edition=edition,
        home=sides[0],
        away=sides[1],
        family="openfootball",
        source=_SOURCE[folder],
        ft=match.full_time,
        aet=match.extra_time,
        pen=match.penalties,
        stage=stage,
        round=round_,
        group=match.group,
        status=match.status,
        neutral=True if competition == "fifa-club-world-cup" else None,
        time=match.time,
    )


def read_openfootball(raw: Path, names: Names) -> Iterator[Row]:
    """Yield every row of the openfootball folders under `raw`, fixtures without a result included."""
    for folder in sorted(_SOURCE):
        for path in sorted((raw / folder).rglob("*.txt")):
            relative = path.relative_to(raw).as_posix()
            for pattern, competition, countries in _FILES:
                if re.search(pattern, relative):
                    break
            else:
                continue
            result = parse_football_txt(path.read_text(encoding="utf-8"), relative)
            if result.problems:
                raise ValueError("\n".join(str(problem) for problem in result.problems))
            edition = _edition(path)
            for match in result.matches:
                row = _row(match, competition, edition, names, countries, folder)
                row.file = relative
                yield row
