"""Import the raw sources that are tables: schochastics, footballcsv and the lists collected by hand."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from tools.importers.names import Names
from tools.importers.rows import CUPS, Row, Score

__all__ = ["read_footballcsv", "read_handmade", "read_schochastics"]

_ISO = {
    "AR": "ARG", "BO": "BOL", "BR": "BRA", "CL": "CHI", "CO": "COL", "EC": "ECU", "PY": "PAR", "PE": "PER",
    "UY": "URU", "VE": "VEN", "MX": "MEX", "US": "USA", "CA": "CAN", "CR": "CRC", "GT": "GUA", "HN": "HON",
    "SV": "SLV", "PA": "PAN", "NI": "NCA", "BZ": "BLZ", "TT": "TRI", "PR": "PUR", "JM": "JAM", "HT": "HAI",
    "GY": "GUY", "DO": "DOM", "MQ": "MTQ", "SR": "SUR", "JP": "JPN", "ES": "ESP", "NZ": "NZL", "EG": "EGY",
    "KOR": "KOR", "AE": "UAE", "MA": "MAR", "AU": "AUS", "ENG": "ENG", "TN": "TUN", "CDR": "COD", "SA": "KSA",
    "CPR": "CHN", "IT": "ITA", "QA": "QAT", "DE": "GER", "ZA": "RSA", "DZ": "ALG", "IR": "IRN", "PG": "PNG",
}  # fmt: skip
_SCHOCHASTICS = {
    "bolivia": "bol-primera",
    "brazil": "bra-serie-a",
    "chile": "chi-primera",
    "colombia": "col-primera-a",
    "concacaf-cc": "concacaf-champions",
    "concacaf-l": "concacaf-league",
    "copa-lib": "conmebol-libertadores",
    "copa-sud": "conmebol-sudamericana",
    "costa-rica": "crc-primera",
    "ecuador": "ecu-serie-a",
    "el-salvador": "slv-primera",
    "fifa-club": "fifa-club-world-cup",
    "guatemala": "gua-primera",
    "honduras": "hon-primera",
    "mexico": "mex-liga-mx",
    "panama": "pan-primera",
    "paraguay": "par-primera",
    "peru": "per-primera",
    "recopa": "conmebol-recopa",
    "united-states": "usa-mls",
    "uruguay": "uru-primera",
    "venezuela": "ven-primera",
}
# Seasons that run from July to June.
_SPLIT = frozenset(
    {"crc-primera", "gua-primera", "hon-primera", "slv-primera", "pan-primera", "mex-liga-mx", "ven-primera"}
)
_FOOTBALLCSV = {
    "ar.1": ("arg-primera", ("ARG",)),
    "br.1": ("bra-serie-a", ("BRA",)),
    "mx.1": ("mex-liga-mx", ("MEX",)),
    "us.1": ("usa-mls", ("USA", "CAN")),
}
FIRST_DATE = "1998-01-01"


def season(competition: str, date: str) -> str:
    """Return the label of the season a date falls in, by the competition's calendar."""
    year, month = int(date[:4]), int(date[5:7])
    if competition == "conmebol-libertadores" and year <= 2002 and month >= 9:
        return str(year + 1)  # the autumn qualifiers of Mexico and Venezuela for the next edition
    split = competition in _SPLIT or (competition == "concacaf-champions" and "2008-07" <= date < "2017-07")
    if not split:
        return str(year)
    start = year if month >= 7 else year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def read_schochastics(raw: Path, names: Names) -> Iterator[Row]:
    """Yield the rows since 1998 of the schochastics snapshot; F, E and P say how a match ended."""
    for path in sorted((raw / "schochastics-2019").glob("*.csv")):
        competition = _SCHOCHASTICS.get(path.stem)
        if competition is None:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if line["date"] < FIRST_DATE:
                    continue
                home = names.resolve(
                    line["home"], (_ISO.get(line["home_code"], line["home_code"]),), "schochastics", line["date"]
                )
                away = names.resolve(
                    line["away"], (_ISO.get(line["away_code"], line["away_code"]),), "schochastics", line["date"]
                )
                score = (int(line["gh"]), int(line["ga"]))
                row = Row(
                    date=line["date"],
                    competition=competition,
                    edition=season(competition, line["date"]),
                    home=home,
                    away=away,
                    family="schochastics",
                    source="schochastics/football-data",
                    ft=score,
                    confidence="medium",
                    precision="day-either-way",
                    neutral=True if competition == "fifa-club-world-cup" else None,
                    file=path.name,
                )
                row.mark(12)
                if line["full_time"] == "E":
                    row.ft, row.aet, row.basis = None, score, "final"
                    row.notes.append("after extra time; the score at 90 minutes is not given")
                elif line["full_time"] == "P":
                    row.notes.append("went to penalties; the shoot-out is not given")
                    row.basis = "final"
                yield row


def _goals(text: str) -> Score | None:
    found = re.fullmatch(r"\s*(\d+)\s*-\s*(\d+)\s*", text)
    return (int(found[1]), int(found[2])) if found else None


