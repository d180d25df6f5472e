"""How each kind of question is answered: one function a kind, from text to plain data, in a worker thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, cast

from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question, number_of
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings
    from cupwright.rulebook import Proposal
    from cupwright.study.comparison import Comparisons

__all__ = ["KINDS", "MOST_PROPOSALS", "answer"]

MOST_PROPOSALS = 4

Ask = Callable[[Question, LabSettings, Tell], dict[str, Any]]
KINDS: dict[str, Ask] = {}
"""What can be asked, by the name of its kind."""


def _kind(name: str) -> Callable[[Ask], Ask]:
    def keep(ask: Ask) -> Ask:
        KINDS[name] = ask
        return ask

    return keep


def answer(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Answer a question.

    Raises
    ------
    CupwrightError
        If it cannot be answered.
    """
    return KINDS[asked.kind](asked, settings, tell)


def _ratings(settings: LabSettings, links: str = "") -> RatingSettings:
    from dataclasses import replace

    from cupwright.ratings import RatingSettings

    chosen = RatingSettings() if settings.model is None else RatingSettings(model=settings.model)
    if not links:
        return chosen
    known: dict[str, Literal["direct+bridge", "direct", "none"]] = {
        "direct+bridge": "direct+bridge", "direct": "direct", "none": "none",
    }  # fmt: skip
    if links not in known:
        raise CupwrightError.of("links", f"`{links[:40]}` is no choice of links", facts=[", ".join(known)])
    return replace(chosen, links=known[links])


def _of_library(name: str, *shelves: str) -> str:
    """Return a name if the library has it on one of these shelves; nothing that came in an address is a path."""
    from cupwright.errors import did_you_mean
    from cupwright.rulebook import list_documents

    known = [found for found, path in list_documents().items() if path.parent.name in shelves]
    if name in known:
        return name
    raise CupwrightError.of(
        "unknown-document", f"there is no document `{name[:80]}`", hint=did_you_mean(name[:80], known)
    )


def _choice(text: str) -> str | int | bool:
    """Read the choice of a parameter as YAML has it."""
    words: dict[str, bool] = {"true": True, "false": False}
    return words[text] if text in words else number_of(text, "choice") if text.isdecimal() else text


def _sent(asked: Question) -> Proposal | None:
    """Return the proposal whose text is in the question."""
    from cupwright.app.web.uploads import unpacked
    from cupwright.rulebook import proposal_of_text
    from cupwright.study.documents import known_clubs

    packed = asked.get("document")
    return proposal_of_text(unpacked(packed), known_clubs()) if packed else None


def _worlds(asked: Question, settings: LabSettings) -> int:
    return number_of(asked.get("worlds", str(settings.worlds)), "number of worlds", 100, settings.most_worlds)


