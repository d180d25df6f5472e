"""The sentences of a brief: whole sentences in every language, never put together from pieces."""

from __future__ import annotations

from cupwright.report.answer import Answer, Chance, Club, Side
from cupwright.report.locales import Language

__all__ = [
    "edition_title",
    "guests_of_base",
    "headline",
    "money",
    "named_movers",
    "names",
    "payers",
    "proposal_title",
    "question",
    "shape",
    "travel",
]

_SIDES: tuple[Side, ...] = ("base", "proposal")
_MOST_NAMES = 6
_MOST_GUESTS = 4
_NOTABLE = 0.02


def edition_title(answer: Answer, say: Language) -> str:
    """Return what readers call the edition; its title in the document where the competition is not known."""
    name = say.competition(answer.base)
    return answer.base_title if say.code == "en" or name == answer.base else name


def proposal_title(answer: Answer, say: Language) -> str:
    """Return the title of the proposal; one that is not of the library stands as its author wrote it."""
    return say.pgettext("proposal", answer.proposal_title)


def question(answer: Answer, say: Language) -> str:
    """Return what was asked."""
    base, proposal = edition_title(answer, say), proposal_title(answer, say)
    return say.text("%(base)s: what changes with “%(proposal)s”?", base=base, proposal=proposal)


def shape(answer: Answer, say: Language) -> str:
    """Return what the cup would look like: another number of clubs in the groups, and stages that it does not have now.

    Empty where the proposal changes neither.
    """
    before, after = _places(answer, "group-stage")
    clubs = ""
    if before and after and before != after:
        clubs = say.text(
            "The groups would have %(after)s clubs instead of %(before)s.",
            after=say.number(after), before=say.number(before),
        )  # fmt: skip
    added = [stage for stage in answer.stages if (sizes := _places(answer, stage))[1] and not sizes[0]]
    titles = say.list([say.stage(stage, answer.stage_titles.get(stage, "")) for stage in added])
    return " ".join(filter(None, (clubs, say.text("New stage: %(stages)s.", stages=titles) if added else "")))


def _places(answer: Answer, stage: str) -> tuple[int, int]:
    """Return how many clubs play a stage on either side: their chances add up to that."""
    sums = []
    for side in _SIDES:
        chances = [answer.chance(club, stage, side) for club in answer.clubs]
        sums.append(round(sum(chance.mean for chance in chances if chance is not None)))
    return sums[0], sums[1]


def headline(answer: Answer, say: Language) -> tuple[str, str]:
    """Return the one sentence that answers, and the one that goes on: who the guests are, or who loses most."""
    overall = answer.any_guest()
    guests = _by_chance(answer)
    if overall is not None and guests:
        club, chance = guests[0]
        if len(guests) == 1:
            said = say.chance(chance)
            return say.text(
                "With this change %(club)s, the guest, would win the cup with a chance of %(chance)s.",
                club=club,
                chance=said,
            ), ""
        names = [f"{club} {say.chance(chance)}" for club, chance in guests[:_MOST_GUESTS]]
        first = say.text(
            "With this change a guest would win the cup with a chance of %(chance)s.", chance=say.chance(overall)
        )
        return first, f"{say.list(names)}."
    return _movers(answer, say)


def _by_chance(answer: Answer) -> list[tuple[str, Chance]]:
    found = [(club.name, answer.chance(club.id, "champion", "proposal")) for club in answer.guests]
    known = [(name, chance) for name, chance in found if chance is not None]
    return sorted(known, key=lambda pair: -pair[1].mean)


def guests_of_base(answer: Answer) -> Chance | None:
    """Return the chance that a guest wins where only the rules as they are have guests."""
    return answer.any_guest("base") if answer.any_guest() is None else None


def _movers(answer: Answer, say: Language) -> tuple[str, str]:
    before, lead = guests_of_base(answer), ""
    if before is not None:
        lead = say.text("As it is, a guest wins with a chance of %(chance)s.", chance=say.chance(before))
    changes = {club.id: change for club, change in answer.clear_changes()}
    told = [
        {"club": club.name, "points": say.points(each.mean), "low": say.points(each.low), "high": say.points(each.high)}
        for club in named_movers(answer) for each in (changes[club.id],)
    ]  # fmt: skip
    if not told:
        return say.text("No club’s chance of the title changes by more than the doubt about it."), lead
    first, second = say.text("No club clearly gains."), say.text("No club of both fields clearly loses.")
    if changes[named_movers(answer)[0].id].mean > 0:
        first = say.text("%(club)s gains most: %(points)s points of title chance (%(low)s to %(high)s).", **told[0])
    if changes[named_movers(answer)[-1].id].mean < 0:
        second = say.text("%(club)s loses most: %(points)s points (%(low)s to %(high)s).", **told[-1])
    return first, " ".join(filter(None, (lead, second)))


def named_movers(answer: Answer) -> list[Club]:
    """Return the club that gains most and the one that loses most, where the headline is about them.

    Only clubs of both fields count: one that leaves loses all it had, which is told with the places. One whose interval
    holds zero neither gains nor loses.
    """
    if answer.any_guest() is not None and _by_chance(answer):
        return []
    moved = [
        (club, change)
        for club, change in answer.clear_changes()
        if all(answer.chance(club.id, "champion", side) is not None for side in ("base", "proposal"))
    ]
    gains = [club for club, change in moved if change.mean > 0]
    losses = [club for club, change in moved if change.mean < 0]
    return [*gains[-1:], *losses[:1]]


