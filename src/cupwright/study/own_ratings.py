"""A user's own ratings in place of those that results give: ``csv:FILE``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cupwright.errors import Place, Problem

if TYPE_CHECKING:
    from cupwright.ratings import Ratings

__all__ = ["check_model", "is_of_a_file", "own_ratings"]

_KIND = "csv:"


def is_of_a_file(model: str) -> bool:
    """Return whether a model is made from a user's file, so that its name does not say what it holds."""
    return model.startswith(_KIND)


def check_model(model: str) -> None:
    """Raise a CupwrightError if a model cannot rate, before anything is rated: it is none, or its file does not hold.

    A model that forecasts matches without strengths cannot either.
    """
    from cupwright.data.names import find_club
    from cupwright.ratings.models import model_named, no_posterior
    from cupwright.ratings.own_file import read_own

    if is_of_a_file(model):
        read_own(model.removeprefix(_KIND), lambda name, place: find_club(name, place=place))
    elif not model_named(model).posterior:
        raise no_posterior(model)


def own_ratings(base: Ratings, model: str) -> Ratings:
    """Return ratings whose attack and defence come from a file; all else stays as it was fitted.

    Parameters
    ----------
    base
        Fitted ratings of the day.
    model
        ``csv:FILE`` or ``csv:FILE,COVARIANCE``; see :mod:`cupwright.ratings.own_file`.

    Raises
    ------
    CupwrightError
        With every problem of the file.
    """
    from cupwright.data.names import find_club
    from cupwright.ratings.own import with_own
    from cupwright.ratings.own_file import read_own

    def find(name: str, place: Place) -> str | Problem:
        found = find_club(name, place=place)
        if isinstance(found, Problem) or found in base:
            return found
        return Problem("unknown-club", f"`{found}` has no country, so nothing to rate it by", place)

    table = read_own(model.removeprefix(_KIND), find)
    return replace(with_own(base, table), model=model, settings=replace(base.settings, model=model))
