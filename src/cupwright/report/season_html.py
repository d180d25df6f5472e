"""The replay of one edition as a page: as an HTML file in English, and its parts in any of the four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Irregular, TieStage
from cupwright.football.outcomes import Placing, TieOutcome
from cupwright.report.bracket import trees
from cupwright.report.bracket_svg import bracket_svg
from cupwright.report.explaining import club_names
from cupwright.report.html import render
from cupwright.report.locales import Language
from cupwright.report.retelling import Teller
from cupwright.report.season import bracket_stages
from cupwright.report.sources_of import sources_of
from cupwright.report.tie_words import (
    ENGLISH,
    Names,
    criterion_words,
    decided_words,
    host_words,
    hosted_words,
    name_of,
    paired_words,
    reason_words,
    score_words,
    table_title,
)

if TYPE_CHECKING:
    from cupwright.study.replaying import Replay

__all__ = ["IRREGULAR", "SURE", "season_html", "season_parts", "status_words", "verdict_words"]

Row = Mapping[str, Any]

IRREGULAR = {
    "advanced": "advanced", "awarded": "awarded", "moved": "moved", "not-played": "not played", "played": "played",
    "points": "points", "walkover": "walkover",
}  # fmt: skip
"""What a fact is that a score cannot say, by the name that documents use."""
SURE = {"high": "high", "medium": "medium", "low": "low"}
"""How sure a source is."""

_VALUES = {
    "points": lambda row: str(row.points),
    "goal-difference": lambda row: _difference(row.goal_difference),
    "goals-for": lambda row: str(row.goals_for),
    "away-goals": lambda row: str(row.away_goals),
    "wins": lambda row: str(row.won),
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A replay, and the names and the language that it is told with."""

    played: Replay
    club: Names
    stage: Names
    say: Language


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


def season_parts(played: Replay, entry: Row, club: Names, say: Language = ENGLISH) -> dict[str, Any]:
    """Return what the page of a replay shows, as plain data.

    Parameters
    ----------
    played
        The replay.
    entry
        What the register says of it, as ``replay --all --format json`` has it.
    club
        Names of clubs.
    say
        Language of the page.
    """
    edition, season, rules = played.edition, played.season, played.edition.format
    titles = {stage.id: say.stage(stage.id, stage.title) for stage in rules.stages}
    awards = {award.id: say.award(award.title) for award in rules.awards}
    own = {name: club[name] for name in edition.clubs if name in club}
    rounds = bracket_stages(rules, list(titles))
    drawn = [tie for tie in season.ties if tie.stage in rounds]
    teller, told = Teller(say, club, titles, awards, own), _Told(played, club, titles, say)

    def again(line: str) -> dict[str, Any]:
        return asdict(teller.tell(line))

    return {
        "title": edition.title,
        "entry": entry,
        "rules": rules.title,
        "status": status_words(entry["status"], say),
        "verdict": verdict_words(entry, club, say),
        "figures": _figures(entry, club, say),
        "differences": [again(line) for line in entry["differences"]],
        "exceptions": [{**item, "what": again(item["what"])} for item in entry["exceptions"]],
        "missing": [again(line) for line in entry["missing"]],
        "bracket": bracket_svg(trees(drawn, rounds), [titles[name] for name in rounds], club, say)
        if len({tie.stage for tie in drawn}) > 1
        else "",
        "stages": [_stage(told, stage) for stage in titles],
        "berths": [{"title": name_of(awards, berth.award), "clubs": club_names(berth, club, say),
                 "chain": [again(step) for step in berth.chain]} for berth in season.berths],
        "irregular": [_irregular(fact, told) for fact in edition.irregular],
        "sources": [{**source, "confidence": say.pgettext("confidence", SURE[source["confidence"]])}
                    for source in sources_of(edition)],
        "notes": [*rules.notes, *edition.notes],
        "until": say.date(season.until),
    }  # fmt: skip


def status_words(status: str, say: Language = ENGLISH) -> str:
    """Return what an edition is in a word."""
    words = {
        "reproduced": say.text("reproduced"), "partial": say.text("partly known"), "differs": say.text("differs"),
        "error": say.text("failed"),
    }  # fmt: skip
    return words.get(status, status)


def verdict_words(entry: Row, club: Names, say: Language = ENGLISH) -> str:
    """Return the verdict on an edition in a sentence or two."""
    champion, exceptions = name_of(club, entry["champion"]["computed"]), len(entry["exceptions"])
    if entry["status"] == "error":
        return say.text("This edition could not be replayed.")
    if entry["status"] == "differs":
        return say.plural(
            "The rules, fed with the results, say something else than the record in %(num)s point.",
            "The rules, fed with the results, say something else than the record in %(num)s points.",
            len(entry["differences"]),
        )
    if entry["status"] == "reproduced" and exceptions:
        return say.plural(
            "Everything on record came out of the rules and the results alone, but for %(num)s accepted exception with "
            "a sourced reason. Champion: %(club)s.",
            "Everything on record came out of the rules and the results alone, but for %(num)s accepted exceptions "
            "with a sourced reason. Champion: %(club)s.",
            exceptions, club=champion,
        )  # fmt: skip
    if entry["status"] == "reproduced":
        return say.text(
            "Everything on record came out of the rules and the results alone. Champion: %(club)s.", club=champion
        )
    if exceptions:
        return say.plural(
            "Nothing differs from the record, but for %(num)s accepted exception with a sourced reason, but the "
            "results do not say everything.",
            "Nothing differs from the record, but for %(num)s accepted exceptions with a sourced reason, but the "
            "results do not say everything.",
            exceptions,
        )
    return say.text("Nothing differs from the record, but the results do not say everything.")


