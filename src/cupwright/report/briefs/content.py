"""What a brief says, before it is set: plain words and three pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cupwright.report.answer import Answer, Chance
from cupwright.report.briefs import sentences
from cupwright.report.briefs.pictures import Picture, pictures
from cupwright.report.briefs.unknowns import unknowns
from cupwright.report.locales import Language, language

__all__ = ["Brief", "brief_of"]


@dataclass(frozen=True, slots=True)
class Brief:
    """One page.

    Parameters
    ----------
    say
        The language.
    question, headline, more
        What was asked, the one sentence that answers, and the one that goes on.
    paragraph
        What the cup would look like, who loses out, what it costs, how far clubs travel.
    pictures
        Three; two where nothing is known of a third.
    unknown_title, unknown
        What is not known.
    reading
        How a chance with its interval is read.
    citation, dates, command
        Where the figures come from, and what repeats them.
    """

    say: Language
    question: str
    headline: str
    more: str
    paragraph: str
    pictures: tuple[Picture, ...]
    unknown_title: str
    unknown: tuple[str, ...]
    reading: str
    citation: str
    dates: str
    command: str


def brief_of(comparison: Mapping[str, Any], locale: str = "en") -> Brief:
    """Return the brief of a comparison.

    Parameters
    ----------
    comparison
        An object as ``compare --format json`` prints it for one proposal.
    locale
        ``en``, ``es-419``, ``es-AR`` or ``pt-BR``.

    Raises
    ------
    CupwrightError
        If it is another language.
    """
    say, answer = language(locale), Answer(comparison)
    first, more = sentences.headline(answer, say)
    makers = (sentences.shape, sentences.payers, sentences.money, sentences.travel)
    paragraph = [sentence for make in makers if (sentence := make(answer, say))]
    return Brief(
        say=say,
        question=sentences.question(answer, say),
        headline=first,
        more=more,
        paragraph=" ".join(paragraph),
        pictures=tuple(pictures(answer, say)),
        unknown_title=say.text("What is not known"),
        unknown=tuple(unknowns(answer, say)),
        reading=_reading(answer, say),
        citation=_citation(answer, say),
        dates=_dates(answer, say),
        command=answer.data["provenance"]["command"],
    )


def _dates(answer: Answer, say: Language) -> str:
    """Say on which day the page stands; without a day of its own that is the eve of the first match."""
    until = say.date(answer.data.get("ratings_until"))
    if answer.data.get("as_of") is None:
        return say.text("This page shows what was known on %(date)s, before the cup began.", date=until)
    return say.text("Results until %(date)s.", date=until)


def _reading(answer: Answer, say: Language) -> str:
    chance = answer.any_guest() or sentences.guests_of_base(answer) or _favourite(answer)
    if chance is None or chance.settled:
        return ""
    figures = (chance.mean, chance.low, chance.high)
    mean, low, high = (say.percent(figure) for figure in figures)
    return say.text(
        "How to read it: %(chance)s is a chance of %(mean)s, and what is not known of the clubs leaves it between "
        "%(low)s and %(high)s, nine times in ten.",
        chance=say.chance(chance), mean=mean, low=low, high=high,
    )  # fmt: skip


def _favourite(answer: Answer) -> Chance | None:
    return answer.chance(answer.by_title()[0].id, "champion", "proposal") if answer.clubs else None


def _citation(answer: Answer, say: Language) -> str:
    origin = answer.data["provenance"]
    return say.plural(
        "Cupwright %(version)s: %(base)s compared with %(proposal)s in %(num)s world, seed %(seed)s. "
        "Facts %(facts)s, documents %(documents)s.",
        "Cupwright %(version)s: %(base)s compared with %(proposal)s in %(num)s worlds, seed %(seed)s. "
        "Facts %(facts)s, documents %(documents)s.",
        answer.worlds, version=origin["version"], base=answer.base, proposal=answer.proposal, seed=answer.seed,
        facts=origin["facts_hash"][:12], documents=origin["documents_hash"][:12],
    )  # fmt: skip
