"""Draft an edition of the Copa Libertadores from the facts: ``python -m tools.draft_edition 2019 GIVEN.yaml``.

From the facts come the clubs by entry stage, the pairs and groups as drawn, the dates, and the record: hosts of first
legs, winners (who played on), places in the Copa Sudamericana. The order of the groups is that of RSSSF's published
tables, never ours; positions in a group are read off the fixture list by the matchdays of the format. GIVEN.yaml holds
what the facts do not say:

- ``head`` (what the file says first), ``champion``, ``holder``, ``sudamericana`` (its holder), ``notes``;
- ``sources`` (name: [title, confidence]) and ``source`` (which of them holds for what);
- ``ranking`` (clubs from best to worst, as far as published), ``ranked`` (how it was had, in words), ``unranked``
  (rounds whose hosts say nothing of it);
- ``numbers`` (one club of each tie, in the order drawn), ``drawn`` (day of each draw), ``before`` (draws made before
  the stage that feeds them was over);
- ``seeds`` (the first pot, where the fixture list does not tell the pots);
- ``groups`` (tables where RSSSF has none), ``berths``, ``dates`` (windows that late matches reach beyond), ``slots``
  (more words by club), ``irregular`` and ``venue`` (of the final).

The draft is printed; what cannot be derived is said on stderr.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
import textwrap
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from ruamel.yaml import YAML

from cupwright.football.competitions import Format, GroupStage, TieStage
from cupwright.rulebook import list_documents, load
from tools.importers.names import fold

FACTS = Path(__file__).parents[1] / "src" / "cupwright" / "facts"
RSSSF = Path("raw", "rsssf-libertadores-1996-2024", "datos", "rsssf")
_ROW = re.compile(r"^ *([1-4])\. *([^0-9]+?)\s+6 +\d +\d +\d +\d+ *- *\d+ +\d+", re.M)
_WIDTH = 118
_SOURCED = ("slots", "slot-order", "ranking", "dates", "record")
_SUDAMERICANA = {
    "sudamericana-second-stage": "second-round",
    "sudamericana-round-of-16": "round-of-16",
    "sudamericana-group-stage": "group-stage",
    "sudamericana-play-offs": "knockout-play-offs",
}


@dataclass(frozen=True)
class Tie:
    """A tie as played: its clubs, hosts of the first leg first, and who went on."""

    clubs: tuple[str, str]
    winner: str
    without_hosts: bool


@dataclass
class Season:
    """The facts of one edition, sorted out."""

    year: int
    rules: Format
    given: dict[str, Any]
    matches: list[dict[str, Any]]
    country: dict[str, str]
    names: dict[str, list[str]]
    entered: dict[str, str] = field(default_factory=dict)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """Report what a person must look at."""
        print(f"{self.year}: {text}", file=sys.stderr)

    def of(self, stage: str) -> list[dict[str, Any]]:
        """Return the matches of a stage by date."""
        return [match for match in self.matches if match["stage"] == stage]

    def before_groups(self) -> list[str]:
        """Return the stages before the groups."""
        ids = [stage.id for stage in self.rules.stages]
        return ids[: ids.index("group-stage")]


def format_of(year: int) -> Format:
    """Return the format of the library that holds for a year, the narrowest first."""
    formats = [load(name) for name, path in list_documents().items() if path.parent.name == "formats"]
    fits = [
        rules
        for rules in formats
        if isinstance(rules, Format)
        and rules.competition == "copa-libertadores"
        and rules.years[0] <= year <= rules.years[1]
    ]
    return min(fits, key=lambda rules: rules.years[1] - rules.years[0])


def gather(year: int, given: dict[str, Any]) -> Season:
    """Read the facts of one edition."""
    con = duckdb.connect()
    query = f"""select stage, round, group_name, date, home, away, awarded_home, awarded_away, status, neutral, note
        from '{FACTS}/matches.parquet'
        where competition = 'conmebol-libertadores' and edition = '{year}' order by date, match_id"""
    cursor = con.execute(query)
    columns = [column[0] for column in cursor.description]
    matches = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    country = dict(con.execute(f"select club, country from '{FACTS}/clubs.parquet'").fetchall())
    city = dict(con.execute(f"select club, coalesce(city, '') from '{FACTS}/clubs.parquet'").fetchall())
    names: dict[str, list[str]] = defaultdict(list)
    for club, name in con.execute(f"select club, name from '{FACTS}/club_names.parquet'").fetchall():
        names[club] += [fold(name), fold(f"{name} {city[club]}")]
    season = Season(year, format_of(year), given, matches, country, names)
    for stage in season.rules.stages:
        for match in season.of(stage.id):
            for club in (match["home"], match["away"]):
                season.entered.setdefault(club, stage.id)
    for stage in season.rules.stages:
        if isinstance(stage, TieStage):
            season.ties[stage.id] = _ties(season, stage)
    _number(season)
    for stage in season.rules.stages:
        if isinstance(stage, GroupStage):
            season.groups = _groups(season, stage)
    return season


def _ties(season: Season, stage: TieStage) -> list[Tie]:
    later = {s.id for s in season.rules.stages[list(season.rules.stages).index(stage) + 1 :]}
    on = {club for m in season.matches if m["stage"] in later for club in (m["home"], m["away"])}
    pairs: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for match in season.of(stage.id):
        pairs[frozenset((match["home"], match["away"]))].append(match)
    found = []
    for pair, legs in pairs.items():
        first = legs[0]
        winners = [club for club in pair if club in on] if later else [season.given["champion"]]
        if len(winners) != 1:
            season.say(f"{stage.id}: {sorted(pair)}: {len(winners)} of them played on")
        hosts_unknown = bool(first["neutral"]) or first["status"] == "walkover"
        found.append(Tie((first["home"], first["away"]), winners[0] if winners else "", hosts_unknown))
    return found


def _number(season: Season) -> None:
    """Put the ties of drawn stages in the order drawn: as given, else read off the rounds that followed."""
    stages = [stage for stage in season.rules.stages if isinstance(stage, TieStage)]
    for stage in reversed(stages):
        ties, pairing = season.ties[stage.id], stage.pairing
        given = season.given.get("numbers", {}).get(stage.id)
        if given:
            season.ties[stage.id] = [next(tie for tie in ties if club in tie.clubs) for club in given]
            if len(set(map(id, season.ties[stage.id]))) != len(ties):
                season.say(f"{stage.id}: the given numbers are not one club of each tie")
            continue
        after = next((s for s in stages if s.pairing.method == "bracket" and s.pairing.of == stage.id), None)
        if after is None or pairing.method == "seeds":
            continue
        placed: dict[int, Tie] = {}
        for tie, pair in zip(season.ties[after.id], after.pairing.pairs, strict=True):
            for number, club in zip(pair, tie.clubs, strict=True):
                placed[number - 1] = next(t for t in ties if club in t.clubs)
        season.ties[stage.id] = [placed[number] for number in range(len(ties))]
    for stage in stages:  # a bracket's own numbers follow from the stage before
        if stage.pairing.method == "bracket":
            numbers = {t.winner: k + 1 for k, t in enumerate(season.ties[stage.pairing.of])}
            place = {frozenset(pair): k for k, pair in enumerate(stage.pairing.pairs)}

            def order(tie: Tie, numbers: dict[str, int] = numbers, place: dict[frozenset[int], int] = place) -> int:
                return place.get(frozenset(numbers.get(club, 0) for club in tie.clubs), len(place))

            season.ties[stage.id].sort(key=order)


def _groups(season: Season, stage: GroupStage) -> dict[str, tuple[str, ...]]:
    """Return the clubs of each group in order of position, read off the fixture list."""
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for match in season.of(stage.id):
        by_name[match["group_name"]].append(match)
    found = {}
    early = set(season.before_groups())
    for name, (_, matches) in zip(stage.names, sorted(by_name.items()), strict=True):
        clubs = sorted({match["home"] for match in matches})
        if season.given.get("seeds"):
            found[name] = _by_berth(season, clubs)
            continue
        played: dict[str, int] = defaultdict(int)
        day: dict[tuple[str, str], set[int]] = {}
        for match in matches:
            pair = (match["home"], match["away"])
            day[pair] = {int(match["round"].split("-")[1]) - 1} if match["round"] else {played[club] for club in pair}
            for club in pair:
                played[club] += 1
        fits = []
        for order in itertools.permutations(clubs):
            template = ((k, order[i - 1], order[j - 1]) for k, pairs in enumerate(stage.matchdays) for i, j in pairs)
            right = sum(k in day[host, visitor] for k, host, visitor in template)
            last = season.entered[order[3]] in early or season.country[order[3]] == "MEX"
            fits.append((right, last, order))
        fits.sort(reverse=True)
        if fits[0][0] < len(matches) or fits[1][0] == len(matches):
            season.say(f"group {name}: the matchdays fit {fits[0][0]} of {len(matches)} matches")
        found[name] = fits[0][2]
    return found


def _by_berth(season: Season, clubs: list[str]) -> tuple[str, ...]:
    """Return the clubs of a group by pot as the pots of 2005-2015 were filled.

    The seeds; both clubs of associations without a seed; other clubs of associations with one; winners of the first
    stage and guests.
    """
    seeds = season.given["seeds"]
    seeded = {season.country[club] for club in seeds}

    def pot(club: str) -> int:
        if club in seeds:
            return 1
        if season.entered[club] != "group-stage" or season.country[club] == "MEX":
            return 4
        return 3 if season.country[club] in seeded else 2

    order = sorted(clubs, key=pot)
    if list(map(pot, order)) != [1, 2, 3, 4]:
        season.say(f"pots {list(map(pot, order))}: {order}")
    return tuple(order)


def published(season: Season) -> dict[str, list[str]]:
    """Return the order of each group in RSSSF's published tables."""
    if season.given.get("groups"):
        return {str(name): list(clubs) for name, clubs in season.given["groups"].items()}
    text = (Path(os.environ["CUPWRIGHT_RAW"]) / RSSSF / f"{season.year}.txt").read_text(encoding="utf-8")
    rows = [(int(place), fold(name)) for place, name in _ROW.findall(text)]
    tables = [rows[k : k + 4] for k in range(0, len(rows), 4)]
    if len(tables) != len(season.groups) or any([place for place, _ in table] != [1, 2, 3, 4] for table in tables):
        season.say(f"the published tables were not understood: {len(rows)} rows")
    found = {}
    for (name, clubs), table in zip(season.groups.items(), tables, strict=True):
        scored = [
            (sum(_likeness(season, club, row) for club, (_, row) in zip(order, table, strict=True)), order)
            for order in itertools.permutations(clubs)
        ]
        scored.sort(reverse=True)
        if scored[0][0] - scored[1][0] < 0.4:
            season.say(f"group {name}: look at the names: {scored[:2]}, {table}")
        found[name] = list(scored[0][1])
    return found


