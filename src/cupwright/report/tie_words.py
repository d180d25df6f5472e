"""How ties, criteria and places are put in words, on a terminal in English and on a page in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cupwright.football.competitions import Format, LeagueStage
from cupwright.football.outcomes import TieOutcome
from cupwright.report.locales import Language, language

__all__ = [
    "CRITERIA",
    "ENGLISH",
    "HOSTED",
    "PAIRED",
    "SETTLED",
    "Names",
    "aggregate",
    "criterion_words",
    "decided_words",
    "host_words",
    "hosted_words",
    "name_of",
    "paired_words",
    "reason_words",
    "score_words",
    "series",
    "spelt",
    "table_title",
    "tie_marks",
]

Names = Mapping[str, str]
"""From the id of a club, stage or award to its name; an id without a name stands as it is."""

ENGLISH = language("en")

CRITERIA = {
    "points": "points",
    "goal-difference": "goal difference",
    "goals-for": "goals for",
    "away-goals": "away goals",
    "wins": "wins",
    "lots": "drawing of lots",
    "ranking": "official ranking",
    "head-to-head-points": "points head to head",
    "head-to-head-goal-difference": "goal difference head to head",
    "head-to-head-goals-for": "goals head to head",
    "head-to-head-away-goals": "away goals head to head",
    "away-goal-difference": "goal difference away",
    "home-goal-difference": "goal difference at home",
    "home-goals-for": "goals at home",
    "goals-for-per-match": "goals per match",
    "fewest-red-cards": "fewest red cards",
    "fewest-yellow-cards": "fewest yellow cards",
    "points-per-match": "points per match",
    "wins-per-match": "wins per match",
    "goal-difference-per-match": "goal difference per match",
    "fewest-disciplinary-points": "fewest disciplinary points",
    "group-record": "group record",
    "tie-record": "tie record",
    "campaign-record": "campaign record",
    "seeding": "seeding",
    "overall-place": "overall place",
}
"""What puts a club above another, in a table or among those of several, by the name that documents use."""

SETTLED = {
    "aggregate": "on aggregate",
    "away-goals": "on away goals",
    "extra-time": "after extra time",
    "penalties": "on penalties",
    "better-seeded": "as the better seeded",
    "series": "on wins",
    "walkover": "by walkover",
    "advanced": "went on; score not known",
    "90-minutes": "in 90 minutes",
}
"""What settles a tie, after the name of the winner."""

_TWO_LEGS = 2
_TO_WIN = 2
"""Matches that settle a best of three."""
HOSTED = {
    "better-seeded": "the better seeded hosts it",
    "better-ranked": "the better ranked hosts it",
    "pot-1": "the club from pot 1 hosts it",
    "second-drawn": "the club drawn second hosts it",
    "second-named": "recorded, because the rule is not known",
    "guest-hosts-first": "a guest hosts the first leg against a member",
    "neutral": "neutral ground",
}
"""Which rule chose the host."""

PAIRED = {
    "draw": "a draw",
    "recorded-draw": "the draw as it fell",
    "seeds": "the seeding",
    "entry": "the bracket laid down",
    "bracket": "the bracket",
    "must-meet-association": "the rule that two clubs of an association meet",
    "must-meet-guests": "the rule that two guests meet",
}
"""What paired two clubs."""


def name_of(names: Names, item: str) -> str:
    """Return the name of an id, or the id itself."""
    return names.get(item, item)


def criterion_words(criterion: str, say: Language = ENGLISH) -> str:
    """Write what put a club above another in a table; an unknown one keeps its name without the hyphens."""
    return _worded("criterion", CRITERIA, criterion, say)


def reason_words(step: str, say: Language = ENGLISH) -> str:
    """Write the step that settled a tie, after the name of the winner; an unknown one as its name."""
    return _worded("settled", SETTLED, step, say)


def decided_words(tie: TieOutcome, say: Language = ENGLISH) -> str:
    """Write what settled a tie, after the name of its winner."""
    at_once = tie.decided_by == "aggregate" and len(tie.legs) == 1
    return reason_words("90-minutes" if at_once else tie.decided_by, say)


def hosted_words(rule: str, say: Language = ENGLISH) -> str:
    """Write which rule chose the host; an unknown one as its name."""
    return _worded("hosted", HOSTED, rule, say)


def paired_words(rule: str, say: Language = ENGLISH) -> str:
    """Write what paired two clubs; an unknown one as its name."""
    return _worded("paired", PAIRED, rule, say)


def _worded(context: str, words: Names, code: str, say: Language) -> str:
    return say.pgettext(context, words[code]) if code in words else code.replace("-", " ")


def spelt(text: str, *names: Names, bare: Names | None = None) -> str:
    """Put names in the place of the ids that the engine quotes.

    Parameters
    ----------
    names
        Names of what stands between backquotes.
    bare
        Names of ids that stand in the text without quotes too.
    """

    def spell(quoted: re.Match[str]) -> str:
        return next((known[quoted[1]] for known in names if quoted[1] in known), quoted[0])

    text = re.sub(r"`([^`]+)`", spell, text)
    if bare is None:
        return text
    return re.sub(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])", lambda word: bare.get(word[0], word[0]), text)


def score_words(tie: TieOutcome, *, short: bool = False, say: Language = ENGLISH) -> str:
    """Write the score of a tie, every leg in the order of `tie.clubs`, so that the columns add up to the aggregate.

    Parameters
    ----------
    short
        Write ``aet`` and ``p`` for extra time and penalties; only this form is for pages in other languages.
    say
        Language of the short form.
    """
    aet, shot = say.pgettext("score", "aet"), say.pgettext("score", "p")
    won = series(tie)
    if won is not None:
        # in a best of three a drawn match goes to a shoot-out of its own
        legs = [f"{leg[0]}–{leg[1]}{f' {shot}' if leg[0] == leg[1] else ''}" for leg in tie.legs if leg is not None]
        return f"{won[0]}–{won[1]}{'' if short else ' in matches'} ({', '.join(legs)})"
    text = ", ".join("?" if leg is None else f"{leg[0]}–{leg[1]}" for leg in tie.legs) or say.pgettext(
        "score", "not played"
    )
    if tie.extra is not None:
        extra = f"{tie.extra[0]}–{tie.extra[1]}"
        text += f" ({extra} {aet})" if short else f", {extra} after extra time"
    if tie.penalties is not None:
        shots = f"{tie.penalties[0]}–{tie.penalties[1]}"
        text += f" ({shots} {shot})" if short else f", {shots} on penalties"
    return text


def series(tie: TieOutcome) -> tuple[int, int] | None:
    """Return the matches that both clubs won in a best of three, or None if it is none or not decided.

    Every match has a winner and two wins settle it, so the loser won whatever was played beyond two matches.
    """
    if tie.decided_by != "series":
        return None
    beaten = sum(leg is not None for leg in tie.legs) - _TO_WIN
    return (_TO_WIN, beaten) if tie.winner == tie.clubs[0] else (beaten, _TO_WIN)


def host_words(tie: TieOutcome, say: Language = ENGLISH) -> tuple[str, str]:
    """Return what the rule on hosts gives, in words, and the club that has it."""
    if tie.decided_by == "series":
        return say.text("host of matches 1 and 3"), tie.clubs[0]
    two = len(tie.legs) == _TWO_LEGS
    return say.text("host of the second leg") if two else say.text("host"), tie.clubs[1]


def aggregate(tie: TieOutcome) -> tuple[int, int] | None:
    """Return the goals of both clubs over all legs, or None if a leg is not known.

    The score after extra time is that of the last leg; it stands in place of it.
    """
    if not tie.legs or any(leg is None for leg in tie.legs):
        return None
    legs = [leg for leg in tie.legs if leg is not None]
    if tie.extra is not None:
        legs = [*legs[:-1], tie.extra]
    return sum(leg[0] for leg in legs), sum(leg[1] for leg in legs)


def tie_marks(tie: TieOutcome) -> tuple[str, str]:
    """Return what a bracket writes beside each club.

    Goals on aggregate, with the shoot-out in brackets or ``a`` for away goals; in a best of three the matches won.
    """
    won = series(tie)
    if won is not None:
        return str(won[0]), str(won[1])
    goals = aggregate(tie)
    if goals is None:
        return ("w.o.", "") if tie.decided_by == "walkover" and tie.winner == tie.clubs[0] else (
            ("", "w.o.") if tie.decided_by == "walkover" else ("?", "?"))  # fmt: skip
    marks = [str(goal) for goal in goals]
    if tie.penalties is not None:
        marks = [f"{mark} ({shots})" for mark, shots in zip(marks, tie.penalties, strict=True)]
    elif tie.decided_by == "away-goals":
        marks[tie.clubs.index(tie.winner)] += "a"
    return marks[0], marks[1]


def table_title(format_: Format, stage: str, group: str, say: Language = ENGLISH) -> str:
    """Return the heading of a table: ``"Group A"``, ``"Eastern Conference"``, or nothing for a league of one."""
    found = format_.stage(stage)
    if isinstance(found, LeagueStage):
        return say.pgettext("table", group) if len(found.tables) > 1 else ""
    return say.text("Group %(name)s", name=group) if len(group) <= 2 else say.pgettext("table", group)
