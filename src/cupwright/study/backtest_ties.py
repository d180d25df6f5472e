"""How good what was foretold of ties, groups and champions was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import numpy as np

from cupwright.study.backtest_set import weeks_of
from cupwright.study.resampling import Weeks

__all__ = ["COIN", "edition_scores"]

COIN = log(2)
"""Log loss of a tossed coin."""

_ALL = "all"
Row = Mapping[str, Any]


def edition_scores(foretold: Mapping[str, Sequence[Row]], question: str, seed: int) -> dict[str, list[dict[str, Any]]]:
    """Score what models foretold of editions.

    Parameters
    ----------
    foretold
        By model, rows as :func:`cupwright.study.backtest_editions.foretell` gives them.
    question
        The model that is compared with the others.
    seed
        Of the resampling.

    Returns
    -------
    dict
        ``ties`` and ``groups``: for each model and competition (``all`` first) the number of ties (of clubs), log loss
        and Brier score (the squared error of the one chance) with intervals, and the log loss of a coin;
        ``paired_ties`` and ``paired_groups``: the difference in log loss of that model from each other;
        ``champions``: for each model and edition the chance of the club that won it, its log loss, and that of
        equal chances.
    """
    found: dict[str, list[dict[str, Any]]] = {"champions": [_crowned(m, r) for m, rows in foretold.items()
                                                            for r in rows if r["kind"] == "champions"]}  # fmt: skip
    for kind, noun in (("ties", "ties"), ("groups", "clubs")):
        own = {model: [row for row in rows if row["kind"] == kind] for model, rows in foretold.items()}
        found[kind], found[f"paired_{kind}"] = _scored(own, question, noun, seed)
    return found


def _scored(
    foretold: Mapping[str, Sequence[Row]], question: str, noun: str, seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    results: list[dict[str, Any]] = []
    paired: list[dict[str, Any]] = []
    # All models foretell the same rows in the same order.
    rows = next(iter(foretold.values()), ())
    competitions = dict.fromkeys(row["competition"] for row in rows)
    blocks = np.unique([_block(row) for row in rows], return_inverse=True)[1] if rows else np.zeros(0, np.int64)
    for competition in (_ALL, *competitions) if rows else ():
        mine = np.array([competition in (_ALL, row["competition"]) for row in rows])
        weeks = Weeks(blocks[mine], seed)
        losses = {}
        for model, own in foretold.items():
            chance = np.array([row["chance"] for row in own])[mine]
            happened = np.array([row["happened"] for row in own])[mine]
            losses[model] = -np.log(np.where(happened == 1, chance, 1 - chance))
            scores = {"log_loss": weeks.mean(losses[model]), "brier": weeks.mean((chance - happened) ** 2)}
            about = {"model": model, "competition": competition, noun: int(mine.sum())}
            results.append({**about, **scores, "coin": COIN})
        for other in [name for name in losses if name != question and question in losses]:
            gain = weeks.mean(losses[question] - losses[other])
            about = {"model": question, "against": other, "competition": competition, noun: int(mine.sum())}
            paired.append({**about, "log_loss_difference": gain["mean"], "low": gain["low"], "high": gain["high"]})
    return results, paired


def _block(row: Row) -> str:
    """Return what is resampled as one: the stages that begin in a week, or a group, whose clubs share its places."""
    if "group" in row:
        return f"{row['edition']} {row['group']}"
    return str(weeks_of(np.array([row["day"]], dtype="datetime64[D]"))[0])


def _crowned(model: str, row: Row) -> dict[str, Any]:
    return {
        "model": model,
        "competition": row["competition"],
        "edition": row["edition"],
        "champion": row["clubs"][0],
        "chance": row["chance"],
        "log_loss": -log(row["chance"]),
        "clubs": row["field"],
        "log_loss_of_equal_chances": log(row["field"]),
    }
