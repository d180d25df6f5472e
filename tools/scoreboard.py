"""Write the page of scores: ``python -m tools.scoreboard`` from what is stored, ``--run`` to evaluate and store first.

What is stored is one JSON file for each version in ``docs/scoreboard``, as ``cupwright backtest --format json`` has it;
it names the facts it rests on. The page is made from the stored files alone, so that building it takes no evaluation.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cupwright.report.backtest import better_or_worse, score, span
from cupwright.report.numbers import count, date_words, percent, quantity, signed
from cupwright.report.reliability import panel_rows, reliability_svg

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "scoreboard.md"
STORE = DOCS / "scoreboard"
BENCHMARKS = STORE / "benchmarks.json"
SHIPPED = DOCS.parent / "src" / "cupwright" / "app" / "web" / "shipped" / "scoreboard.json"
"""What the page in the browser shows: the documentation is not part of what is installed."""
MODEL, AGAINST = "dynamic", ("static", "elo", "base-rates")
SINCE, UNTIL = "2022", "2025"

# Set before the model was built: RPS by competition, the calibration of all matches, and the log losses of editions.
GOALS = {
    "usa-mls": 0.2185, "mex-liga-mx": 0.2078, "bra-serie-a": 0.2083, "arg-primera": 0.2133,
    "conmebol-libertadores": 0.1790, "conmebol-sudamericana": 0.1935, "concacaf-champions": 0.1740,
}  # fmt: skip
SLOPES, MOST_ECE, TIES, GROUPS = (0.97, 1.03), 0.007, 0.595, 0.443

Row = Mapping[str, Any]

_INTRODUCTION = """# Scoreboard

How good the forecasts are, on matches that the models had not seen: each match is forecast from the results of
earlier days only, and the settings were chosen on matches up to 2021 (but for one: how fast MLS fades was tried on
later years first, see [how clubs are rated](ratings.md)). This page is made by `python -m tools.scoreboard` from
evaluations that are stored with the documentation, one for each version; `python -m tools.scoreboard --run` makes that
of the version at hand again.

