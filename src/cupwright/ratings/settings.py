"""The settings of the rating model: every prior and every choice that moves the answer."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

from cupwright.errors import CupwrightError, Problem

__all__ = ["DEFAULT_MODEL", "Links", "RatingSettings"]

DEFAULT_MODEL = "dynamic"
"""The model that rates unless another is asked for."""

Links = Literal["direct+bridge", "direct", "none"]


def _model() -> str:
    return os.environ.get("CUPWRIGHT_MODEL") or DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class RatingSettings:
    """Priors and choices of the static and the dynamic Poisson model. All effects are in log goals.

    Parameters
    ----------
    model
        The name of the model that rates; see :mod:`cupwright.ratings.models`. By default :data:`DEFAULT_MODEL`, or
        what the environment variable ``CUPWRIGHT_MODEL`` names.
    links
        Which matches between confederations count: ``"direct+bridge"`` all of them, ``"direct"`` only
        those between `home_confederations`, ``"none"`` none.
    home_confederations
        The two confederations that are compared; the others serve as a bridge.
    confederation_sd, confederation_drift
        Standard deviation of a confederation's effect, and of its change in a year.
    country_sd, country_drift
        The same for a country within its confederation.
    attack_sd, defence_sd, attack_defence_correlation
        Spread of clubs within a country.
    club_half_life_days
        Half-life of what is known about a club while it does not play.
    home_sd
        Spread of clubs' own home advantage around that of the competition.
    competition_sd, competition_home_sd
        Spread of the competitions' goal level and of their home advantage.
    altitude_sd, rho_mean, rho_sd
        Priors of the effect of a km climbed and of the Dixon-Coles parameter.
    second_tier, national_cups, second_tier_start
        Leagues below the first tier; cups open to all tiers, which say nothing of a club's tier; and where
        the clubs below the first tier start.
    league_paces
        Leagues whose clubs are closer together or change faster than elsewhere, such as one with a salary cap:
        (competition, factor on the spread of clubs, half-life in days of what is known about a club, half-life in
        days of a result).
    half_life_days
        Age at which a result counts half for today's strengths; the other half counts for its own era.
    era_years
        Length of an era, counted back from the date of the rating.
    level_drift, home_drift
        Change in a year of a competition's goal level and of its home advantage (dynamic model).
    promoted_start
        Where a club starts that joins a national league which has been known for long (dynamic model).
    idle_years
        A club that has not played for so long is forgotten, and starts anew if it returns (dynamic model).
    leg_sd
        Prior of the effects of first and second legs (dynamic model).
    filter_rho
        The Dixon-Coles parameter, which the dynamic model does not learn.
    since
        First date that is used at all; `late_starts` holds later ones for single competitions.
    """

    model: str = field(default_factory=_model)
    links: Links = "direct+bridge"
    home_confederations: tuple[str, str] = ("CONMEBOL", "CONCACAF")
    confederation_sd: float = 1.0
    confederation_drift: float = 0.05
    country_sd: float = 0.45
    country_drift: float = 0.03
    attack_sd: float = 0.29
    defence_sd: float = 0.26
    attack_defence_correlation: float = 0.4
    club_half_life_days: float = 8000.0
    home_sd: float = 0.1
    competition_sd: float = 0.15
    competition_home_sd: float = 0.12
    altitude_sd: float = 1.0
    rho_mean: float = -0.05
    rho_sd: float = 0.1
    second_tier: tuple[str, ...] = ("bra-serie-b", "mex-expansion")
    national_cups: tuple[str, ...] = ("bra-copa-do-brasil",)
    second_tier_start: float = -0.4
    league_paces: tuple[tuple[str, float, float, float], ...] = (
        ("usa-mls", 0.7, 800.0, 300.0),
        ("arg-primera", 0.8, 1500.0, 500.0),
        ("bra-serie-a", 1.0, 2400.0, 500.0),
    )
    half_life_days: float = 500.0
    era_years: float = 3.0
    level_drift: float = 0.04
    home_drift: float = 0.04
    promoted_start: float = -0.12
    idle_years: float = 2.0
    leg_sd: float = 0.15
    filter_rho: float = -0.1
    since: dt.date = dt.date(1998, 1, 1)
    late_starts: tuple[tuple[str, dt.date], ...] = (("usa-mls", dt.date(2000, 1, 1)),)

    def __post_init__(self) -> None:
        problems = []
        if self.links not in get_args(Links):
            problems.append(
                Problem("setting", f"`links` is `{self.links}`", hint=f"one of {', '.join(get_args(Links))}")
            )
        may_be_zero = {"confederation_drift", "country_drift", "level_drift", "home_drift"}
        for item in fields(self):
            value = getattr(self, item.name)
            positive = item.name.endswith(("_sd", "_drift", "_days", "_years"))
            if positive and not (value > 0 or (value == 0 and item.name in may_be_zero)):
                problems.append(Problem("setting", f"`{item.name}` is {value}, which is not above 0"))
        if not -1 < self.attack_defence_correlation < 1:
            problems.append(Problem("setting", "`attack_defence_correlation` is not between -1 and 1"))
        if problems:
            raise CupwrightError(problems)

    def describe(self) -> str:
        """Return the settings as text, the same for equal settings; :meth:`read` turns it back."""
        return json.dumps(asdict(self), default=str, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> RatingSettings:
        """Return the settings that :meth:`describe` wrote down."""
        values = {name: _frozen(value) for name, value in json.loads(text).items()}
        values["since"] = dt.date.fromisoformat(values["since"])
        values["late_starts"] = tuple((name, dt.date.fromisoformat(day)) for name, day in values["late_starts"])
        return cls(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
