"""Which stages of a competition a word means: a stage, the beginning of its id, or a family of stages."""

from __future__ import annotations

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Format, TieStage

__all__ = ["FAMILIES", "stages_meant"]

FAMILIES = ("play-offs", "knockout", "qualifying")
_KNOCKOUT = {"play-offs", "playoffs", "knockout", "knock-out", "liguilla"}


def stages_meant(format_: Format, word: str) -> tuple[str, ...]:
    """Return the ids of the stages that a word means, in the order in which they are played.

    Parameters
    ----------
    word
        The id of a stage; ``"play-offs"`` or ``"knockout"`` for the ties after the last table (all ties where there is
        none); ``"qualifying"`` for what is played before the first; or the beginning of one id.

    Raises
    ------
    CupwrightError
        If it means no stage, or several that are no family.
    """
    ids = [stage.id for stage in format_.stages]
    if word in ids:
        return (word,)
    tables = [number for number, stage in enumerate(format_.stages) if not isinstance(stage, TieStage)]
    found: list[str] = []
    if word in _KNOCKOUT:
        found = ids[tables[-1] + 1 :] if tables else ids
    elif word == "qualifying":
        found = ids[: tables[0]] if tables else []
    elif word:
        found = [name for name in ids if name.startswith(word)]
        if len(found) > 1:
            facts = [f"it begins: {', '.join(found)}"]
            raise CupwrightError.of("unknown-stage", f"`{word}` does not say which stage is meant", facts=facts)
    if not found:
        facts = [f"its stages: {', '.join(ids)}", f"families of stages: {', '.join(FAMILIES)}"]
        raise CupwrightError.of(
            "unknown-stage", f"`{format_.id}` has no stage `{word}`", facts=facts,
            hint=did_you_mean(word, [*ids, *FAMILIES]),
        )  # fmt: skip
    return tuple(found)
