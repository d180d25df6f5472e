"""The hosting rule as a switch: a proposal of the library, and one clause more for every tie of a guest."""

from __future__ import annotations

import re
from functools import cache

from cupwright.football.competitions import TieStage

__all__ = ["HOSTING", "guests_host_first"]

HOSTING = ("as-now", "guest-first")


@cache
def guests_host_first(name: str) -> str:
    """Return the text of a proposal of the library in which a guest hosts the first leg against a member.

    The clause is that of the years with guests, when the tournament had to end in South America. It is set for the
    stages of two legs that a guest can reach.
    """
    from cupwright.rulebook import amend, list_documents, load_edition, load_proposal

    proposal = load_proposal(name)
    edition = amend(load_edition(proposal.amends), proposal)
    stages = edition.format.stages
    order = [stage.id for stage in stages]
    first = min(order.index(slot.enters) for slot in edition.slots if slot.guest)
    lines = "".join(
        f"  - set: {{path: stages.{stage.id}.guest-hosts-first, value: true, because: a guest hosts the first leg}}\n"
        for stage in stages[first:]
        if isinstance(stage, TieStage) and stage.legs == 2 and not stage.neutral and not stage.guest_hosts_first
    )
    text = list_documents()[name].read_text(encoding="utf-8")
    text = re.sub(r"^id: (.*)$", r"id: \1-guests-host-first", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title: (.*)$", r"title: \1, and a guest hosts the first leg", text, count=1, flags=re.MULTILINE)
    head, sign, rest = text.partition("\nchanges:\n")
    ended = re.search(r"^(?=[^\s#-])", rest, flags=re.MULTILINE)
    at = len(rest) if ended is None else ended.start()
    return f"{head}{sign}{rest[:at].rstrip()}\n{lines}\n{rest[at:]}"
