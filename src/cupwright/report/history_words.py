"""A history as its pages read it: typed lookups over the JSON contract of ``history``, and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cupwright.report.answer import Chance, chance_of
from cupwright.report.gap_share import gap_share_range, gap_share_sentence
from cupwright.report.heat import short_stage
from cupwright.report.numbers import ABSENT, money, percent, plural, points, words_list

__all__ = ["ANY_GUEST", "Story", "csv_rows"]

ANY_GUEST = "any guest"
# With more guests than these, the smallest and the largest share of the gap are named.
_MOST_SHARES = 4

_HOW = {
    "alone": "",
    "table": "by the league table of the year before",
    "order": "by a sourced order",
    "draw": "as drawn",
    "listed": "which of them stood last was not found",
}

Row = Mapping[str, Any]


class Story:
    """The answer of ``history``, for whoever writes it down.

    Parameters
    ----------
    data
        The object that ``history --format json`` prints.
    """

    def __init__(self, data: Row) -> None:
        self.data = data
        self.names: Mapping[str, str] = data["clubs"]

    @property
    def years(self) -> list[Row]:
        """The rows of all years."""
        rows: list[Row] = self.data["years"]
        return rows

    @property
    def played(self) -> list[Row]:
        """The rows of the years that were played."""
        return [row for row in self.years if row["status"] == "played"]

    @property
    def refused(self) -> list[Row]:
        """The rows of the years in which the proposal cannot hold."""
        return [row for row in self.years if row["status"] != "played"]

    @property
    def guests_come(self) -> bool:
        """Whether the proposal brings guests in (and does not take them out)."""
        return any(guest["side"] == "proposal" for row in self.played for guest in row["guests"])

    def name(self, club: str) -> str:
        """Return the name of a club."""
        return self.names.get(club, club)

    def title(self) -> str:
        """Return what the page is called."""
        title: str = self.data["title"]
        return title[:1].upper() + title[1:]

    def span(self) -> str:
        """Return the years in words."""
        years = [row["year"] for row in self.years]
        return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])

    def headline(self) -> str:
        """Return the answer in one or two sentences."""
        if not self.played:
            return "The proposal cannot hold in any of these years."
        return self._with_guests() if self.guests_come else self._without_guests()

    def _with_guests(self) -> str:
        side = "proposal"
        chances = [chance_of(row["any_guest"][side]) for row in self.played]
        titles, least, most = (
            sum(getattr(one, name) for one in chances if one is not None) for name in ("mean", "low", "high")
        )
        best = max(
            (
                (chance_of(guest["chances"]["champion"][side]), guest, row)
                for row in self.played
                for guest in row["guests"]
            ),
            key=lambda one: one[0].mean if one[0] else 0.0,
        )
        likely = best[0].text() if best[0] else ABSENT
        return (
            f"In {plural(len(self.played), 'edition')} a guest would have won {titles:.1f} titles on average "
            f"({least:.1f} to {most:.1f} if the ratings err alike in all years); "
            f"the best chance was that of {self.name(best[1]['club'])} in {best[2]['year']}, {likely}."
        )

    def _without_guests(self) -> str:
        both = [row["champion"] for row in self.played if row["champion"] and row["champion"]["change"]]
        if not both:
            return f"{plural(len(self.played), 'edition')} without guests."
        before, after = (sum(one[side]["mean"] for one in both) / len(both) for side in ("base", "proposal"))
        guests = sum(row["any_guest"]["base"]["mean"] for row in self.played if row["any_guest"]["base"])
        return (
            f"In {plural(len(self.played), 'edition')} guests had {guests:.1f} titles to hope for on the eve. Without "
            f"them the chance of the club that did win goes from {percent(before, 1)} to {percent(after, 1)}."
        )

    def gap_words(self, rows: Iterable[Row]) -> str:
        """Return how much of the guests' intervals, in these years, comes from how the confederations compare."""
        side = "proposal" if self.guests_come else "base"
        chances = [
            (f"{self.name(guest['club'])} {row['year']}", chance_of(guest["chances"]["champion"][side]))
            for row in rows for guest in row["guests"] if guest["side"] == side
        ]  # fmt: skip
        return gap_share_sentence(chances) if len(chances) <= _MOST_SHARES else gap_share_range(chances)

    def payers(self, row: Row, what: str) -> list[Row]:
        """Return the lines of a year's ledger of one kind (``lost``, ``moved`` or ``gained``)."""
        return [place for place in row["places"] if place["what"] == what]

    def costs(self) -> str:
        """Return in a sentence what those pay that lose a place or enter a round earlier; empty if nobody does."""
        said = []
        for what, name in (("lost", "that lose their place"), ("moved", "that enter a round earlier")):
            found = [place["chances"]["champion"]["change"] for row in self.played for place in self.payers(row, what)]
            changes = [change["mean"] for change in found if change is not None]
            if changes and self.guests_come:
                said.append(
                    f"{plural(len(changes), 'club')} {name} by {points(sum(changes) / len(changes))} points each"
                )
        money_ = [one["mean"] for row in self.played for one in row["money"]]
        paid = f", and {money(sum(money_) / len(money_))} of prize money where it is known" if money_ and said else ""
        return f"On average the chance of the title changes for {words_list(said)}{paid}." if said else ""

    def place_words(self, place: Row) -> str:
        """Return a line of the ledger in words: who, from where to where, by which change, and how it was picked."""
        before = short_stage(place["from"]) if place["from"] else "out"
        after = short_stage(place["to"]) if place["to"] else "out"
        picked = _HOW.get(place["chosen_by"], "")
        if place["candidates"]:
            picked = f"{words_list([self.name(club) for club in place['candidates']], 'or')}: {picked}"
        why = "; ".join(part for part in (place["because"], picked) if part)
        return f"{self.name(place['club'])} ({place['slot']}), {before} → {after}: {why}"

    def berth_words(self, row: Row) -> list[str]:
        """Return what becomes of the places in cups of the world if a guest wins."""
        said: dict[str, list[str]] = {}
        for berth in row["berths"]:
            chance = chance_of(berth["passed_on"]["proposal"])
            if chance is not None and not (chance.settled and not chance.mean):
                takers = words_list([self.name(taker["club"]) for taker in berth["takers"][:3]])
                words = f"passed on in {chance.text()} of worlds; likeliest of all to be there: {takers}"
                said.setdefault(words, []).append(berth["title"].split(",")[0])
        return [f"{words_list(titles)}: {words}" for words, titles in said.items()]

    def champion_words(self, row: Row) -> str:
        """Return how the real champion's chance changes."""
        real = row["champion"]
        if not real or real["change"] is None:
            return ""
        before, after = chance_of(real["base"]), chance_of(real["proposal"])
        first, last = (one.text(1) if one else ABSENT for one in (before, after))
        return f"{self.name(real['club'])}: {first} → {last} ({points(real['change']['mean'])} points)"

    def entrants(self, row: Row) -> list[Row]:
        """Return who would have entered by the results of the year, with their chance of it on the eve."""
        return list(row.get("entered", ()))


