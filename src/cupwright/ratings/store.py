"""Ratings in a file: a warm start loads them in a tenth of a second instead of fitting again."""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.ratings.field import Field
from cupwright.ratings.posterior import Convergence, Posterior
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.settings import RatingSettings

__all__ = ["load", "save"]

# Raised whenever the file changes its meaning; the versions of the models stand in the names of kept files.
_FORMAT = "ratings-3"
_NAMES = ("clubs", "countries", "confederations")


def save(ratings: Ratings, path: Path) -> None:
    """Write ratings to `path` (``.npz``), in one move: a reader never sees half a file."""
    field, posterior, rest = ratings.field, ratings.posterior, ratings.convergence
    arrays = {item.name: np.asarray(getattr(field, item.name)) for item in fields(field)}
    for name in _NAMES:
        arrays[name] = np.asarray(getattr(field, name), dtype=np.str_)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            np.savez(
                file,
                **arrays,
                model=np.array(f"{_FORMAT} {ratings.model}"),
                competitions=np.asarray(ratings.competitions, dtype=np.str_),
                mean=posterior.mean,
                root=posterior.root,
                sizes=np.array([posterior.clubs, posterior.hosts, posterior.competitions, posterior.countries]),
                settings=np.array(ratings.settings.describe()),
                until=np.array(ratings.until),
                convergence=np.array([rest.matches, rest.steps, rest.decrement]),
                allow_pickle=False,
            )
        partial.replace(path)
    except OSError as error:
        raise CupwrightError.of("cache", f"the ratings could not be written: {error}") from error
    finally:
        with suppress(OSError):
            partial.unlink()


def load(path: Path) -> Ratings:
    """Read what :func:`save` wrote.

    Raises
    ------
    CupwrightError
        If the file is missing, damaged, or of another version.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            version, _, model = str(file["model"]).partition(" ")
            if version != _FORMAT:
                raise CupwrightError.of("cache", f"{path.name} holds ratings of another version")
            arrays = {item.name: file[item.name] for item in fields(Field)}
            for name in _NAMES:
                arrays[name] = tuple(arrays[name].tolist())
            matches, steps, decrement = file["convergence"].tolist()
            return Ratings(
                field=Field(**arrays),
                competitions=tuple(file["competitions"].tolist()),
                posterior=Posterior(file["mean"], file["root"], *file["sizes"].tolist()),
                settings=RatingSettings.read(str(file["settings"])),
                until=file["until"][()],
                convergence=Convergence(int(matches), int(steps), decrement),
                model=model,
            )
    except (OSError, KeyError, ValueError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise CupwrightError.of(
            "cache", f"{path.name} cannot be read: {error}", hint="delete it; it is made anew"
        ) from error
