"""Import openfootball's Football.TXT files: which file is which competition, and what its headings mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cupwright.data.sources.football_txt import parse_football_txt
from cupwright.data.sources.headings import cup_stage, league_stage
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
        cup_stage(competition, int(edition[:4]), match.stage, match.round)
        if cup
        else league_stage(match.stage, match.round)
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
            found = [(name, at_home) for pattern, name, at_home in _FILES if re.search(pattern, relative)]
            if not found:
                continue
            competition, countries = found[0]
            result = parse_football_txt(path.read_text(encoding="utf-8"), relative)
            if result.problems:
                raise ValueError("\n".join(str(problem) for problem in result.problems))
            edition = _edition(path)
            for match in result.matches:
                row = _row(match, competition, edition, names, countries, folder)
                row.file = relative
                yield row