**RPS**, the ranked probability score (Constantinou and Fenton 2012), and the **Brier score** (1950, the sum over
the three outcomes) measure distance from what happened, the **log loss** surprise; lower is better. The **slope**
bends all forecasts towards the middle (below 1 they were too sure) or away from it, and the **intercept** adds to the
home side's log odds against the visitor: the recalibration of greatest likelihood, over all three outcomes. The
**ECE** is the mean distance between what was said and how often it came true, over ten bins of equal width and all
three outcomes; beside it stands what luck alone would make of it if every forecast were right. Scores are those of
90 minutes. Intervals hold 95 %; they come from resampling whole weeks, the same for all models, so that a difference
is measured on the same matches.
"""


def page(stored: Sequence[Mapping[str, Any]], benchmarks: Mapping[str, Any] | None = None) -> str:
    """Return the page.

    Parameters
    ----------
    stored
        The evaluations, newest version first.
    benchmarks
        What ``benchmarks/bench_forecasts.py`` measured, if it was.
    """
    newest = stored[0]
    lines = [_INTRODUCTION, *_made(newest)]
    lines += [
        "## Goals\n",
        *_goals(newest),
        "\n## Scores\n",
        *_scores(newest),
        "\n## Differences\n",
        *_differences(newest),
    ]
    lines += ["\n## Calibration\n", *_calibration(newest), *_plot(newest)]
    lines += [*_editions(newest)]
    if benchmarks is not None:
        lines += ["\n## Benchmarks\n", *_benchmarks(benchmarks)]
    lines += ["\n## From version to version\n", *_versions(stored)]
    return "\n".join(lines).rstrip() + "\n"


def plot_name(data: Mapping[str, Any]) -> str:
    """Return the name of the file with the reliability plots of an evaluation."""
    return f"reliability-{data['provenance']['version']}.svg"


def plot(data: Mapping[str, Any]) -> str:
    """Return the reliability plots of an evaluation, an SVG."""
    names, model = ["all", *data["competitions"]], data["models"][0]["model"]
    description = f"Reliability of the model {model}: what was said beside what happened, by competition"
    return reliability_svg(panel_rows(data["reliability"], model, names), names, description)


def _table(head: str, right: str, rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {head} |"
    yield f"|{'|'.join('---:' if letter == 'r' else '---' for letter in right)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _made(data: Mapping[str, Any]) -> Iterator[str]:
    made, models = data["provenance"], {one["model"]: one["title"] for one in data["models"]}
    yield f"Version {made['version']}, evaluated on {date_words(made['made_on'])}: {count(data['matches'])} matches,"
    yield f"{date_words(data['since'])} to {date_words(data['until'])}. Facts `{made['facts_hash'][:16]}`. Command:\n"
    yield f"```console\n$ {made['command']}\n```\n"
    yield from (f"- **{name}**: {title}" for name, title in models.items())
    if data["left_out"]:
        yield f"\nLeft out: {'; '.join(data['left_out'])}.\n"


def _by_competition(rows: Sequence[Row]) -> Iterator[Row]:
    for competition in dict.fromkeys(row["competition"] for row in rows):
        yield from (row for row in rows if row["competition"] == competition)


def _goals(data: Mapping[str, Any]) -> Iterator[str]:
    model = data["models"][0]["model"]
    mine = {row["competition"]: row for row in data["results"] if row["model"] == model}
    yield f"Set before the model `{model}` was built, and whether it reaches them.\n"
    rows = [
        (f"RPS, {name}", f"{quantity(goal, 4)} or less", score(mine[name]["rps"]),
         mine[name]["rps"]["mean"] <= goal + 0.00005)
        for name, goal in GOALS.items() if name in mine
    ]  # fmt: skip
    slope, ece = mine["all"]["slope"], mine["all"]["ece"]
    low, high = SLOPES
    rows.append(("slope, all", f"{low} to {high}", score(slope, 2), low <= round(slope["mean"], 2) <= high))
    rows.append(("ECE, all", f"{MOST_ECE} or less", score(ece), ece["mean"] <= MOST_ECE))
    for kind, competition, goal in (("ties", "all", TIES), ("groups", "conmebol-libertadores", GROUPS)):
        found = [row for row in data[kind] if (row["model"], row["competition"]) == (model, competition)]
        for row in found:
            reached = row["log_loss"]["mean"] <= goal + 0.0005
            rows.append((f"log loss of {kind}, {competition}", f"{goal} or less", score(row["log_loss"], 3), reached))
    apart = {row["competition"]: row for row in data["paired"]
             if (row["model"], row["against"]) == (model, "elo")}  # fmt: skip
    if apart:
        whole, single = apart["all"], [row for name, row in apart.items() if name in GOALS]
        better, sure = (sum(row[end] < 0 for row in single) for end in ("rps_difference", "high"))
        rows.append(("RPS below that of elo", f"in all {len(single)} competitions",
                     f"in {better}, beyond luck in {sure}", better == len(single)))  # fmt: skip
        said = f"{signed(whole['rps_difference'], 4)} ({signed(whole['low'], 4)} to {signed(whole['high'], 4)})"
        rows.append(("RPS minus that of elo, all", "interval below 0", said, whole["high"] < 0))
    cells = ((what, goal, figure, "reached" if reached else "missed") for what, goal, figure, reached in rows)
    yield from _table("figure | goal | measured | ", "lrrl", cells)


def _scores(data: Mapping[str, Any]) -> Iterator[str]:
    rows = (
        (row["competition"], row["model"], count(row["matches"]), *(
            cell for name in ("rps", "log_loss", "brier") for cell in (score(row[name]), span(row[name]))))
        for row in _by_competition(data["results"])
    )  # fmt: skip
    yield from _table(
        "competition | model | matches | RPS | interval | log loss | interval | Brier | interval", "llrrlrlrl", rows
    )


def _differences(data: Mapping[str, Any]) -> Iterator[str]:
    yield "The first model less the other; below 0 the first is better, *open* where the interval holds 0.\n"
    rows = (
        (row["competition"], f"{row['model']} − {row['against']}", signed(row["rps_difference"], 4),
         span(row, sign=True), better_or_worse(row), signed(row["log_loss_difference"]["mean"], 4),
         span(row["log_loss_difference"], sign=True))
        for row in _by_competition(data["paired"])
    )  # fmt: skip
    yield from _table("competition | models | RPS | interval | | log loss | interval", "llrllrl", rows)


def _calibration(data: Mapping[str, Any]) -> Iterator[str]:
    rows = (
        (row["competition"], row["model"], score(row["slope"], 2), span(row["slope"], 2),
         signed(row["intercept"]["mean"], 2), span(row["intercept"], 2, sign=True), score(row["ece"]),
         span(row["ece"]), quantity(row["ece_by_luck"], 4))
        for row in _by_competition(data["results"])
    )  # fmt: skip
    yield from _table(
        "competition | model | slope | interval | intercept | interval | ECE | interval | by luck", "llrlrlrlr", rows
    )


def _plot(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n![What was said beside what happened, by competition](scoreboard/{plot_name(data)})\n"
    yield f"Points are bins of the model `{data['models'][0]['model']}`, larger with more forecasts; on the dashed line"
    yield "what was said is what happened."


def _editions(data: Mapping[str, Any]) -> Iterator[str]:
    for kind, noun, title, words in (
        ("ties", "ties", "Ties over two legs", "Who goes on, said on the eve of a stage's first leg."),
        ("groups", "clubs", "Groups", "Which clubs go on from their group, said on the eve of the group stage."),
    ):
        if not data[kind]:
            continue
        coin = quantity(data[kind][0]["coin"], 3)
        yield f"\n## {title}\n\n{words} The rest of the edition is played on from that day's ratings; a tossed coin has"
        yield f"a log loss of {coin}.\n"
        rows = (
            (row["competition"], row["model"], count(row[noun]), score(row["log_loss"], 3), span(row["log_loss"], 3),
             score(row["brier"], 3), span(row["brier"], 3))
            for row in _by_competition(data[kind])
        )  # fmt: skip
        yield from _table(f"competition | model | {noun} | log loss | interval | Brier | interval", "llrrlrl", rows)
        for row in data[f"paired_{kind}"]:
            if row["competition"] == "all":
                yield f"\n`{row['model']}` less `{row['against']}`: {signed(row['log_loss_difference'], 4)}"
                yield f"({span(row, sign=True)}), {better_or_worse(row)}."
    if data["champions"]:
        yield from _champions(data["champions"])


def _champions(crowned: Sequence[Row]) -> Iterator[str]:
    yield "\n## Champions\n\nThe chance that the later champion had on the eve of the group stage.\n"
    rows = (
        (row["edition"], row["champion"], row["model"], percent(row["chance"], 1), percent(1 / row["clubs"], 1))
        for row in crowned
    )
    yield from _table("edition | champion | model | chance | equal chances", "lllrr", rows)


def _benchmarks(measured: Mapping[str, Any]) -> Iterator[str]:
    made = date_words(measured["made_on"])
    yield f"Measured on {made} by `python benchmarks/bench_forecasts.py`; in each part on the same matches."
    for part in measured["parts"]:
        yield f"\n**{part['title']}.** {part['words']}\n"
        rows = (
            (row["competition"], row["model"], count(row["matches"]), score(row["rps"]), span(row["rps"]),
             score(row["log_loss"]), span(row["log_loss"]))
            for row in _by_competition(part["results"])
        )  # fmt: skip
        yield from _table("competition | forecasts | matches | RPS | interval | log loss | interval", "llrrlrl", rows)
        for row in part["paired"]:
            if row["competition"] == "all":
                yield f"\n`{row['model']}` less `{row['against']}` over all: {signed(row['rps_difference'], 4)}"
                yield f"({span(row, sign=True)}), {better_or_worse(row)}."


def _versions(stored: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "RPS over all competitions. Facts and matches may differ from version to version.\n"
    rows = (
        (data["provenance"]["version"], date_words(data["provenance"]["made_on"]),
         f"`{data['provenance']['facts_hash'][:16]}`", row["model"], count(row["matches"]), score(row["rps"]),
         score(row["log_loss"]))
        for data in stored for row in data["results"] if row["competition"] == "all"
    )  # fmt: skip
    yield from _table("version | made on | facts | model | matches | RPS | log loss", "llllrrr", rows)


def stored_evaluations() -> list[dict[str, Any]]:
    """Return the stored evaluations, newest version first."""
    found = [json.loads(path.read_text("utf-8")) for path in STORE.glob("[0-9]*.json")]
    return sorted(found, key=lambda data: _number(data["provenance"]["version"]), reverse=True)


def stored_benchmarks() -> dict[str, Any] | None:
    """Return the stored benchmarks, or None."""
    if not BENCHMARKS.exists():
        return None
    found: dict[str, Any] = json.loads(BENCHMARKS.read_text("utf-8"))
    return found


def _number(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def evaluate() -> None:
    """Evaluate the version at hand, from nothing kept, and store it."""
    from cupwright.study.backtest import backtest

    def tell(done: int, of: int, what: str) -> None:
        print(f"{what}: {done} of {of}" if of else what, file=sys.stderr)

    data = backtest(MODEL, against=AGAINST, since=SINCE, until=UNTIL, fresh=True, progress=tell).to_dict()
    STORE.mkdir(exist_ok=True)
    text = json.dumps(_rounded(data), ensure_ascii=False, indent=1)
    (STORE / f"{data['provenance']['version']}.json").write_text(text + "\n", encoding="utf-8")


def shipped(data: Mapping[str, Any]) -> str:
    """Return what is shipped of an evaluation: the scores, and what they rest on."""
    kept = {name: data[name] for name in ("since", "until", "matches", "results", "provenance")}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def _rounded(value: Any) -> Any:
    """Return data with its numbers to seven decimals: more is noise of the machine."""
    if isinstance(value, float):
        return round(value, 7)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else value


def main(words: Sequence[str]) -> int:
    """Evaluate if asked to, and write the page and its plots."""
    if set(words) - {"--run"}:
        print("python -m tools.scoreboard [--run]", file=sys.stderr)
        return 2
    if words:
        evaluate()
    stored = stored_evaluations()
    if not stored:
        print("no evaluation is stored yet: python -m tools.scoreboard --run", file=sys.stderr)
        return 2
    for data in stored[:1]:
        (STORE / plot_name(data)).write_text(plot(data), encoding="utf-8")
    PAGE.write_text(page(stored, stored_benchmarks()), encoding="utf-8")
    SHIPPED.write_text(shipped(stored[0]), encoding="utf-8")
    print(f"{PAGE.name}: version {stored[0]['provenance']['version']}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
