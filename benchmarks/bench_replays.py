"""Time of ``replay --all``: the budget is 20 seconds warm for some 150 editions on two cores.

Run as ``python benchmarks/bench_replays.py``. Prints one line of JSON: editions, seconds to load the documents, to
replay everything with nothing kept (but the compiled kernels), and again with the entries kept on disk.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable

BUDGET = 20.0


def seconds(action: Callable[[], object]) -> float:
    """Return the time of an action in seconds."""
    begin = time.perf_counter()
    action()
    return round(time.perf_counter() - begin, 2)


def main() -> None:
    """Measure and print; leave with 1 if the budget is exceeded."""
    from cupwright.study.register import chosen_editions, register
    from cupwright.study.replaying import replay

    with tempfile.TemporaryDirectory() as folder:
        os.environ["CUPWRIGHT_CACHE"] = folder
        editions, failed = chosen_editions()
        loading = seconds(chosen_editions)
        kernels = seconds(lambda: replay(editions[0]))
        whole = seconds(register)
        again = seconds(register)
    measured = {"benchmark": "replay-all", "editions": len(editions) + len(failed), "load_s": loading,
                "first_replay_s": kernels, "all_s": whole, "all_kept_s": again, "budget_s": BUDGET}  # fmt: skip
    print(json.dumps(measured))
    if kernels + whole > BUDGET:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
