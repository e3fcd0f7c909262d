"""The little of the settings that reading a file needs: where forms and reference data are.

Apart from settings.py because the children that read files are started often, and what checks settings takes as long to
import as all that the children do need.
"""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
REFERENCE, FORMS, CORRECTIONS = Path("include/reference"), Path("include/forms"), Path("include/corrections")


def root() -> Path:
    """The checkout that forms and reference data are found in, as Settings.root says it."""
    return Path(os.environ.get("FUNDFLOW_ROOT") or CHECKOUT).absolute()
