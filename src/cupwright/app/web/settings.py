"""What a laboratory is started with, and every limit it keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["LabSettings", "default_workers"]


def default_workers() -> int:
    """Return how many runs are made at once if nobody says: one for each processor, two at least, eight at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(2, min(8, cores))


@dataclass(frozen=True, slots=True)
class LabSettings:
    """Settings of a laboratory.

    Parameters
    ----------
    model
        The rating model; None for the program's own choice.
    first_worlds, worlds, most_worlds
        Worlds of the first answer, of the whole one, and the most that an address may ask for.
    swing_worlds, course_worlds
        Worlds that are sorted by the results of single matches, and worlds of each day of odds over time.
    strengths_since
        The first day of the strengths of clubs over time.
    sensitivity
        Whether whole answers of a comparison repeat the guests' odds under other settings of the ratings.
    workers, threads
        Runs made at once, and threads of each.
    waiting, waiting_each
        Runs that may wait, in all and of one client; more are refused.
    run_seconds
        After so long a run is given up.
    frame_wait, first_wait
        Seconds that a page waits for its first answer before it says that it is being worked on: at once, and where
        the last run of this kind took no longer than `first_wait`.
    memory_bytes, kept_on_disk, page_bytes
        Finished answers kept in memory (compressed), answers kept on disk, and finished pages kept in memory.
    body_bytes
        The longest body of a request.
    requests_a_minute, runs_a_minute
        What one client may ask for; the machine itself is not held to it.
    streams
        Streams of events open at once.
    hosts
        Names under which the laboratory may be asked for, besides those of the machine itself.
    behind_proxy
        Whether the address of a client is what a reverse proxy on this machine says.
    warmed
        Whether what the first reader would wait for is loaded while the laboratory opens.
    """

    model: str | None = None
    first_worlds: int = 10_000
    worlds: int = 100_000
    most_worlds: int = 200_000
    swing_worlds: int = 200_000
    course_worlds: int = 6_000
    strengths_since: str = "2013-01-01"
    sensitivity: bool = True
    workers: int = field(default_factory=default_workers)
    threads: int = 1
    waiting: int = 120
    waiting_each: int = 16
    run_seconds: float = 300.0
    frame_wait: float = 0.3
    first_wait: float = 1.0
    memory_bytes: int = 32_000_000
    kept_on_disk: int = 300
    page_bytes: int = 48_000_000
    body_bytes: int = 200_000
    requests_a_minute: int = 600
    runs_a_minute: int = 60
    streams: int = 200
    hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    warmed: bool = False