def _likeness(season: Season, club: str, row: str) -> float:
    words = set(row.split())
    alike = [set(name.split()) for name in [*season.names[club], club.replace("-", " ")]]
    return max(len(words & other) / len(words | other) for other in alike)


def ranking(season: Season) -> list[str]:
    """Return the clubs from best to worst: as given, then by pot, then by who hosted second legs; guests last."""
    guests = {club for club in season.entered if season.country[club] == "MEX"}
    given = list(season.given.get("ranking", []))
    if strange := [club for club in given if club not in season.entered]:
        season.say(f"ranked but not in the field: {strange}")
    direct = [order[pot] for pot in range(4) for order in season.groups.values()]
    direct = [club for club in direct if season.entered[club] == "group-stage"]
    holder = season.given["holder"]
    early = [club for club, stage in season.entered.items() if stage in season.before_groups()]
    late = [club for club in season.entered if club not in direct and club not in early]
    rest = sorted(early, key=lambda c: (_depth(season, c), c))
    above: dict[str, set[str]] = {club: set() for club in rest}
    for stage in season.before_groups():
        if stage not in season.given.get("unranked", []):
            for tie in season.ties[stage]:
                above[tie.clubs[0]].add(tie.clubs[1])
    line: list[str] = []
    while rest:
        free = [club for club in rest if not above[club] - set(line)]
        if not free:
            season.say(f"no ranking explains who hosted: {rest}")
            free = rest[:1]
        line.append(free[0])
        rest.remove(free[0])
    top = [club for club in given if club in direct] + direct
    low = [club for club in given if club in line] + line
    order = list(dict.fromkeys([*([holder] if holder in season.entered else []), *top, *low, *late]))
    return [club for club in order if club not in guests] + [club for club in order if club in guests]


