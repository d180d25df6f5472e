"""One year of a history: both rule books in the same worlds, and what a reader wants to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import LeagueStage
from cupwright.football.strengths import Strengths
from cupwright.study.atlas import FactsAtlas
from cupwright.study.berths import berth_rows
from cupwright.study.doubt import chance, mean_of
from cupwright.study.eve import eve_of
from cupwright.study.history_draws import held_draws
from cupwright.study.history_entered import entered_in_fact
from cupwright.study.history_reading import YearRead
from cupwright.study.history_width import widths_of
from cupwright.study.odds import any_guest, odds_rows
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, run_together
from cupwright.study.side import CHAMPION, Side
from cupwright.study.worlds import share_out

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["STAGES", "play_year", "refused_year"]

# The stages whose chances a history follows, where the format has them.
STAGES = ("group-stage", "round-of-16", "final", CHAMPION)
# Competitions of the whole world: who goes there if a guest wins is the question of every proposal.
_WORLD_CUPS = ("fifa-club-world-cup", "fifa-intercontinental-cup")


def refused_year(read: YearRead) -> dict[str, Any]:
    """Return the row of a year in which the proposal cannot hold."""
    title = read.edition.title if read.edition is not None else read.name
    return {"year": read.year, "edition": read.name, "title": title, "status": "refused", "reasons": list(read.reasons)}


def play_year(
    read: YearRead, held: bool, worlds: int, seed: int, threads: int | None, settings: RatingSettings | None,
    progress: Progress,
) -> tuple[dict[str, Any], bool]:  # fmt: skip
    """Play both rule books of a year on its eve; return its row, and whether all worlds were played.

    Parameters
    ----------
    read
        A year in which the proposal holds.
    held
        Whether the draws that the proposal keeps are held as they fell.

    Raises
    ------
    CupwrightError
        If a rule book cannot be played.
    KeyboardInterrupt
        If Ctrl-C came before any world of the year was finished.
    """
    from cupwright.engine import Known

    assert read.edition is not None
    assert read.amended is not None
    share, pair = share_out(worlds), (read.edition, read.amended)
    progress(0, 0, f"{read.year}: rating all clubs (kept for the next time)")
    ratings = rate(eve_of(read.edition, None).ratings_until, settings)
    known = [Known(), Known()]
    if held:
        leagues = {stage.id for stage in read.amended.format.stages if isinstance(stage, LeagueStage)}
        stages = {draw.stage for draw in read.amended.draws} | leagues
        known = [Known(draws=held_draws(read.edition, stages)), Known(draws=read.amended.draws)]
    strengths = draw_for(pair, ratings, share, seed)

    def tell(done: int, total: int, what: str) -> None:
        progress(done, total, f"{read.year}: {what}")

    runs = run_together(pair, strengths, known, share, seed, threads, tell)
    atlas = FactsAtlas(read.edition.starts)
    base, proposal = (
        Side(one, tally, strengths, read.edition.clubs, atlas, seed, facts, threads)
        for one, tally, facts in zip(pair, runs.tallies, known, strict=True)
    )
    odds = {(row["club"], row["stage"]): row for row in odds_rows(base, proposal)}
    champion = read.edition.record.champion
    guest = any_guest(proposal), any_guest(base)
    row = {
        "year": read.year,
        "edition": read.edition.id,
        "title": read.edition.title,
        "status": "played",
        "worlds": base.tally.total,
        "ratings_until": str(ratings.until),
        "guests": _guests(read, odds),
        "places": [_place(read, change, odds) for change in read.places],
        "picks": [_pick(pick) for pick in (read.reading.picks if read.reading else ())],
        "entered": _entered(read, strengths, odds) if held else [],
        "any_guest": {
            side: None if spread is None else chance(spread, one.gap).to_dict()
            for side, spread, one in zip(("proposal", "base"), guest, (proposal, base), strict=True)
        },
        "champion": {"club": champion, **_sides(odds, champion, CHAMPION)} if champion else None,
        "titles": _titles(odds),
        "berths": [_berth(row) for row in berth_rows(base, proposal) if row["into"] in _WORLD_CUPS],
        "money": _money(base, proposal, read),
        "widths": widths_of(read.edition, ratings),
        "left_out": list(read.reading.left_out if read.reading else ()),
        "notes": list(read.reading.notes if read.reading else ()),
    }
    return row, runs.complete


def _sides(odds: dict[tuple[str, str], dict[str, Any]], club: str, stage: str) -> dict[str, Any]:
    row = odds.get((club, stage), {})
    return {side: row.get(side) for side in ("base", "proposal", "change")}


def _reach(read: YearRead, odds: dict[tuple[str, str], dict[str, Any]], club: str) -> dict[str, Any]:
    assert read.edition is not None
    known = {stage.id for stage in read.edition.format.stages} | {CHAMPION}
    return {stage: _sides(odds, club, stage) for stage in STAGES if stage in known}


def _guests(read: YearRead, odds: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the guests of either rule book, with who they are and what they can hope for."""
    roles = {club: (role, source) for _, club, role, source in (read.reading.guests if read.reading else ())}
    slots = {slot.club: (slot, side) for side, edition in (("base", read.edition), ("proposal", read.amended))
             for slot in (edition.slots if edition else ()) if slot.guest}  # fmt: skip
    found = []
    for club, (slot, side) in slots.items():
        role, source = roles.get(club, ("", ""))
        found.append({
            "club": club, "association": slot.association, "slot": slot.name, "enters": slot.enters, "via": slot.via,
            "role": role, "source": source, "side": side, "chances": _reach(read, odds, club),
        })  # fmt: skip
    return found


