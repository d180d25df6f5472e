"""The metrics of a comparison, each in a file of its own. Their order here is that of every table."""

from cupwright.study.metrics import quality  # noqa: F401  isort: skip
from cupwright.study.metrics import balance  # noqa: F401  isort: skip
from cupwright.study.metrics import group_matches  # noqa: F401  isort: skip
from cupwright.study.metrics import reach  # noqa: F401  isort: skip
from cupwright.study.metrics import prizes  # noqa: F401  isort: skip
from cupwright.study.metrics import travel  # noqa: F401  isort: skip
from cupwright.study.metrics import altitude  # noqa: F401  isort: skip
from cupwright.study.metrics.registry import Metric, metrics, register
from cupwright.study.metrics.rows import metric_rows

__all__ = ["Metric", "metric_rows", "metrics", "register"]
