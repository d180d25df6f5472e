"""The room `engine`: an edition compiles to a plan; the plan is run over worlds, replayed, explained, verified."""

from cupwright.engine.assured import assured
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan, compile_plan
from cupwright.engine.run import Interrupted, run
from cupwright.engine.tally import Tally
from cupwright.engine.trace import GroupTrace, explain_world, group_trace, replay
from cupwright.engine.verify import Verification, verify
from cupwright.engine.watched import Watched, WatchedMatch, watch

__all__ = [
    "GroupTrace",
    "Interrupted",
    "Known",
    "Plan",
    "Tally",
    "Verification",
    "Watched",
    "WatchedMatch",
    "assured",
    "compile_plan",
    "explain_world",
    "group_trace",
    "replay",
    "run",
    "verify",
    "watch",
]
