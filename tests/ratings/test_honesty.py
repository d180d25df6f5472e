"""No match between confederations, no knowledge of the gap: for every model that has a posterior."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupwright.ratings import fit
from tests.ratings.world import SETTINGS, UNTIL, world


@pytest.mark.parametrize("model", ["static", "dynamic"])
def test_without_links_the_gap_is_wide_open(model: str) -> None:
    small = world()
    linked, alone = (
        fit(small.results, small.clubs, replace(SETTINGS, links=links), UNTIL, model).league_gap("ONE", "TRE")[1]
        for links in ("direct+bridge", "none")
    )
    assert linked < 0.5 < alone
    within = fit(small.results, small.clubs, replace(SETTINGS, links="none"), UNTIL, model).league_gap("ONE", "TWO")[1]
    assert within < 0.5
