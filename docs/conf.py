"""How the documentation is built: Sphinx, MyST and Furo; nothing is fetched from a network."""

from __future__ import annotations

import cupwright

project = "Cupwright"
author = "The Cupwright developers"
project_copyright = f"2026, {author}"
version = release = cupwright.__version__
language = "en_GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = False

autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = False

html_theme = "furo"
html_title = f"Cupwright {release}"
html_copy_source = False
html_show_sphinx = False
