"""Do the stages fit together: references, cycles, and the number of clubs that reach each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from cupwright.football.competitions import Feed, Format, LeagueStage, Stage
from cupwright.rulebook.checks.findings import Findings, Key, produced, size_facts, tables, taken

__all__ = ["check_graph", "check_numbers"]


def check_graph(format_: Format, findings: Findings) -> None:
    """Check that every reference to a stage leads to an earlier one."""
    ids = [stage.id for stage in format_.stages]
    for name, count in Counter(ids).items():
        if count > 1:
            findings.add("twice", ("stages", name), f"there are {count} stages called `{name}`")
    cyclic = _cycle(format_)
    if cyclic:
        chain = " <- ".join(cyclic)
        message = f"stage `{cyclic[0]}` takes clubs that come out of itself"
        findings.add("cycle", ("stages", cyclic[0], "from"), message, [chain])
    for index, stage in enumerate(format_.stages):
        path: tuple[Key, ...] = ("stages", stage.id)
        for i, feed in enumerate(stage.feeds):
            _feed(format_, feed, (*path, "from", i), findings)
            if feed.stage in ids and ids.index(feed.stage) >= index and not cyclic:
                findings.add("order", (*path, "from", i), f"`{feed.stage}` must stand before `{stage.id}`")
        if sum(feed.slots for feed in stage.feeds) > 1:
            findings.add("feed", (*path, "from"), f"stage `{stage.id}` names `slots` more than once")
        if stage.seeding and stage.seeding not in ids[:index]:
            findings.unknown("stage", stage.seeding, ids[:index], (*path, "seeding"))
    for award in format_.awards:
        for i, feed in enumerate(award.candidates):
            _feed(format_, feed, ("awards", award.id, "candidates", i), findings)
    for i, prize in enumerate(format_.prizes):
        if prize.stage not in ids:
            findings.unknown("stage", prize.stage, ids, ("prizes", i, "stage"))


def _feed(format_: Format, feed: Feed, path: tuple[Key, ...], findings: Findings) -> None:
    if feed.slots:
        return
    stages = {stage.id: stage for stage in format_.stages}
    if feed.stage not in stages:
        findings.unknown("stage", feed.stage, stages, (*path, "stage"))
        return
    stage = stages[feed.stage]
    number = taken(stage, feed.take, feed.of)
    if number is None and feed.of and feed.of not in tables(stage):
        findings.unknown("table", feed.of, tables(stage), (*path, "of"))
    elif number is None:
        findings.add("feed", (*path, "take"), f"`{feed.stage}` has no `{feed.take}`", [size_facts(stage)])
    elif feed.best is not None and feed.worst is not None:
        findings.add("feed", path, "a feed keeps the best or the worst, not both")
    elif number is not None and (feed.best or feed.worst or 0) > number:
        word = "best" if feed.best else "worst"
        message = f"`{word}: {feed.best or feed.worst}` is more than there are"
        findings.add("feed", (*path, word), message, [f"`{feed.stage}` has {number} for `take: {feed.take}`"])


def _cycle(format_: Format) -> list[str]:
    """Return the ids of a cycle, first to first, or nothing."""
    needs = {s.id: [f.stage for f in s.feeds if f.stage] for s in format_.stages}
    state: dict[str, int] = {}

    def visit(name: str, trail: list[str]) -> list[str]:
        if state.get(name) == 1:
            return [*trail[trail.index(name) :], name]
        if state.get(name) == 2 or name not in needs:
            return []
        state[name] = 1
        for other in needs[name]:
            found = visit(other, [*trail, name])
            if found:
                return found
        state[name] = 2
        return []

    for name in needs:
        found = visit(name, [])
        if found:
            return found
    return []


def check_numbers(format_: Format, entering: Mapping[str, int], findings: Findings, words: str = "slots") -> None:
    """Check that as many clubs reach each stage as it has places, given how many enter at each by slot."""
    uses: dict[tuple[str, str], list[tuple[Stage, int, int]]] = defaultdict(list)
    for stage in format_.stages:
        total, facts, sure = 0, [], True
        for i, feed in enumerate(stage.feeds):
            if feed.slots:
                number: int | None = entering.get(stage.id, 0)
                facts.append(f"{number} {words}")
            else:
                number = produced(format_, feed.stage, feed.take, feed.best, feed.worst, feed.of)
                word = f"best {feed.best} " if feed.best else f"worst {feed.worst} " if feed.worst else ""
                facts.append(f"{number} {word}{feed.take} of `{feed.stage}`")
                if number is not None and not (feed.of or isinstance(_named(format_, feed.stage), LeagueStage)):
                    uses[feed.stage, feed.take].append((stage, i, number))
            sure &= number is not None
            total += number or 0
        if sure and total != stage.places:
            message = f"stage `{stage.id}` has {stage.places} places but {total} entrants reach it"
            hint = _hint(format_, stage, total)
            findings.add("places", ("stages", stage.id, "from"), message, [" + ".join(facts)], hint)
        if entering.get(stage.id, 0) and not any(feed.slots for feed in stage.feeds):
            message = f"{entering[stage.id]} {words} enter at `{stage.id}`, which takes none"
            hint = "add `slots` to its `from`"
            findings.add("places", ("stages", stage.id, "from"), message, (), hint)
    for (name, take), users in uses.items():
        available = produced(format_, name, take, None, None) or 0
        if sum(number for _, _, number in users) > available:
            stage, i, _ = users[-1]
            facts = [f"stage `{s.id}` takes {number}" for s, _, number in users]
            message = f"{take} of `{name}` go on twice: there are {available}"
            findings.add("feed", ("stages", stage.id, "from", i), message, facts)


def _named(format_: Format, name: str) -> Stage | None:
    return next((stage for stage in format_.stages if stage.id == name), None)


def _hint(format_: Format, stage: Stage, total: int) -> str:
    """Guess which feed to change, where one change would make the number right."""
    missing = stage.places - total
    for feed in stage.feeds:
        if feed.slots:
            continue
        kept = feed.best or feed.worst
        here = produced(format_, feed.stage, feed.take, feed.best, feed.worst, feed.of)
        full = produced(format_, feed.stage, feed.take, None, None, feed.of)
        if kept and here is not None and full is not None and 0 < here + missing <= full:
            word = "best" if feed.best else "worst"
            return f"`{feed.stage}` produces {full} {feed.take}; `{word}: {here + missing}`?"
    entering = any(feed.slots for feed in stage.feeds)
    if entering:
        return f"{'add' if missing > 0 else 'take away or move'} {abs(missing)} of the slots, or change `places`"
    return f"`places: {total}`?" if total > 0 else ""
