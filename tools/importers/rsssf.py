"""Read RSSSF's texts on the Copa Libertadores and join stages, groups, legs, shoot-outs and local dates to rows.

Facts only: who met whom in which stage, the scores and the dates. Sentences are not taken over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.importers.names import Names, fold
from tools.importers.rows import Row, Score

__all__ = ["RsssfMatch", "join", "read_rsssf"]

_CODES = {
    "Arg": "ARG", "Bol": "BOL", "Bra": "BRA", "Chi": "CHI", "Col": "COL", "Ecu": "ECU", "Mex": "MEX", "Par": "PAR",
    "Per": "PER", "Uru": "URU", "Ven": "VEN",
}  # fmt: skip
_CODE = "|".join(_CODES)
_MONTHS = {
    m: i
    for i, m in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1)
}
_SECTION = re.compile(
    r"^(Preliminary Round|Qualifying (?:Section|Round)|First Round|First Stage|Group (?:Stage|Phase)|"
    r"Worst Runners-Up|Second Round|Second Stage|Round of 16|Quarter-?finals?|Semi-?finals?|Finals?|Play-?off)\b", re.I
)  # fmt: skip
_GROUP = re.compile(r"^Group ([A-H1-9])\b")
_DATED = re.compile(r"^(?:(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})(?::|,)|\s{6,})\s*(?P<rest>\S.*)$")
_MATCH = re.compile(r"^(?P<clubs>\S.*?\S)\s+(?P<h>\d{1,2})-(?P<a>\d{1,2})(?!\d)")
_TIE = re.compile(
    rf"^(?P<a>\S.*?)\s*\b(?P<ca>{_CODE})\s+(?P<b>\S.*?)\s*(?P<cb>{_CODE})\s+\*?(?P<l1>\d{{1,2}}-\d{{1,2}}|awd)[a-z]?\s*"
    rf"(?P<l2>\d{{1,2}}-\d{{1,2}}(?!\d*p)|awd|abd|n/p)?(?P<rest>.*)$"
)
_DATES = re.compile(r"([A-Z][a-z]{2})\s+(\d{1,2})\s*(?:&|and|-|–)\s*(?:([A-Z][a-z]{2})\s+)?(\d{1,2})")
_PENS = re.compile(r"(\d{1,2})-(\d{1,2})\s*p")


@dataclass(slots=True)
class RsssfMatch:
    """One match of a text: names as they stand there, home side first."""

    year: int
    stage: str
    group: str
    home: str
    away: str
    home_country: str
    away_country: str
    score: Score | None
    date: str | None
    leg: int | None = None
    pen: Score | None = None
    awarded: bool = False


def _stage(section: str, year: int, group: str) -> str:
    low = section.lower()
    if group or low.startswith(("group", "first")):
        return "group-stage"
    if low.startswith(("preliminary", "qualifying")):
        return "first-stage" if year >= 2005 else "preliminary-round"
    if low.startswith("worst"):
        return "runners-up-play-off"
    if low.startswith(("second", "round of")):
        return "round-of-16"
    if low.startswith("quarter"):
        return "quarter-finals"
    if low.startswith("semi"):
        return "semi-finals"
    return "final" if low.startswith("final") else "play-off"


def _iso(year: int, month: str, day: str) -> str | None:
    try:
        return dt.date(year, _MONTHS[month], int(day)).isoformat()
    except (KeyError, ValueError):
        return None


def _pair(text: str) -> Score | None:
    return tuple(int(part) for part in text.split("-")) if re.fullmatch(r"\d+-\d+", text) else None  # type: ignore[return-value]


def _clubs(text: str) -> tuple[str, str] | None:
    for separator in (r"\s+[-–]\s*|\s*[-–]\s+", r"\s{2,}", r"(?<=[^\W\d])-(?=[^\W\d])"):
        parts = re.split(separator, text.strip())
        if len(parts) == 2:
            return parts[0].strip(), parts[1].strip()
    return None


def _tie(found: re.Match[str], year: int, stage: str, first: str | None, second: str | None) -> Iterator[RsssfMatch]:
    """Yield the legs of a tie; the texts give all scores from the side of the club named first, who hosts leg 1."""
    one, two = _pair(found["l1"]), _pair(found["l2"] or "")
    pens = _PENS.search(found["rest"])
    here, there = (found["a"], _CODES[found["ca"]]), (found["b"], _CODES[found["cb"]])
    leg = 1 if found["l2"] else None
    yield RsssfMatch(year, stage, "", here[0], there[0], here[1], there[1], one, first, leg, None, found["l1"] == "awd")
    if leg:
        back = (two[1], two[0]) if two else None
        kicks = (int(pens[2]), int(pens[1])) if pens else None
        awarded = found["l2"] == "awd"
        yield RsssfMatch(year, stage, "", there[0], here[0], there[1], here[1], back, second, 2, kicks, awarded)


def read_rsssf(text: str, year: int) -> Iterator[RsssfMatch]:
    """Yield the matches of one text; line-ups, scorers and tables are passed over."""
    section = group = ""
    month = day = ""
    first: str | None = None
    second: str | None = None
    for line in text.replace("\x96", "-").splitlines():
        if found := _GROUP.match(line):
            group, section = found[1], section or "Group Stage"
        elif found := _SECTION.match(line):
            section, group, first, second = found[1], "", None, None
        if not _DATED.match(line) and (found := _DATES.search(line)) and len(line) < 60:
            first = _iso(year, found[1], found[2])
            second = _iso(year, found[3] or found[1], found[4])
            continue
        if found := re.fullmatch(r"\s*([A-Z][a-z]{2}) (\d{1,2})\s*", line):
            first, second = _iso(year, found[1], found[2]), None
            continue
        if found := _TIE.match(line):
            yield from _tie(found, year, _stage(section, year, ""), first, second)
            continue
        found = _DATED.match(line)
        if not found or "[" in line[:14]:
            continue
        match = _MATCH.match(found["rest"])
        clubs = _clubs(match["clubs"]) if match else None
        if match is None or clubs is None:
            continue
        if found["month"]:
            month, day = found["month"], found["day"]
        before = section.lower().startswith(("preliminary", "qualifying")) and _MONTHS.get(month, 0) >= 8
        date = _iso(year - 1 if before else year, month, day)
        if date is None or not section:
            continue
        yield RsssfMatch(
            year, _stage(section, year, group), group, *clubs, "", "", (int(match["h"]), int(match["a"])), date
        )


_COMMON = frozenset({"club", "atletico", "deportivo", "atl", "dep", "univ"})


@cache
def _tokens(name: str) -> frozenset[str]:
    return frozenset(word for word in fold(name).split() if len(word) > 2 and word not in _COMMON)


def _likeness(name: str, identity: tuple[str, str], names: Names) -> float:
    """Return how well a name of the texts fits a club: 1 for the same words, 0 for none in common."""
    return _likeness_of(name, tuple(spelling for spelling, _ in names.spellings[identity]))


@cache
def _likeness_of(name: str, spellings: tuple[str, ...]) -> float:
    bare = re.sub(r"\(.*?\)", "", name)
    best = 0.0
    for spelling in spellings:
        if fold(bare) == fold(spelling):
            return 1.0
        mine, theirs = _tokens(bare), _tokens(spelling)
        if mine and theirs:
            best = max(best, len(mine & theirs) / len(mine | theirs))
        elif fold(bare).split()[:1] and set(fold(bare).split()) & set(fold(spelling).split()):
            best = max(best, 0.1)
    return best


def _gap(left: str, right: str) -> int:
    return abs((dt.date.fromisoformat(left) - dt.date.fromisoformat(right)).days)


def join(rows: Iterable[Row], raw: Path, names: Names) -> tuple[list[Row], Counter[str], list[str]]:
    """Give the rows of Libertadores 1998-2011 their stage, group, leg, shoot-out and date; settle their scores.

    Returns the rows the tables lacked, counts of what was joined, and one sentence for each match left over.
    """
    editions: dict[int, list[Row]] = defaultdict(list)
    for held in rows:
        if held.competition == "conmebol-libertadores" and held.family == "schochastics":
            editions[int(held.edition)].append(held)
    counts: Counter[str] = Counter()
    loose: list[str] = []
    added: list[Row] = []
    folder = raw / "rsssf-libertadores-1996-2024" / "datos" / "rsssf"
    for year in sorted(editions):
        path = folder / f"{year}.txt"
        if not path.exists():
            continue
        free = sorted(editions[year], key=lambda row: (row.date, row.home))
        for match in read_rsssf(path.read_text(encoding="utf-8"), year):
            row: Row | None = _find(match, free, names)
            if row is None and (new := _new(match, names)) is not None:
                counts["row added"] += 1
                added.append(new)
                continue
            if row is None:
                counts["text match without a row"] += 1
                loose.append(
                    f"{year} {match.stage} {match.group} {match.date} {match.home} - {match.away} {match.score}"
                )
                continue
            free.remove(row)
            _apply(match, row, counts)
        _fill_groups(editions[year])
        free = [row for row in free if not row.stage]
        counts["row without a text match"] += len(free)
        loose.extend(f"{year} row {row.date} {row.home[0]} - {row.away[0]} {row.ft}" for row in free)
    return added, counts, loose


def _new(match: RsssfMatch, names: Names) -> Row | None:
    """Make a row of a knock-out match the tables lack; its clubs must be certain."""
    if match.leg is None or match.score is None or match.date is None or match.awarded:
        return None
    clubs = []
    for name, country in ((match.home, match.home_country), (match.away, match.away_country)):
        fits = [(_likeness(name, identity, names), identity) for identity in names.identities if identity[1] == country]
        value, identity = max(fits)
        if value < 0.5:
            return None
        clubs.append(identity)
    return Row(
        date=match.date,
        competition="conmebol-libertadores",
        edition=str(match.year),
        home=clubs[0],
        away=clubs[1],
        family="rsssf",
        source="RSSSF",
        ft=match.score,
        pen=match.pen,
        stage=match.stage,
        leg=match.leg,
    )


def _fill_groups(rows: list[Row]) -> None:
    """Give a group match the texts lack, or have the other way round, the group its two clubs are in."""
    groups = {club: row.group for row in rows if row.group for club in row.pair}
    for row in rows:
        if not row.stage and groups.get(row.home) and groups.get(row.home) == groups.get(row.away):
            row.stage, row.group = "group-stage", groups[row.home]


def _find(match: RsssfMatch, free: list[Row], names: Names) -> Row | None:
    best: tuple[float, Row] | None = None
    for row in free:
        if match.home_country and (row.home[1], row.away[1]) != (match.home_country, match.away_country):
            continue
        gap = _gap(match.date, row.date) if match.date else 0
        if gap > (2 if not match.home_country else 20):
            continue
        home, away = _likeness(match.home, row.home, names), _likeness(match.away, row.away, names)
        same = match.score is None or match.score in (row.ft, row.aet)
        if (not home or not away) and not (same and max(home, away) >= 0.5 and gap <= 1):
            continue
        value = home + away + (1.0 if same else 0.0) - 0.2 * gap
        if best is None or value > best[0]:
            best = (value, row)
    return best[1] if best else None


def _apply(match: RsssfMatch, row: Row, counts: Counter[str]) -> None:
    row.stage, row.group = match.stage, match.group
    row.leg = match.leg
    counts["joined"] += 1
    if match.date and _gap(match.date, row.date) <= 1:
        if match.date != row.date:
            counts["date settled"] += 1
        row.date, row.precision = match.date, "day"
    if match.pen:
        counts["shoot-out added"] += 1
        row.pen = match.pen
        row.mark(2, "shoot-out from RSSSF")
    if match.score is not None and match.score != row.ft and (match.pen or row.aet is None):
        counts["score settled"] += 1
        row.mark(2, f"score from RSSSF; schochastics has {row.ft[0]}-{row.ft[1]}" if row.ft else "score from RSSSF")
        row.ft = match.score
        row.aet = None
    if match.awarded:
        row.notes.append("awarded, as RSSSF has it")
    row.basis, row.confidence = "ft", "high"
    row.source = "schochastics/football-data; RSSSF"
    row.defects = [defect for defect in row.defects if defect != "12" or row.precision != "day"]


def same_club(match: RsssfMatch, free: list[Row], names: Names) -> Row | None:
    """Return the row of a text match: the same two clubs beyond doubt, the same venue, at most two weeks apart."""
    best: tuple[float, Row] | None = None
    for row in free:
        if match.home_country and (row.home[1], row.away[1]) != (match.home_country, match.away_country):
            continue
        gap = _gap(match.date, row.date) if match.date else 0
        home, away = _likeness(match.home, row.home, names), _likeness(match.away, row.away, names)
        if gap > 14 or not home or not away or (row.group and match.group and row.group != match.group):
            continue
        value = home + away - 0.1 * gap
        if best is None or value > best[0]:
            best = (value, row)
    return best[1] if best else None
