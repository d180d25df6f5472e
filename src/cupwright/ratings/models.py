"""The models behind one interface: a registry of names, filled by the modules ``model_*`` of this room.

Adding a model is adding one small file whose class carries ``@register``; one that takes a file of the user's
(``csv:FILE``) registers a maker with ``@register_maker``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

import cupwright.ratings
from cupwright.errors import CupwrightError, did_you_mean
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["MODELS", "Forecasts", "Model", "model_named", "model_names", "no_posterior", "register", "register_maker"]


@dataclass(frozen=True, eq=False)
class Forecasts:
    """What a model says of N matches before they are played.

    Parameters
    ----------
    probabilities
        Shape (N, 3): the home side wins, the match is drawn, the away side wins, after 90 minutes.
    rates
        Shape (N, 2): expected goals of the home and the away side; NaN if the model knows none.
    rate_sd
        Shape (N, 2): standard deviations of the logs of the two rates; NaN if the model knows none.
    """

    probabilities: FloatArray
    rates: FloatArray
    rate_sd: FloatArray

    @classmethod
    def empty(cls, n: int) -> Forecasts:
        """Return `n` forecasts, all still NaN, to be filled in."""
        return cls(np.full((n, 3), np.nan), np.full((n, 2), np.nan), np.full((n, 2), np.nan))

    def put(self, rows: IntArray, others: Forecasts) -> None:
        """Fill in the forecasts of some rows."""
        self.probabilities[rows] = others.probabilities
        self.rates[rows] = others.rates
        self.rate_sd[rows] = others.rate_sd


class Model(Protocol):
    """What every rating model can do.

    A model's `version` is raised whenever the same results and settings would give other numbers: kept fits and
    stored evaluations are told apart by it.
    """

    @property
    def name(self) -> str:
        """The word that chooses it."""

    @property
    def title(self) -> str:
        """What it is, in a few words."""

    @property
    def version(self) -> int:
        """Raised with every change of its numbers."""

    @property
    def posterior(self) -> bool:
        """Whether it has strengths with a joint doubt, as all needs that is played in many worlds."""

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Yield the ratings at the end of each of the days (ascending), from results up to and including it.

        Raises
        ------
        CupwrightError
            With code ``model`` if the model has no posterior.
        """

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast the matches `rows` of the results, in the order given, each from results of earlier days only."""


MODELS: dict[str, Model] = {}
_MAKERS: dict[str, Callable[[str], Model]] = {}
_M = TypeVar("_M", bound=type)


def register(name: str) -> Callable[[_M], _M]:
    """Add a model, made without arguments, under its name."""

    def add(model: _M) -> _M:
        MODELS[name] = model()
        return model

    return add


def register_maker(kind: str) -> Callable[[Callable[[str], Model]], Callable[[str], Model]]:
    """Add a maker of models that are named ``kind:WORDS``; it is given the words."""

    def add(maker: Callable[[str], Model]) -> Callable[[str], Model]:
        _MAKERS[kind] = maker
        return maker

    return add


def model_names() -> list[str]:
    """Return the names of all models, those made from a file as ``kind:FILE``."""
    _find()
    return [*sorted(MODELS), *(f"{kind}:FILE" for kind in sorted(_MAKERS))]


def model_named(name: str) -> Model:
    """Return the model of a name.

    Raises
    ------
    CupwrightError
        If there is none.
    """
    _find()
    kind, colon, words = name.partition(":")
    if colon and kind in _MAKERS:
        return _MAKERS[kind](words)
    if name not in MODELS:
        raise CupwrightError.of(
            "model",
            f"no model `{name}`",
            facts=[f"there are {', '.join(model_names())}"],
            hint=did_you_mean(name, MODELS),
        )
    return MODELS[name]


def no_posterior(name: str) -> CupwrightError:
    """Return the error of a model that forecasts matches but has no strengths with doubt."""
    return CupwrightError.of(
        "model",
        f"the model `{name}` gives chances without strengths: it has no joint doubt to draw them from",
        hint="`static` and `dynamic` have; `cupwright backtest` takes every model",
    )


def _find() -> None:
    """Import every module of this room that holds a model; each registers itself."""
    for module in pkgutil.iter_modules(cupwright.ratings.__path__):
        if module.name.startswith("model_"):
            importlib.import_module(f"cupwright.ratings.{module.name}")
