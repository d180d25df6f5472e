"""What a season settled is certain in the odds that follow it, and is not stated with an error."""

from __future__ import annotations

from cupwright.study.odds import entered_stages, open_stages
from cupwright.study.replaying import replay


def test_a_finished_season_leaves_nothing_open() -> None:
    season = replay("copa-libertadores-2015")
    sure, opened = entered_stages(season.edition, season.season), open_stages(season.edition, season.season)
    assert {"final", "champion"} <= sure["river-plate-arg"]
    assert "champion" not in sure["tigres-uanl"]
    assert "final" in sure["tigres-uanl"]
    assert all(opened[club] == sure[club] for club in season.edition.clubs)


def test_a_season_under_way_leaves_the_rest_open() -> None:
    season = replay("copa-libertadores-2015", as_of="2015-07-22")
    sure, opened = entered_stages(season.edition, season.season), open_stages(season.edition, season.season)
    assert {club for club in season.edition.clubs if "final" in sure[club]} == {"river-plate-arg", "tigres-uanl"}
    assert {club for club in season.edition.clubs if opened[club] - sure[club]} == {"river-plate-arg", "tigres-uanl"}
