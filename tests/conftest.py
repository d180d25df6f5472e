"""What holds for all tests."""

from __future__ import annotations

import os

# Most tests ask what is made of ratings, not how good they are: they take the model that is fitted in a second or two.
# Those of the daily filter, and of what is the default, name their model.
os.environ.setdefault("CUPWRIGHT_MODEL", "static")