def read_footballcsv(raw: Path, names: Names) -> Iterator[Row]:
    """Yield the rows of footballcsv's cache of football-data.co.uk (results only)."""
    for path in sorted((raw / "footballcsv-footballdata").rglob("*.csv")):
        competition, countries = _FOOTBALLCSV[path.stem]
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                ft = _goals(line["FT"])
                if ft is None:
                    continue
                date = dt.datetime.strptime(line["Date"], "%a %b %d %Y").date().isoformat()
                home = names.resolve(line["Team 1"], countries, "footballcsv", date)
                away = names.resolve(line["Team 2"], countries, "footballcsv", date)
                yield Row(
                    date=date,
                    competition=competition,
                    edition=path.parent.name,
                    home=home,
                    away=away,
                    family="footballcsv",
                    source="football-data.co.uk via footballcsv",
                    ft=ft,
                    basis="final",
                    file=path.relative_to(raw).as_posix(),
                )


def _number(line: dict[str, str], key: str) -> int | None:
    return int(line[key]) if line.get(key) else None


def _score(line: dict[str, str], home: str, away: str) -> Score | None:
    left, right = _number(line, home), _number(line, away)
    return None if left is None or right is None else (left, right)


_HAND_STAGE = {
    "Round of 16": "round-of-16",
    "Quarter-final": "quarter-finals",
    "Quarter-finals": "quarter-finals",
    "Quarterfinals": "quarter-finals",
    "Semi-final": "semi-finals",
    "Semi-finals": "semi-finals",
    "Semifinals": "semi-finals",
    "Final": "final",
    "Third place": "third-place",
    "Second round": "second-round",
}


def _hand_stage(competition: str, stage: str, round_: str) -> tuple[str, str, str, int | None]:
    leg = re.fullmatch(r"Leg (\d)", round_)
    group = re.fullmatch(r"Group ([A-H])", stage)
    if competition in CUPS and group:
        return "group-stage", round_.lower().replace(" ", "-"), group[1], None
    named = _HAND_STAGE.get(stage) if competition in CUPS else None
    plain = named or re.sub(r"[^a-z0-9]+", "-", stage.lower().replace("playoff", "play-off")).strip("-")
    return plain, "" if leg else re.sub(r"[^a-z0-9]+", "-", round_.lower()).strip("-"), "", int(leg[1]) if leg else None


# A row collected by hand cites what was seen. Copies are named by the publication behind them (None: not citable).
_CITED: tuple[tuple[str, str | None], ...] = (
    (r"^osvo\b.*|\(tracker date.*", None),
    (r".*code corpus.*|.*from memory.*|.*unverified.*", None),
    (r".*fr\.?wiki.*2000.*", "fr.wikipedia.org, Copa Merconorte 2000"),
    (r".*(fr\.?wiki|sewiki).*2001.*|^sewiki.*", "Wikipedia, Copa Merconorte 2001"),
    (r".*knowledgr.*", "Wikipedia, 1998 Copa Interamericana"),
    (r"^wikimili\S*|^friendlywiki.*", "Wikipedia, Leagues Cup 2019"),
    (r".*libertadores2026.*", "fbref.com and ESPN, as of 21 August 2026"),
    (r".*cache\.wfb.*", "worldfootball.net via footballcsv"),
    (r"^football-data\.co\.uk.*", "football-data.co.uk"),
)


def _citation(evidence: str) -> str:
    """Return the publications an evidence names, or an empty string when it names none."""
    kept: list[str] = []
    for part in (piece.strip() for piece in re.split(r";(?![^(]*\))", evidence)):
        for pattern, publication in _CITED:
            if re.match(pattern, part, re.I):
                part = publication or ""
                break
        if part and part not in kept and not part.startswith("same"):
            kept.append(part)
    return "; ".join(kept)


def read_handmade(root: Path, names: Names) -> Iterator[Row]:
    """Yield the rows of the three lists collected by hand; each keeps its own source and confidence."""
    for filename in ("supplement_facts.csv", "results_supplement.csv", "results_2019_2026.csv"):
        cited = ""
        with (root / filename).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                home = names.resolve(line["home"], (line["home_country"],), "supplement")
                away = names.resolve(line["away"], (line["away_country"],), "supplement")
                competition = line["competition"]
                stage, round_, group, leg = _hand_stage(competition, line.get("stage") or "", line.get("round") or "")
                edition = re.sub(r"/\d\d(\d\d)$", r"-\1", line["season"])
                ft = _score(line, "ft_home", "ft_away") or _score(line, "home_goals", "away_goals")
                row = Row(
                    # A match known by its year alone is dated to its end, so that no forecast made in it knows it.
                    date=line["date"] if len(line["date"]) == 10 else f"{line['date']}-12-31",
                    competition=competition,
                    edition=edition,
                    home=home,
                    away=away,
                    family=filename.removesuffix(".csv"),
                    source="unsourced",
                    ft=ft,
                    aet=_score(line, "aet_home", "aet_away"),
                    pen=_score(line, "pen_home", "pen_away"),
                    stage=stage,
                    round=round_,
                    group=group,
                    leg=leg,
                    status=line.get("status") or ("played" if ft else "fixture"),
                    neutral={"1": True, "0": False}.get(line.get("neutral") or ""),
                    precision=line.get("date_precision") or "day",
                    confidence=line.get("confidence") or "high",
                    file=filename,
                )
                if filename == "results_supplement.csv":
                    row.source, row.basis = "public match reports", "final"
                    row.precision = "day-either-way"  # evening matches of the list stand under the day after
                else:
                    listed = (
                        line["evidence"] if (line.get("source") or "single").startswith("single") else line["source"]
                    )
                    cited = cited if listed.startswith("same") else _citation(listed)
                    row.source = cited or "unsourced"
                    if not cited:
                        row.confidence = "low"
                    elif competition == "conmebol-libertadores":
                        row.confidence = "medium"
                yield row