def _depth(season: Season, club: str) -> tuple[int, int]:
    """Return what puts a club of the qualifying rounds up: a late entry, then the first pot of its first tie."""
    stage = season.entered[club]
    first = next(tie for tie in season.ties[stage] if club in tie.clubs)
    return -season.before_groups().index(stage), int(first.clubs[0] == club)


def _slots(season: Season, order: list[str]) -> list[str]:
    lines = []
    stages = [stage.id for stage in season.rules.stages]
    members = sorted(
        season.entered, key=lambda c: (season.country[c] == "MEX", season.country[c], stages.index(season.entered[c]))
    )
    rank = {club: k for k, club in enumerate(order)}
    holder, south = season.given["holder"], season.given.get("sudamericana", "")
    for code, clubs in itertools.groupby(members, key=lambda c: season.country[c]):
        here = list(clubs)
        late = {s: -k for k, s in enumerate(stages[: stages.index("group-stage") + 1])}
        here.sort(key=lambda c: (c != holder, c != south, late.get(season.entered[c], 1), rank[c]))
        number = 0
        for club in here:
            number += club != holder
            name = "LIB" if club == holder else f"{code} {number}"
            text = f"slot: {name}, association: {code}, enters: {season.entered[club]}, club: {club}"
            if club == holder:
                text += f", via: holder of the Copa Libertadores {season.year - 1}"
            elif club == south:
                text += f", via: holder of the Copa Sudamericana {season.year - 1}"
            if code == "MEX":
                text += ", guest: true" + _pot_of_guest(season, club)
            if more := season.given.get("slots", {}).get(club, ""):
                text += f", {more}"
            line = f"  - {{{text}}}"
            lines += [line] if len(line) <= _WIDTH + 2 else ["  - " + text.replace(", ", "\n    ")]
    return lines


