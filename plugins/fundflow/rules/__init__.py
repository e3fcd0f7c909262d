"""One business rule per file: the module's docstring is the rule. Rules see one file and the reference data, no more.

Every module here that defines RULE is in the catalogue; there is nothing to register. base.py says what a rule is
made of, file_view.py how it looks at a file, comparisons.py holds the comparisons that several rules make.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fundflow.rules.base import NotApplicable, Rule
from fundflow.rules.file_view import FileView

if TYPE_CHECKING:
    from fundflow.records import Reading
    from fundflow.reference import Reference

PROVINCE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """All rules, in the order in which they run: by stage, then by id."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda rule: (rule.stage, rule.id)))


def run(reading: Reading, reference: Reference, today: date | None = None) -> dict[str, str]:
    """Add every rule's findings to the reading, those of rules on trial to `reading.on_trial`.

    Returns {rule id: why it did not apply}. `today` is the day of judgement, by default the province's own.
    """
    file = FileView(reading, today or datetime.now(PROVINCE_TIME).date())
    silent: dict[str, str] = {}
    reading.spoil(reading.findings)
    for rule in catalogue():
        answer = rule.judge(file, reference)
        if isinstance(answer, NotApplicable):
            silent[rule.id] = answer.because
        elif rule.on_trial:
            reading.on_trial += answer
        else:
            reading.findings += answer
            reading.spoil(answer)
    return silent