def payers(answer: Answer, say: Language) -> str:
    """Return who pays: the clubs that lose their place, and those that start lower, with what it costs them."""
    lost = [move.club for move in answer.ledger if move.what == "lost"]
    if answer.other_edition:
        return say.text(
            "Two editions with entrants of their own: %(lost)s of those of %(base)s are not in %(other)s, and "
            "%(gained)s of the latter are not in the former.",
            lost=len(lost), gained=sum(move.what == "gained" for move in answer.ledger),
            base=edition_title(answer, say), other=proposal_title(answer, say),
        )  # fmt: skip
    lowered = [club for club in answer.payers if club not in lost]
    said = [*([_lost(answer, lost, say)] if lost else []), *([_lowered(answer, lowered, say)] if lowered else [])]
    return " ".join(said) or _quiet_cost(answer, say)


def _lost(answer: Answer, clubs: list[Club], say: Language) -> str:
    called, many = names(clubs, say), len(clubs)
    found = [answer.chance(club.id, "group-stage", "base") for club in clubs]
    known = [_short(chance, say) for chance in found if chance is not None]
    if len(known) == many <= _MOST_NAMES:
        chances = say.list(known)
        return say.plural(
            "%(clubs)s loses its place, and with it a chance of %(chances)s to play in the groups.",
            "%(clubs)s lose their places, and with them chances of %(chances)s, respectively, to play in the groups.",
            many, clubs=called, chances=chances,
        )  # fmt: skip
    return say.plural("%(clubs)s loses its place.", "%(clubs)s lose their places.", many, clubs=called)


def _lowered(answer: Answer, clubs: list[Club], say: Language) -> str:
    called, many = names(clubs, say), len(clubs)
    falls = [fall for club in clubs if (fall := _fall(answer, club, say))]
    if len(falls) == many <= _MOST_NAMES:
        return say.plural(
            "%(clubs)s starts in an earlier round: its chance to play in the groups falls %(falls)s.",
            "%(clubs)s start in an earlier round: the chance to play in the groups falls %(falls)s, respectively.",
            many, clubs=called, falls=say.list(falls),
        )  # fmt: skip
    return say.plural(
        "%(clubs)s starts in an earlier round.", "%(clubs)s start in an earlier round.", many, clubs=called
    )


def _fall(answer: Answer, club: Club, say: Language) -> str:
    base, after = (answer.chance(club.id, "group-stage", side) for side in ("base", "proposal"))
    if base is None or after is None:
        return ""
    return say.text("from %(before)s to %(after)s", before=_short(base, say), after=_short(after, say))


def _short(chance: Chance, say: Language) -> str:
    return say.percent(chance.mean, settled=chance.settled)


def _quiet_cost(answer: Answer, say: Language) -> str:
    """Say who is less likely to reach the groups though no place is lost."""
    drops = []
    for club in answer.clubs.values():
        base, after = (answer.chance(club.id, "group-stage", side) for side in ("base", "proposal"))
        if base is not None and after is not None and base.mean - after.mean > _NOTABLE:
            drops.append((after.mean - base.mean, f"{club.name} ({_short(base, say)} → {_short(after, say)})"))
    if not drops:
        return say.text("Nobody loses a place or starts lower.")
    clubs = say.list([words for _, words in sorted(drops)[:3]])
    return say.text(
        "Nobody loses a place or starts lower; the chance to play in the groups falls most for %(clubs)s.", clubs=clubs
    )


def names(clubs: list[Club], say: Language) -> str:
    """Return the names of clubs, of many the first three and how many more there are."""
    if len(clubs) <= _MOST_NAMES:
        return say.list([club.name for club in clubs])
    rest = len(clubs) - 3
    return say.list([*(club.name for club in clubs[:3]), say.plural("%(num)s other club", "%(num)s other clubs", rest)])


def travel(answer: Answer, say: Language) -> str:
    """Say how far a club travels on each side; empty where a side does not know."""
    figure = answer.mean_of("travel", "")
    if figure is None or figure.base is None or figure.proposal is None:
        return ""
    before, after = say.km(figure.base.mean), say.km(figure.proposal.mean)
    return say.text(
        "In the %(edition)s a club travels %(before)s there and back on average as it is, %(after)s as proposed.",
        edition=edition_title(answer, say), before=before, after=after,
    )  # fmt: skip


def money(answer: Answer, say: Language) -> str:
    """Say what the clubs that lose out earn on each side; empty where that is not known."""
    figure = answer.sum_of("prize-money", "", answer.payers)
    if figure is None or figure.base is None or figure.proposal is None or not figure.base.mean:
        return ""
    before, after = say.money(figure.base.mean), say.money(figure.proposal.mean)
    words = say.plural(
        "The club that loses out expects %(before)s of prize money as it is, %(after)s as proposed.",
        "The clubs that lose out expect %(before)s of prize money together as it is, %(after)s as proposed.",
        len(answer.payers), before=before, after=after,
    )  # fmt: skip
    return " ".join(filter(None, (words, uncounted(answer, say))))


def uncounted(answer: Answer, say: Language) -> str:
    """Say whose prize money in another competition is not counted; empty if nobody drops into one."""
    return " ".join(
        say.text("The prize money of %(clubs)s in the %(competition)s is not counted.",
                 clubs=names(clubs, say), competition=say.competition(competition))
        for competition, clubs in answer.dropped().items()
    )  # fmt: skip