def _pot_of_guest(season: Season, club: str) -> str:
    """Return the pot of a guest; in the first stage those that hosted the second leg stand in the first."""
    if season.entered[club] == "group-stage":
        return ", pot: 4"
    hosted = any(tie.clubs[1] == club for stage in season.before_groups() for tie in season.ties[stage])
    return ", pot: 1" if hosted else ""


def _draws(season: Season) -> list[str]:
    lines = []
    before = season.given.get("before", {})
    for stage in season.rules.stages:
        drawn = isinstance(stage, GroupStage) or stage.pairing.method == "draw"
        if not drawn:
            continue
        earlier = before.get(stage.id, "")
        number = {t.winner: k + 1 for k, t in enumerate(season.ties.get(earlier, []))}

        def name(club: str, earlier: str = earlier, number: dict[str, int] = number) -> str:
            return f'"{earlier}:{number[club]}"' if club in number else club

        lines.append(f"  - stage: {stage.id}")
        if day := season.given.get("drawn", {}).get(stage.id):
            lines.append(f"    date: {day}")
        if isinstance(stage, GroupStage):
            lines.append("    groups:")
            for group, clubs in season.groups.items():
                lines.append(f"      {_key(group)}: [{', '.join(map(name, clubs))}]")
        else:
            lines.append("    ties:")
            for tie in season.ties[stage.id]:
                lines.append(f"      - [{', '.join(map(name, reversed(tie.clubs)))}]")
        lines.append(f"    source: {season.given['source'].get(stage.id, 'draw')}")
    return lines


def _key(group: str) -> str:
    return f'"{group}"' if group.isdigit() else group


def _irregular(season: Season) -> list[str]:
    lines = []
    seen: dict[frozenset[str], int] = defaultdict(int)
    for match in season.matches:
        pair = frozenset((match["home"], match["away"], match["stage"]))
        seen[pair] += 1
        if match["awarded_home"] is None:
            continue
        lines += [
            "  - what: awarded",
            f"    stage: {match['stage']}",
            f"    clubs: [{match['home']}, {match['away']}]",
            f"    leg: {seen[pair]}",
            f"    score: [{match['awarded_home']}, {match['awarded_away']}]",
            f"    date: {match['date']}",
            f"    note: {match['note']}",
            "    source: award",
        ]
    return lines + [f"  {line}" for line in str(season.given.get("irregular", "")).rstrip().splitlines()]


