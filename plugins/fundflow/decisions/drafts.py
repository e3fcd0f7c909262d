"""The draft of a declared correction (fundflow.corrections), for a person to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from fundflow.text import tidy

if TYPE_CHECKING:
    from fundflow.decisions.matters import Matter
    from fundflow.settings import Settings

HEAD = """# Bản nháp: ghi giá trị đúng vào `corrected`, bỏ ô không sửa, chép vào include/corrections, rồi gửi lại tệp.
# Draft: write what is right into `corrected`, drop the cells that stay, put it into include/corrections, send again.
"""


def write_draft(settings: Settings, matter: Matter, reason: str) -> Path:
    """Writes <quarantine>/<receipt>.correction.yml: each wrong cell once, with what it holds and what was expected."""
    cells = {
        (finding.sheet, finding.cell): {
            "sheet": finding.sheet,
            "cell": finding.cell,
            "found": tidy(finding.value or ""),
            "corrected": tidy(finding.expected or ""),
        }
        for finding in reversed(matter.decisive)  # the first finding of a cell speaks for it
        if finding.sheet and finding.cell
    }
    entry = {
        "file": {"sha256": matter.sha256},
        "cells": list(reversed(cells.values())),
        "reason": reason.strip(),
        "reported_to": matter.unit_name or matter.unit_code or "",
        "reported_on": settings.today,
    }
    settings.quarantine.mkdir(parents=True, exist_ok=True)
    draft = settings.quarantine / f"{matter.reference}.correction.yml"
    draft.write_text(HEAD + yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return draft
