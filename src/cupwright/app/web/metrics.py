"""Counts of what the laboratory does, in Prometheus' text format."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping

__all__ = ["Metrics"]

_EDGES = (0.01, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """Requests by page and status, and how long they took."""

    def __init__(self) -> None:
        self.started = time.time()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._under: Counter[float] = Counter()
        self._seconds = 0.0
        self._number = 0
        self._lock = threading.Lock()

    def request(self, what: str, status: int, seconds: float) -> None:
        """Count a request.

        Parameters
        ----------
        what
            The name of the page or endpoint, never an address.
        status
            The HTTP status.
        seconds
            How long it took.
        """
        with self._lock:
            self._requests[what, status] += 1
            self._seconds += seconds
            self._number += 1
            for edge in _EDGES:
                self._under[edge] += seconds <= edge

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Return everything as text.

        Parameters
        ----------
        gauges
            By name, what it is and its value now.
        """
        lines = ["# HELP cupwright_requests_total Requests by page and status.",
                 "# TYPE cupwright_requests_total counter"]  # fmt: skip
        with self._lock:
            for (what, status), number in sorted(self._requests.items()):
                lines.append(f'cupwright_requests_total{{page="{what}",status="{status}"}} {number}')
            lines += ["# HELP cupwright_request_seconds How long requests took.",
                      "# TYPE cupwright_request_seconds histogram"]  # fmt: skip
            lines += [f'cupwright_request_seconds_bucket{{le="{edge}"}} {self._under[edge]}' for edge in _EDGES]
            lines += [f'cupwright_request_seconds_bucket{{le="+Inf"}} {self._number}',
                      f"cupwright_request_seconds_sum {self._seconds:.6f}",
                      f"cupwright_request_seconds_count {self._number}"]  # fmt: skip
        for name, (words, value) in {
            **gauges,
            "cupwright_start_seconds": ("When it was started.", self.started),
        }.items():
            lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {value:g}" if value < 1e6 else
                      f"{name} {value:.0f}"]  # fmt: skip
        return "\n".join(lines) + "\n"
