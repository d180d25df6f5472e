"""Histories: a proposal for one edition, read as a proposal for another year.

A proposal names slots, awards and clubs of the edition it amends. A history says what those names stand for in
other years: which slot is an association's last, which award leads to the Club World Cup, who the champion of the
year before was. All of it is data with sources; nothing about a year stands in this code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.rulebook import proposals, read
from cupwright.rulebook.picking import Pick, Standings, pick_slot
from cupwright.rulebook.proposals import Proposal, Value

__all__ = ["History", "Reading", "build_history", "read_for"]

Tree = dict[str, Any]

# Days of one year mean nothing in another.
_DATED = ("window", "leg-windows")


@dataclass(frozen=True, slots=True)
class History:
    """A history as it was read. `reads` names the edition in whose names the proposals speak.

    `years` are the first and last year it covers; `draws` says whether the draws of a year are held as they fell.
    """

    id: str
    title: str
    reads: str
    years: tuple[int, int]
    draws: str
    notes: tuple[str, ...]
    tree: Tree = field(compare=False, repr=False)
    file: str = field(default="", compare=False)

    def edition(self, year: int) -> str:
        """Return the name of the edition of a year."""
        return str(self.tree["editions"]).replace("{year}", str(year))

    def results_of(self, year: int) -> list[tuple[str, str]]:
        """Return competition and edition, as the facts name them, of the tables that order clubs in a year."""
        orders = [body["years"].get(str(year), {}) for body in self.tree.get("orders", {}).values()]
        return [(part["competition"], part["edition"]) for order in orders for part in order.get("table", ())]


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal as it reads in one year: for the edition of that year, with the slots it picked and what it left out.

    `guests` holds (slot, club, role, source) of every guest that comes in; `notes` say who was passed over, and
    `left_out` which awards there were none like.
    """

    proposal: Proposal
    picks: tuple[Pick, ...] = ()
    guests: tuple[tuple[str, str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def build_history(source: read.Source) -> History:
    """Turn the document of a history into the noun.

    Raises
    ------
    CupwrightError
        With every name of a role, slot or source that is not there.
    """
    tree = source.tree
    problems: list[Problem] = []

    def unknown(what: str, name: str, known: Sequence[str], path: tuple[read.Key, ...]) -> None:
        if name and name not in known:
            facts = (f"{what}s: {', '.join(known) or 'none'}",)
            message = f"there is no {what} `{name}`"
            problems.append(Problem("unknown-" + what, message, source.place(path), facts, did_you_mean(name, known)))

    roles, sources = list(tree.get("roles", {})), list(tree.get("sources", {}))
    for slot, rule in tree.get("guests", {}).items():
        unknown("role", rule.get("role", ""), roles, ("guests", slot, "role"))
    for slot, rule in tree.get("slots", {}).items():
        needs = "slot" if rule["pick"] == "drawn-against" else "of"
        if not rule.get(needs):
            message = f"`{rule['pick']}` needs `{needs}:`"
            problems.append(Problem("value", message, source.place(("slots", slot))))
    cited: list[tuple[tuple[read.Key, ...], Tree]] = [
        (("roles", name), role) for name, role in tree.get("roles", {}).items()
    ]
    cited += [((*path, "clubs", year), one) for path, role in cited for year, one in role["clubs"].items()]
    cited += [
        (("orders", name, "years", year), order)
        for name, body in tree.get("orders", {}).items()
        for year, order in body["years"].items()
    ]
    for path, body in cited:
        if isinstance(body.get("source"), str):
            unknown("source", body["source"], sources, (*path, "source"))
    if problems:
        raise CupwrightError(problems)
    first, last = tree["years"]
    return History(
        tree["id"], tree["title"], tree["reads"], (first, last), tree.get("draws", "drawn-anew"),
        tuple(tree.get("notes", ())), tree, source.file,
    )  # fmt: skip


def read_for(
    proposal: Proposal,
    history: History,
    edition: Edition,
    standings: Standings,
    parameters: Mapping[str, Value] | None = None,
    playing: Callable[[str], str] = lambda _club: "",
) -> Reading:
    """Return the proposal as it reads in the year of an edition.

    In the year it was written for it stays as it is. In any other a slot stands for the one its rule picks, an award
    for those that lead to the same competition, a guest for whoever the year gives; days of one year are left out.

    Parameters
    ----------
    proposal, history, edition
        What is read, by which history, for which year.
    standings
        Makes a table from the facts: see :mod:`cupwright.rulebook.picking`.
    parameters
        Choices that differ from the defaults.
    playing
        Says of a club why it could not have come (it had folded, say), or nothing.

    Raises
    ------
    CupwrightError
        If the proposal cannot hold in that year; every reason is given.
    """
    changes = proposals.resolve(proposal, parameters or {})
    if edition.id == proposal.amends:
        return Reading(proposal)
    reader = _Reader(proposal, history, edition, standings, parameters or {}, playing)
    done = [one for name, body in reader.changes(changes) for one in reader.change(name, body)]
    if reader.problems:
        raise CupwrightError(list(dict.fromkeys(reader.problems)))
    assert proposal.source is not None
    tree = {key: value for key, value in proposal.source.tree.items() if key not in ("parameters", "changes", "spans")}
    tree |= {"amends": edition.id, "changes": [{name: body} for name, body in done]}
    source = read.Source(proposal.file, "", tree, proposal.source.fits)
    return Reading(
        proposals.build_proposal(source),
        tuple(reader.picks.values()),
        tuple(reader.guests),
        tuple(reader.notes),
        tuple(reader.left_out),
    )


class _Reader:
    """Reads one change after the other for another year; collects what it picked and why it could not."""

    def __init__(self, proposal: Proposal, history: History, edition: Edition, standings: Standings,
                 parameters: Mapping[str, Value], playing: Callable[[str], str]) -> None:  # fmt: skip
        self.proposal, self.history, self.edition = proposal, history, edition
        self.standings, self.playing = standings, playing
        self.chosen = {one.name: parameters.get(one.name, one.default) for one in proposal.parameters}
        self.year = str(edition.year)
        self.picks: dict[str, Pick] = {}
        self.guests: list[tuple[str, str, str, str]] = []
        self.notes: list[str] = []
        self.left_out: dict[str, None] = {}
        self.problems: list[Problem] = []
        self.new_stages: set[str] = set()

    def changes(self, changes: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Return the changes of the year: those of the list, but for what a span of years says instead."""
        kept = list(changes)
        for span in self.proposal.source.tree.get("spans", ()) if self.proposal.source else ():
            if span["years"][0] <= self.edition.year <= span["years"][1]:
                kept = [one for one in kept if not _touches(one, span.get("without", ()))]
                kept += [pair for change in span["changes"] for pair in change.items()]
        return kept

    def change(self, name: str, body: Tree) -> list[tuple[str, Tree]]:
        """Return what one change is in this year: one, several or none."""
        body = dict(body)
        if name == "add-guest":
            return [(name, found)] if (found := self._guest(body)) else []
        if name in ("remove-slot", "move-slot", "give-slot"):
            slot = self._slot(body["slot"])
            return [(name, {**body, "slot": slot})] if slot else []
        if name in ("exclude-guests-from", "remove-award"):
            return [one for award in self._awards(body["award"]) for one in self._award(name, body, award)]
        if name == "add-stage":
            return [(name, self._stage(body))]
        if name == "set":
            return [(name, {**body, "path": path}) for path in self._paths(str(body["path"]))]
        return [(name, body)]

    def _refuse(self, message: str, *facts: str) -> None:
        self.problems.append(Problem("history", message, facts=facts))

    def _guest(self, body: Tree) -> Tree | None:
        slot = body["slot"]
        rule = self.history.tree.get("guests", {}).get(slot)
        if rule is None:
            self._refuse(f"`{self.history.id}` does not say who takes the guests' slot `{slot}` in other years")
            return None
        name = rule.get("role") or str(self.chosen.get(rule["parameter"], ""))
        role = self.history.tree["roles"].get(name)
        if role is None:
            self._refuse(f"`{self.history.id}` has no role `{name}` for `{slot}`")
            return None
        found = role["clubs"].get(self.year)
        if found is None:
            self._refuse(f"no club is known for {self.year}: {role['title']}")
            return None
        taken = {one.club: f"holds {one.name} already" for one in self.edition.slots}
        taken |= {club: f"takes {other} already" for other, club, *_ in self.guests}
        asked = [found["club"]] if isinstance(found["club"], str) else found["club"]
        why = {club: taken.get(club) or self.playing(club) for club in asked}
        free = [club for club, reason in why.items() if not reason]
        if not free:
            self._refuse(f"nobody is left for `{slot}`: {'; '.join(f'{c} {reason}' for c, reason in why.items())}")
            return None
        club = free[0]
        self.notes += [f"{other} {why[other]}: {club} takes {slot}" for other in asked[: asked.index(club)]]
        source = self.history.tree.get("sources", {}).get(found.get("source") or role.get("source", ""), {})
        self.guests.append((slot, club, role["title"], source.get("title", "")))
        body.pop("earned-in", None)
        return {**body, "club": club, "association": found["association"], "via": found.get("via", "")}

    def _slot(self, slot: str) -> str | None:
        rule = self.history.tree.get("slots", {}).get(slot)
        if rule is None:
            if any(one.name == slot for one in self.edition.slots):
                return slot
            self._refuse(f"`{self.history.id}` does not say what the slot `{slot}` stands for in {self.year}")
            return None
        if slot not in self.picks:
            try:
                found = pick_slot(slot, rule, self.history.tree.get("orders", {}), self.edition, self.standings)
            except CupwrightError as error:
                self.problems += error.problems
                return None
            self.picks[slot] = found
        return self.picks[slot].slot

    def _awards(self, name: str) -> list[str]:
        """Return the awards of the year that a name stands for: those into the same competition."""
        awards = self.edition.format.awards
        rule = self.history.tree.get("awards", {}).get(name)
        if rule is None:
            found = [award.id for award in awards if award.id == name]
        else:
            stage = rule.get("takes-from", "")
            found = [
                award.id
                for award in awards
                if award.into == rule["into"] and (not stage or stage in {feed.stage for feed in award.candidates})
            ]
        if not found:
            self.left_out[name] = None
        return found

    def _award(self, name: str, body: Tree, award: str) -> list[tuple[str, Tree]]:
        then = body.get("then", "pass-on")
        if name != "exclude-guests-from" or then == "guest-keeps":
            return [(name, {**body, "award": award})]
        places = next(one.places for one in self.edition.format.awards if one.id == award)
        if places > 1:
            # An award with a place for every candidate has nobody to pass a place on to.
            return [("set", {"path": f"awards.{award}.exclude", "value": ["guests"]})]
        asked = self.history.tree.get("awards", {}).get(body["award"], {}).get("candidates")
        wider = [("set", {"path": f"awards.{award}.candidates", "value": asked})] if asked else []
        return [*wider, (name, {**body, "award": award})]

    def _stage(self, body: Tree) -> Tree:
        stage = {key: value for key, value in body["stage"].items() if key not in _DATED}
        like = self.history.tree.get("stages", {}).get(stage["id"], {}).get("settle-as")
        if like:
            model = self.edition.format.stage(like)
            stage["settle"] = list(getattr(model, "settle", stage.get("settle", ())))
        return {**body, "stage": stage}

    def _paths(self, path: str) -> list[str]:
        first, _, rest = path.partition(".")
        name, dot, tail = rest.partition(".")
        if first == "awards" and name:
            return [f"awards.{award}{dot}{tail}" for award in self._awards(name)]
        if first == "slots" and name:
            slot = self._slot(name)
            return [f"slots.{slot}{dot}{tail}"] if slot else []
        return [path]


def _touches(change: tuple[str, Any], names: Sequence[str]) -> bool:
    """Return whether a change is about one of `names`: a slot, an award, a stage it adds, or a path."""
    _, body = change
    own = {body.get("slot"), body.get("award"), body.get("path")}
    stage = body.get("stage")
    own.add(stage["id"] if isinstance(stage, dict) else stage)
    return any(isinstance(one, str) and (one in names or any(one.startswith(f"{n}.") for n in names)) for one in own)