def _record(season: Season) -> list[str]:
    last = max(match["date"] for match in season.matches)
    lines = ["  complete: true", f"  until: {last}", "  groups:"]
    lines += [f"    {_key(name)}: [{', '.join(order)}]" for name, order in published(season).items()]
    lines.append("  ties:")
    for stage in season.rules.stages:
        if stage.id not in season.ties:
            continue
        lines.append(f"    {stage.id}:")
        for tie in season.ties[stage.id]:
            parts = [f"clubs: [{', '.join(tie.clubs)}]", f"winner: {tie.winner}"]
            if not tie.without_hosts:
                parts.insert(1, f"first-leg-host: {tie.clubs[0]}")
            line = f"      - {{{', '.join(parts)}}}"
            broken = [f"      - {parts[0]}", *(f"        {part}" for part in parts[1:])]
            lines += [line] if len(line) <= _WIDTH else broken
    champion = season.given["champion"]
    lines += [f"  champion: {champion}", "  berths:"]
    other = {str(award): list(clubs) for award, clubs in season.given.get("berths", {}).items()}
    for award in season.rules.awards:
        clubs = other.get(award.id, [champion])
        if award.into == "copa-sudamericana":
            clubs = other.get(award.id) or dropped(season, award.id)
        line = f"    {award.id}: [{', '.join(clubs)}]"
        if clubs:
            lines += [line] if len(line) <= _WIDTH else [f"    {award.id}:", *(f"      - {club}" for club in clubs)]
    return lines


def dropped(season: Season, award: str) -> list[str]:
    """Return the clubs of this edition that entered the Copa Sudamericana of the year at the stage of an award."""
    rows = duckdb.execute(
        f"""select stage, date, unnest([home, away]) from '{FACTS}/matches.parquet'
        where competition = 'conmebol-sudamericana' and edition = '{season.year}' order by date"""
    ).fetchall()
    first: dict[str, str] = {}
    for stage, _, club in rows:
        first.setdefault(club, stage)
    return sorted(club for club in season.entered if first.get(club) == _SUDAMERICANA[award])


def _comment(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _source(key: str, title: str, sure: str) -> list[str]:
    line = f'  {key}: {{title: "{title}", confidence: {sure}}}'
    if len(line) <= _WIDTH:
        return [line]
    folded = textwrap.wrap(title, _WIDTH, initial_indent="      ", subsequent_indent="      ")
    return [f"  {key}:", "    title: >-", *folded, f"    confidence: {sure}"]


def write(season: Season) -> str:
    """Return the document."""
    given, year = season.given, season.year
    order = ranking(season)
    lines = _comment(given["head"])
    lines += [
        "kind: edition",
        f"id: copa-libertadores-{year}",
        f"title: Copa Libertadores {year}",
        f"format: {season.rules.id}",
        f"year: {year}",
        f"starts: {season.matches[0]['date']}",
        f"title-holder: {given['holder']}",
        f'results: {{competition: conmebol-libertadores, edition: "{year}"}}',
        "",
        "sources:",
        *(line for key, (title, sure) in given["sources"].items() for line in _source(key, title, sure)),
        "",
        f"source: {{{', '.join(f'{key}: {name}' for key, name in given['source'].items() if key in _SOURCED)}}}",
        "",
        "slots:",
        *_slots(season, order),
        "",
        *_comment(given["ranked"]),
        "ranking:",
        *(f"  - {club}" for club in order),
        "",
        "dates:",
    ]
    for stage in season.rules.stages:
        days = [match["date"] for match in season.of(stage.id)]
        first, last = given.get("dates", {}).get(stage.id, (min(days), max(days)))
        lines.append(f"  {stage.id}: [{first}, {last}]")
    lines += ["", "draws:", *_draws(season)]
    if irregular := _irregular(season):
        lines += ["", "irregular:", *irregular]
    lines += ["", "record:", *_record(season)]
    if venue := given.get("venue"):
        lines += ["", "venues:", "  final:", *(f"    {key}: {value}" for key, value in venue.items())]
    lines += ["", "notes:"]
    for note in given["notes"]:
        lines += textwrap.wrap(note, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    year_, path_ = int(sys.argv[1]), Path(sys.argv[2])
    sys.stdout.write(write(gather(year_, YAML(typ="safe").load(path_.read_text(encoding="utf-8")))))
