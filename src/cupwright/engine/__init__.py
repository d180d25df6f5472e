"""The room `engine`: an edition compiles to a plan; the plan is run over worlds, replayed, explained, verified."""

from cupwright.engine.known import Known
from cupwright.engine.plan import Plan, compile_plan
from cupwright.engine.tally import Tally

__all__ = ["Known", "Plan", "Tally", "compile_plan"]
