"""The replay of one edition as an HTML file: everything inline, readable on a phone and on paper, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Edition, Irregular, TieStage
from cupwright.football.outcomes import Placing, Season, TieOutcome
from cupwright.report.bracket import trees
from cupwright.report.bracket_svg import bracket_svg
from cupwright.report.explaining import club_names
from cupwright.report.html import render
from cupwright.report.numbers import date_words, plural, signed
from cupwright.report.season import bracket_stages
from cupwright.report.sources_of import sources_of
from cupwright.report.tie_words import (
    HOSTED,
    PAIRED,
    Names,
    criterion_words,
    decided_words,
    host_words,
    name_of,
    reason_words,
    score_words,
    spelt,
    table_title,
)

if TYPE_CHECKING:
    from cupwright.study.replaying import Replay

__all__ = ["season_html", "season_parts", "verdict_words"]

Row = Mapping[str, Any]

_VALUES = {
    "points": lambda row: str(row.points),
    "goal-difference": lambda row: signed(row.goal_difference).replace("±0", "0"),
    "goals-for": lambda row: str(row.goals_for),
    "away-goals": lambda row: str(row.away_goals),
    "wins": lambda row: str(row.won),
}


def season_html(played: Replay, entry: Row, club: Names, provenance: Row, index: str = "") -> str:
    """Return the page of a replay.

    Parameters
    ----------
    played, entry, club
        As in :func:`season_parts`.
    provenance
        Version, hashes and command.
    index
        Where the page of all editions is, if there is one.
    """
    return render("season.html.j2", index=index, **season_parts(played, entry, club), **provenance)


def season_parts(played: Replay, entry: Row, club: Names) -> dict[str, Any]:
    """Return what the page of a replay shows, as plain data.

    Parameters
    ----------
    played
        The replay.
    entry
        What the register says of it, as ``replay --all --format json`` has it.
    club
        Names of clubs.
    """
    edition, season, rules = played.edition, played.season, played.edition.format
    titles = {stage.id: stage.title for stage in rules.stages}
    awards = {award.id: award.title for award in rules.awards}
    own = {name: club[name] for name in edition.clubs if name in club}
    rounds = bracket_stages(rules, list(titles))
    drawn = [tie for tie in season.ties if tie.stage in rounds]

    def said(text: str) -> str:
        return spelt(text, club, titles, awards, bare=own)

    return {
        "title": edition.title,
        "entry": entry,
        "rules": rules.title,
        "verdict": verdict_words(entry, club),
        "figures": _figures(entry, club),
        "differences": [said(line) for line in entry["differences"]],
        "exceptions": [{**item, "what": said(item["what"])} for item in entry["exceptions"]],
        "missing": [said(line) for line in entry["missing"]],
        "bracket": bracket_svg(trees(drawn, rounds), [titles[name] for name in rounds], club)
        if len({tie.stage for tie in drawn}) > 1
        else "",
        "stages": [_stage(played, stage, club) for stage in titles],
        "berths": [{"title": name_of(awards, berth.award), "clubs": club_names(berth, club),
                 "chain": [said(step) for step in berth.chain]} for berth in season.berths],
        "irregular": [_irregular(fact, titles, club) for fact in edition.irregular],
        "sources": sources_of(edition),
        "notes": [*rules.notes, *edition.notes],
        "until": date_words(season.until),
    }  # fmt: skip


def verdict_words(entry: Row, club: Names) -> str:
    """Return the verdict on an edition in a sentence or two."""
    champion = name_of(club, entry["champion"]["computed"])
    if entry["status"] == "error":
        return "This edition could not be replayed."
    if entry["status"] == "differs":
        return f"The rules, fed with the results, say something else than the record in {_points(entry)}."
    exceptions = len(entry["exceptions"])
    but = f", but for {plural(exceptions, 'accepted exception')} with a sourced reason" if exceptions else ""
    if entry["status"] == "reproduced":
        return f"Everything on record came out of the rules and the results alone{but}. Champion: {champion}."
    return f"Nothing differs from the record{but}, but the results do not say everything."


def _points(entry: Row) -> str:
    return plural(len(entry["differences"]), "point")


def _figures(entry: Row, club: Names) -> list[dict[str, str]]:
    made, known = entry["champion"]["computed"], entry["champion"]["recorded"]
    note = "" if made == known else f"on record {name_of(club, known)}" if known else "not yet on record"
    figures = [{"label": "Champion", "value": name_of(club, made) if made else "open", "note": note}]
    labels = {
        "groups": "Tables in order", "ties": "Ties won as on record", "pairings": "Pairings not drawn",
        "hosts": "Hosts of the first leg", "access": "Slots as the access list has them", "berths": "Berths",
    }  # fmt: skip
    for name, label in labels.items():
        share = entry[name]
        if share["total"]:
            figures.append({"label": label, "value": f"{share['right']} of {share['total']}", "note": ""})
    return figures


def _stage(played: Replay, name: str, club: Names) -> dict[str, Any]:
    season, rules = played.season, played.edition.format
    stage = rules.stage(name)
    placings = [line for line in season.placings if line.stage == name]
    overall = [line for line in season.overall if line.stage == name]
    advance = 0 if isinstance(stage, TieStage) else stage.advance

    def rows(lines: Iterable[Placing]) -> list[dict[str, Any]]:
        return _rows(played.edition, list(lines), club)

    tables = [
        {"title": table_title(rules, name, group) or stage.title, "advance": advance, "rows": rows(lines)}
        for group, lines in groupby(placings, key=lambda line: line.group)
    ]
    tiebreak = () if isinstance(stage, TieStage) else stage.tiebreak
    return {
        "id": name,
        "title": stage.title,
        "criteria": ", ".join(criterion_words(item) for item in tiebreak),
        "settle": ", ".join(reason_words(item) for item in stage.settle) if isinstance(stage, TieStage) else "",
        "tables": [*tables, *([{"title": "Overall table", "advance": 0, "rows": rows(overall)}] if overall else [])],
        "ties": [_tie(season, tie, club) for tie in season.ties if tie.stage == name],
    }


def _rows(edition: Edition, lines: list[Placing], club: Names) -> list[dict[str, Any]]:
    codes = {slot.club: slot.association for slot in edition.slots}
    rows = []
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        row = line.row
        why, hover = criterion_words(line.decided_by), ""
        if below is not None and line.decided_by:
            hover = f"{name_of(club, line.club)} stand above {name_of(club, below.club)} by {why}"
            value = _VALUES.get(line.decided_by)
            if value is not None:
                hover += f": {value(row)} against {value(below.row)}"
        counts = (row.played, row.won, row.drawn, row.lost, row.goals_for, row.goals_against)
        rows.append({
            "place": line.place, "club": name_of(club, line.club), "code": codes.get(line.club, ""),
            "counts": [*counts, signed(row.goal_difference).replace("±0", "0"), row.points], "why": why, "hover": hover,
        })  # fmt: skip
    return rows


def _tie(season: Season, tie: TieOutcome, club: Names) -> dict[str, Any]:
    where, host = host_words(tie)
    paired = f"Paired by {name_of(PAIRED, tie.paired_by)}"
    seeding = f"; {tie.seeding[0]} v {tie.seeding[1]} of the seeding" if any(tie.seeding) else ""
    if tie.hosted_by == "neutral":
        hosted = "on neutral ground"
    else:
        hosted = (
            f"{where}: {name_of(club, host)}, {name_of(HOSTED, tie.hosted_by)}" if tie.hosted_by else "host not known"
        )
    return {
        "clubs": [{"name": name_of(club, name), "won": name == tie.winner} for name in tie.clubs],
        "score": score_words(tie, short=True),
        "winner": name_of(club, tie.winner) if tie.winner else "open",
        "decided": decided_words(tie),
        "why": f"{paired}{seeding}. {hosted[:1].upper()}{hosted[1:]}.",
    }  # fmt: skip


def _irregular(fact: Irregular, titles: Names, club: Names) -> dict[str, str]:
    clubs = " v ".join(name_of(club, name) for name in fact.clubs)
    score = f" {fact.score[0]}–{fact.score[1]}" if fact.score else ""
    winner = f", {name_of(club, fact.winner)} went on" if fact.winner else ""
    points = f", {signed(fact.points)} points" if fact.points else ""
    leg = f", leg {fact.leg}" if fact.leg else ""
    return {
        "what": fact.what.replace("-", " "), "where": name_of(titles, fact.stage) + leg,
        "clubs": f"{clubs}{score}{winner}{points}", "note": fact.note,
        "source": fact.source.title if fact.source else "",
    }  # fmt: skip
