"""The room `engine`: an edition compiles to a plan; the plan is run over worlds, replayed, explained, verified."""

from cupwright.engine.known import Known
from cupwright.engine.plan import Plan, compile_plan
from cupwright.engine.run import Interrupted, run
from cupwright.engine.tally import Tally

__all__ = ["Interrupted", "Known", "Plan", "Tally", "compile_plan", "run"]