def _figures(entry: Row, club: Names, say: Language) -> list[dict[str, str]]:
    made, known = entry["champion"]["computed"], entry["champion"]["recorded"]
    note = ""
    if made != known:
        on_record = say.text("on record %(club)s", club=name_of(club, known))
        note = on_record if known else say.text("not yet on record")
    value = name_of(club, made) if made else say.text("open")
    figures = [{"label": say.text("Champion"), "value": value, "note": note}]
    labels = {
        "groups": say.text("Tables in order"),
        "ties": say.text("Ties won as on record"),
        "pairings": say.text("Pairings not drawn"),
        "hosts": say.text("Hosts of the first leg"),
        "access": say.text("Slots as the access list has them"),
        "berths": say.text("Berths"),
    }
    for name, label in labels.items():
        share = entry[name]
        if share["total"]:
            value = say.text("%(right)s of %(total)s", right=share["right"], total=share["total"])
            figures.append({"label": label, "value": value, "note": ""})
    return figures


def _stage(told: _Told, name: str) -> dict[str, Any]:
    season, rules, say = told.played.season, told.played.edition.format, told.say
    stage = rules.stage(name)
    placings = [line for line in season.placings if line.stage == name]
    overall = [line for line in season.overall if line.stage == name]
    advance = 0 if isinstance(stage, TieStage) else stage.advance
    tables = [
        {"title": table_title(rules, name, group, say) or told.stage[name], "advance": advance,
         "rows": _rows(told, list(lines))}
        for group, lines in groupby(placings, key=lambda line: line.group)
    ]  # fmt: skip
    if overall:
        tables.append({"title": say.text("Overall table"), "advance": 0, "rows": _rows(told, overall)})
    tiebreak = () if isinstance(stage, TieStage) else stage.tiebreak
    return {
        "id": name,
        "title": stage.title,
        "criteria": ", ".join(criterion_words(item, say) for item in tiebreak),
        "settle": ", ".join(reason_words(item, say) for item in stage.settle) if isinstance(stage, TieStage) else "",
        "tables": tables,
        "ties": [_tie(told, tie) for tie in season.ties if tie.stage == name],
    }


def _difference(goals: int) -> str:
    return ENGLISH.signed(goals).replace("±0", "0")


def _rows(told: _Told, lines: list[Placing]) -> list[dict[str, Any]]:
    club, say = told.club, told.say
    codes = {slot.club: slot.association for slot in told.played.edition.slots}
    rows = []
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        row = line.row
        why = criterion_words(line.decided_by, say)
        counts = (row.played, row.won, row.drawn, row.lost, row.goals_for, row.goals_against)
        rows.append({
            "place": line.place, "club": name_of(club, line.club), "code": codes.get(line.club, ""),
            "counts": [*counts, _difference(row.goal_difference), row.points], "why": why,
            "hover": _hover(told, line, below, why) if below is not None and line.decided_by else "",
        })  # fmt: skip
    return rows


def _hover(told: _Told, line: Placing, below: Placing, why: str) -> str:
    words = {"club": name_of(told.club, line.club), "other": name_of(told.club, below.club), "why": why}
    value = _VALUES.get(line.decided_by)
    if value is None:
        return told.say.text("%(club)s stand above %(other)s by %(why)s", **words)
    return told.say.text(
        "%(club)s stand above %(other)s by %(why)s: %(own)s against %(others)s",
        own=value(line.row), others=value(below.row), **words,
    )  # fmt: skip


def _tie(told: _Told, tie: TieOutcome) -> dict[str, Any]:
    club, say = told.club, told.say
    paired = paired_words(tie.paired_by, say)
    if any(tie.seeding):
        why = say.text("Paired by %(what)s; %(one)s v %(other)s of the seeding.",
                       what=paired, one=tie.seeding[0], other=tie.seeding[1])  # fmt: skip
    else:
        why = say.text("Paired by %(what)s.", what=paired)
    return {
        "clubs": [{"name": name_of(club, name), "won": name == tie.winner} for name in tie.clubs],
        "score": score_words(tie, short=True, say=say),
        "winner": name_of(club, tie.winner) if tie.winner else say.text("open"),
        "decided": decided_words(tie, say),
        "why": f"{why} {_hosted(told, tie)}",
    }


def _hosted(told: _Told, tie: TieOutcome) -> str:
    say = told.say
    if tie.hosted_by == "neutral":
        return say.text("On neutral ground.")
    if not tie.hosted_by:
        return say.text("Host not known.")
    where, host = host_words(tie, say)
    words = f"{where}: {name_of(told.club, host)}, {hosted_words(tie.hosted_by, say)}."
    return words[:1].upper() + words[1:]


def _irregular(fact: Irregular, told: _Told) -> dict[str, str]:
    say = told.say
    clubs = " – ".join(name_of(told.club, name) for name in fact.clubs)
    score = f" {fact.score[0]}–{fact.score[1]}" if fact.score else ""
    said = [f"{clubs}{score}"]
    if fact.winner:
        said.append(say.text("%(club)s went on", club=name_of(told.club, fact.winner)))
    if fact.points:
        said.append(say.text("%(points)s points", points=say.signed(fact.points)))
    where = [name_of(told.stage, fact.stage), *([say.text("leg %(number)s", number=fact.leg)] if fact.leg else [])]
    return {
        "what": say.pgettext("irregular", IRREGULAR[fact.what]), "where": ", ".join(where),
        "clubs": ", ".join(said), "note": fact.note, "source": fact.source.title if fact.source else "",
    }  # fmt: skip
