"""How much one client may ask for: a bucket for each that fills up again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["Buckets"]

_MOST_CLIENTS = 10_000


class Buckets:
    """Token buckets by client.

    Parameters
    ----------
    a_minute
        What a client may take in a minute, and at once.
    now
        The clock, in seconds.
    """

    def __init__(self, a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self.most, self._now = float(a_minute), now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> bool:
        """Take one, if there is one left for this client."""
        now = self._now()
        left, when = self._left.pop(client, (self.most, now))
        left = min(self.most, left + (now - when) * self.most / 60)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return allowed