def chance_cells(side: Chance | None, digits: int = 0) -> tuple[str, str]:
    """Return a chance and its interval as two cells of a table."""
    return (ABSENT, "") if side is None else (side.text(digits, sign=False), side.span(digits))


def csv_rows(data: Row) -> Iterable[dict[str, Any]]:
    """Yield one flat row for each year and club that the answer speaks of; refused years have a row of their own."""
    for row in data["years"]:
        head = {"year": row["year"], "edition": row["edition"], "status": row["status"]}
        if row["status"] != "played":
            yield {**head, "kind": "refused", "because": "; ".join(row["reasons"])}
            continue
        yield {**head, "kind": ANY_GUEST, "chances": {"champion": row["any_guest"]}}
        for guest in row["guests"]:
            kept = {key: guest[key] for key in ("club", "association", "slot", "side", "via", "chances")}
            yield {**head, "kind": "guest", **kept}
        for place in row["places"]:
            kept = {key: place[key] for key in ("club", "association", "slot", "from", "to", "because", "chances")}
            yield {**head, "kind": place["what"], **kept, "candidates": " ".join(place["candidates"])}
        for entrant in row.get("entered", ()):
            yield {**head, "kind": "entered", **{key: entrant[key] for key in ("club", "stage", "chances")}}
        if row["champion"]:
            real = {side: row["champion"][side] for side in ("base", "proposal", "change")}
            yield {**head, "kind": "champion", "club": row["champion"]["club"], "chances": {"champion": real}}