@_kind("compare")
def compare(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Compare an edition with proposals: ``answers``, one for each."""
    from cupwright.study.compare import compare as ask

    base = _of_library(asked.get("base"), "editions")
    names = [name for name in asked.get("proposals").split(",") if name][: MOST_PROPOSALS + 1]
    if len(names) > MOST_PROPOSALS:
        raise CupwrightError.of("proposals", f"at most {MOST_PROPOSALS} proposals are compared at once")
    sent = _sent(asked)
    others: list[Any] = [_of_library(name, "proposals", "editions") for name in names]
    # A first answer leaves the metrics out and the other settings of the ratings; some need the metrics only.
    quick = asked.get("quick")
    found = ask(
        base, [*others, sent] if sent is not None else others, worlds=_worlds(asked, settings),
        seed=asked.whole("seed", 7), as_of=asked.get("as-of") or None, threads=settings.threads,
        settings=_ratings(settings, asked.get("links")),
        parameters={name: _choice(value) for name, value in asked.under("set.").items()},
        sensitivity=settings.sensitivity and not quick, metrics=quick != "yes", progress=tell,
    )  # fmt: skip
    # The year of the guests belongs to a whole answer: a club's page and a first answer do without.
    answers = [dict(one.to_dict() if quick else one.for_a_page()) for one in cast("Comparisons", found)]
    if sent is not None:
        origin = answers[-1]["provenance"]
        answers[-1]["provenance"] = {
            **origin,
            "command": origin["command"].replace(f" {sent.id} ", f" {sent.id}.yaml "),
        }
    return {"answers": answers, "provenance": answers[0]["provenance"]}


@_kind("odds")
def odds(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Odds of an edition under way, with results put in; of a proposal, from its eve."""
    from cupwright.app.web.results import fixed_of
    from cupwright.study.simulate import simulate
    from cupwright.study.what_if import what_if

    name = _of_library(asked.get("edition"), "editions", "proposals")
    shared: dict[str, Any] = {
        "worlds": _worlds(asked, settings), "seed": asked.whole("seed", 7), "as_of": asked.get("as-of") or None,
        "threads": settings.threads, "settings": _ratings(settings), "progress": tell,
    }  # fmt: skip
    if _is_edition(name):
        return what_if(name, fixed_of(asked.under("result.")), **shared).to_dict()
    return simulate(name, **shared).to_dict()


@_kind("open")
def open_(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the matches of an edition that are to be played, and the day they are open on."""
    from cupwright.study.documents import base_edition
    from cupwright.study.open_matches import open_matches
    from cupwright.study.provenance import provenance_of
    from cupwright.study.what_if import eve_under_way, names_of

    tell(0, 0, "replaying")
    noun = base_edition(_of_library(asked.get("edition"), "editions"))
    eve = eve_under_way(noun, _day(asked.get("as-of")))
    return {
        "edition": noun.id,
        "as_of": None if eve.as_of is None else str(eve.as_of),
        "matches": [match.to_dict() for match in open_matches(noun, eve.known)],
        "titles": {"stages": {stage.id: stage.title for stage in noun.format.stages}, "clubs": names_of(noun)},
        "starts": str(noun.starts),
        "provenance": provenance_of([noun], f"cupwright replay {noun.id}"),
    }


@_kind("swings")
def swings(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """What the next matches do to the odds."""
    from cupwright.study.swings import swings as ask

    name = _of_library(asked.get("edition"), "editions")
    return ask(name, as_of=asked.get("as-of") or None, worlds=settings.swing_worlds, seed=asked.whole("seed", 7),
               threads=settings.threads, settings=_ratings(settings), progress=tell)  # fmt: skip


@_kind("course")
def course(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the title odds of an edition over time."""
    from cupwright.study.season_course import season_course

    name = _of_library(asked.get("edition"), "editions")
    return season_course(name, worlds=settings.swing_worlds, seed=asked.whole("seed", 7), threads=settings.threads,
                         settings=_ratings(settings), progress=tell)  # fmt: skip


@_kind("replay")
def replay(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return an edition as it was played: ``page`` (what its page shows), ``season``, ``verdict``, ``under_way``."""
    from dataclasses import asdict

    from cupwright.data.places import clubs
    from cupwright.report.season_html import season_parts
    from cupwright.study.entries import entry_of
    from cupwright.study.provenance import provenance_of
    from cupwright.study.replaying import replay as ask

    name, day = _of_library(asked.get("edition"), "editions"), asked.get("as-of")
    tell(0, 0, "replaying")
    played = ask(name, day or None)
    entry = entry_of(played).to_dict()
    command = f"cupwright replay {name}" + (f" --as-of {day}" if day else "")
    origin = provenance_of([played.edition], command)
    names = {club: found.name for club, found in clubs().items()}
    season = played.season
    return {
        "edition": name,
        "title": played.edition.title,
        "competition": played.edition.format.competition,
        "year": played.edition.year,
        "clubs": {club: names.get(club, club) for club in played.edition.clubs},
        "page": season_parts(played, entry, names),
        "season": _plain(asdict(season)),
        "verdict": entry,
        "under_way": not season.champion,
        "until": None if season.until is None else str(season.until),
        "provenance": origin,
    }


@_kind("journeys")
def journeys(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the journeys of an edition's clubs, and their lengths."""
    from dataclasses import asdict

    from cupwright.report.travel_map import MOST_JOURNEYS, travel_table
    from cupwright.study.journeys import journeys_of
    from cupwright.study.provenance import provenance_of

    name = _of_library(asked.get("edition"), "editions")
    tell(0, 0, "looking it up")
    made = journeys_of(name)[:MOST_JOURNEYS]
    return {
        "edition": name,
        "journeys": [[asdict(first), asdict(second)] for first, second in made],
        "rows": travel_table([(first, second, "") for first, second in made]) if made else [],
        "provenance": {**provenance_of([], f"cupwright replay {name}"), "documents_hash": ""},
    }


@_kind("register")
def register(_asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return every edition of the library and whether its replay agrees with the record."""
    from cupwright.study.provenance import provenance_of
    from cupwright.study.register import register as ask

    found = ask(progress=tell)
    return {"editions": [entry.to_dict() for entry in found], "provenance": provenance_of([], "cupwright replay --all")}


@_kind("ratings")
def ratings(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the strength of every club of the confederations asked for, and of leagues and confederations."""
    from cupwright.data.places import clubs
    from cupwright.study.rating import rate
    from cupwright.study.rating_over import level_rows

    tell(0, 0, "rating all clubs (kept for the next time)")
    found = rate(_day(asked.get("until")), _ratings(settings))
    known = clubs()
    wanted = [club for club in found if club in known and known[club].confederation in ("CONMEBOL", "CONCACAF")]
    rows: list[dict[str, Any]] = []
    for rating in found.of(wanted):
        low, high = rating.interval(0.9)
        club = known[rating.club]
        rows.append({
            "club": rating.club, "name": club.name, "country": club.country, "confederation": club.confederation,
            "mean": rating.mean, "low": low, "high": high, "rated": rating.rated,
            "last_match": None if rating.last_match is None else str(rating.last_match),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["mean"], row["club"]))
    command = f"cupwright rate --until {found.until}"
    return {"until": str(found.until), "model": found.model, "ratings": rows, **level_rows(found),
            "provenance": _origin(command)}  # fmt: skip


@_kind("strengths")
def strengths(_asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the strength of every club of the two confederations, once a year, each by what was known."""
    from cupwright.data.places import clubs
    from cupwright.study.rating_over import days_of, rated_on

    span = f"{settings.strengths_since}:"
    days = days_of(span, "1y")
    wanted = [name for name, club in clubs().items() if club.confederation in ("CONMEBOL", "CONCACAF")]
    found: dict[str, list[Any]] = {}
    for number, (_, ratings) in enumerate(rated_on(days, _ratings(settings))):
        tell(number, len(days), "rating all clubs on a row of days")
        held = set(ratings)
        for rating in ratings.of([club for club in wanted if club in held]):
            if rating.rated:
                low, high = rating.interval(0.9)
                found.setdefault(rating.club, []).append([number, *(round(x, 4) for x in (rating.mean, low, high))])
    return {"days": [str(day) for day in days], "clubs": found,
            "provenance": _origin(f"cupwright rate --over {span} --every 1y --format csv")}  # fmt: skip


@_kind("forecast")
def forecast(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Forecast a match."""
    from cupwright.study.forecasting import forecast as ask

    found = ask(_club(asked.get("home")), _club(asked.get("away")), asked.get("date") or None,
                venue=asked.get("venue", "home"), settings=_ratings(settings), progress=tell)  # fmt: skip
    return found.to_dict()


@_kind("club")
def club(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return what the facts hold of a club: who it is, and its matches by edition."""
    from dataclasses import asdict

    from cupwright.data.club_record import club_record
    from cupwright.data.places import clubs, ground_at

    tell(0, 0, "looking it up")
    name = _club(asked.get("club"))
    ground = ground_at(name, dt.date.fromisoformat("2026-01-01"))
    return {
        "club": _plain(asdict(clubs()[name])),
        "ground": None if ground is None else _plain(asdict(ground)),
        "record": [_plain(asdict(row)) for row in club_record(name)],
        "provenance": _origin(f"cupwright rate {name}"),
    }


@_kind("year")
def year(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the matches of a club in the year of a cup, and whether all can be kept; no clubs if it is in no field."""
    from cupwright.study.calendar_club import club_year

    tell(0, 0, "looking it up")
    name = _club(asked.get("club"))
    documents = [_of_library(one, "editions", "proposals") for one in asked.get("of").split(",")]
    found = club_year(name, documents[: MOST_PROPOSALS + 1])
    return {"document": "", "clubs": [], "provenance": _origin(f"cupwright rate {name}"), **(found or {})}


@_kind("coverage")
def coverage(_asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return what the facts hold: sources, editions, sizes."""
    from dataclasses import asdict

    from cupwright.data.api import coverage as held
    from cupwright.data.api import info, list_sources

    tell(0, 0, "counting")
    about = info()
    return {
        "sources": [_plain(asdict(row)) for row in list_sources()],
        "coverage": [_plain(asdict(row)) for row in held()],
        "rows": about["rows"], "first": str(about["first_date"]), "last": str(about["last_date"]),
        "version": about["version"], "imports": len(about["imports"]),
        "provenance": _origin("cupwright data coverage"),
    }  # fmt: skip


@_kind("gap")
def gap(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return how two leagues compare, and what carries it."""
    from cupwright.study.gap import gap_of
    from cupwright.study.rating import rate

    tell(0, 0, "rating all clubs (kept for the next time)")
    pair = asked.get("of", "BRA"), asked.get("over", "MEX")
    found = gap_of(pair, rate(_day(asked.get("until")), _ratings(settings)), tell)
    return {**found, "provenance": _origin(f"cupwright rate --gap {pair[0]} {pair[1]}")}


def _origin(command: str) -> dict[str, Any]:
    from cupwright.study.provenance import provenance_of

    return {**provenance_of([], command), "documents_hash": ""}


def _day(text: str) -> dt.date | None:
    from cupwright.study.rating import as_day

    return as_day(text, "the date of the ratings") if text else None


def _club(name: str) -> str:
    """Return a club by its id or a name that it alone bears."""
    from cupwright.data.names import resolve_club
    from cupwright.data.places import clubs

    return name if name in clubs() else resolve_club(name)


def _is_edition(name: str) -> bool:
    from cupwright.rulebook import list_documents

    return list_documents()[name].parent.name == "editions"


def _plain(value: Any) -> Any:
    """Return nested data with its dates as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
