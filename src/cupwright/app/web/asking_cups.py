"""Questions about a cup that is played in many worlds: comparisons, odds, what single matches do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cupwright.app.web.asking_shared import MOST_PROPOSALS, day_of, of_library, ratings_of, served_at
from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question, number_of
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from cupwright.rulebook import Proposal
    from cupwright.study.comparison import Comparisons

__all__ = ["compare", "course", "odds", "open_", "swings"]


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


def compare(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Compare an edition with proposals: ``answers``, one for each."""
    from cupwright.study.compare import compare as ask

    base = of_library(asked.get("base"), "editions")
    names = [name for name in asked.get("proposals").split(",") if name][: MOST_PROPOSALS + 1]
    if len(names) > MOST_PROPOSALS:
        raise CupwrightError.of("proposals", f"at most {MOST_PROPOSALS} proposals are compared at once")
    sent = _sent(asked)
    others: list[Any] = [of_library(name, "proposals", "editions") for name in names]
    # A first answer leaves the metrics out and the other settings of the ratings; some need the metrics only.
    quick = asked.get("quick")
    found = ask(
        base, [*others, sent] if sent is not None else others, worlds=_worlds(asked, settings),
        seed=asked.whole("seed", 7), as_of=asked.get("as-of") or None, threads=settings.threads,
        settings=ratings_of(settings, asked.get("links")),
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


def odds(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Odds of an edition under way, with results put in; of a proposal, from its eve."""
    from cupwright.study.fixed import fixed_of
    from cupwright.study.simulate import simulate
    from cupwright.study.what_if import what_if

    name = of_library(asked.get("edition"), "editions", "proposals")
    shared: dict[str, Any] = {
        "worlds": _worlds(asked, settings), "seed": asked.whole("seed", 7), "as_of": asked.get("as-of") or None,
        "threads": settings.threads, "settings": ratings_of(settings), "progress": tell,
    }  # fmt: skip
    if _is_edition(name):
        return what_if(name, fixed_of(asked.under("result.")), **shared).to_dict()
    return simulate(name, **shared).to_dict()


def open_(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the matches of an edition that are to be played, and the day they are open on."""
    from cupwright.study.documents import base_edition
    from cupwright.study.open_matches import open_matches
    from cupwright.study.provenance import provenance_of
    from cupwright.study.what_if import eve_under_way, names_of

    tell(0, 0, "replaying")
    noun = base_edition(of_library(asked.get("edition"), "editions"))
    eve = eve_under_way(noun, day_of(asked.get("as-of")))
    return {
        "edition": noun.id,
        "as_of": None if eve.as_of is None else str(eve.as_of),
        "matches": [match.to_dict() for match in open_matches(noun, eve.known)],
        "titles": {"stages": {stage.id: stage.title for stage in noun.format.stages}, "clubs": names_of(noun)},
        "starts": str(noun.starts),
        "provenance": {
            **provenance_of([noun], ""),
            **served_at(_on_day(f"editions/{noun.id}/odds", eve.as_of), settings),
        },
    }


def swings(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """What the next matches do to the odds."""
    from cupwright.study.swings import swings as ask

    name = of_library(asked.get("edition"), "editions")
    found = ask(name, as_of=asked.get("as-of") or None, worlds=settings.swing_worlds, seed=asked.whole("seed", 7),
                threads=settings.threads, settings=ratings_of(settings), progress=tell)  # fmt: skip
    at = served_at(_on_day(f"editions/{name}/matches", found["as_of"]), settings)
    return {**found, "provenance": {**found["provenance"], **at}}


def _on_day(page: str, day: object) -> str:
    return page if day is None else f"{page}?as-of={day}"


def course(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the title odds of an edition over time."""
    from cupwright.study.season_course import season_course

    name = of_library(asked.get("edition"), "editions")
    found = season_course(name, worlds=settings.course_worlds, seed=asked.whole("seed", 7), threads=settings.threads,
                          settings=ratings_of(settings), progress=tell)  # fmt: skip
    at = served_at(f"editions/{name}/course", settings)
    return {**found, "provenance": {**found["provenance"], **at}}


def _is_edition(name: str) -> bool:
    from cupwright.rulebook import list_documents

    return list_documents()[name].parent.name == "editions"