def _place(read: YearRead, change: Any, odds: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Any]:
    picks = {pick.slot: pick for pick in (read.reading.picks if read.reading else ())}
    pick = picks.get(change.slot)
    return {
        "what": change.what,
        "club": change.club,
        "association": change.association,
        "slot": change.slot,
        "from": change.before,
        "to": change.after or change.drops_to,
        "because": change.because,
        "chosen_by": "" if pick is None else pick.how,
        "candidates": list(pick.candidates) if pick is not None and pick.how == "listed" else [],
        "chances": _reach(read, odds, change.club),
    }


def _entered(read: YearRead, strengths: Strengths, odds: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return who would have entered by the results of the year, with the chance of it on the eve."""
    assert read.edition is not None
    assert read.amended is not None
    stage, clubs = entered_in_fact(read.edition, read.amended, strengths)
    return [{"club": club, "stage": stage, "chances": _sides(odds, club, stage)} for club in clubs]


def _pick(pick: Any) -> dict[str, Any]:
    return {"name": pick.name, "slot": pick.slot, "club": pick.club, "how": pick.how,
            "candidates": list(pick.candidates), "source": pick.source}  # fmt: skip


def _titles(odds: dict[tuple[str, str], dict[str, Any]], most: int = 12) -> list[dict[str, Any]]:
    """Return the title chances of the clubs most likely to win on either side."""
    rows = [{"club": club, **{side: row[side] for side in ("base", "proposal", "change")}}
            for (club, stage), row in odds.items() if stage == CHAMPION]  # fmt: skip
    return sorted(rows, key=lambda row: (-_likely(row), row["club"]))[:most]


def _likely(row: dict[str, Any]) -> float:
    return max(float(row[side]["mean"]) for side in ("base", "proposal") if row[side] is not None)


def _berth(row: dict[str, Any]) -> dict[str, Any]:
    """Return who takes a place in a cup of the world, and how often it is passed on because a guest won."""
    return {key: row[key] for key in ("award", "title", "into", "places", "passed_on", "nobody")} | {
        "takers": row["takers"][:6]
    }


def _money(base: Side, proposal: Side, read: YearRead) -> list[dict[str, Any]]:
    """Return the change of the prize money that those who pay can expect, where the prizes of the year are known."""
    from cupwright.study.metrics.prizes import prize_money
    from cupwright.study.metrics.rows import change_of

    before, after = prize_money(base), prize_money(proposal)
    if before.get("", 0) is None:
        return []
    payers = [change.club for change in read.places if change.what != "gained"]
    found = [(club, change_of(before, after, club)) for club in payers]
    return [{"club": club, **mean_of(spread).to_dict()} for club, spread in found if spread is not None]
