"""One business rule per file: the module's docstring is the rule. Rules see one file and the reference data, no more.

Every module here that defines RULE is in the catalogue; there is nothing to register. base.py says what a rule is
made of, file_view.py how it looks at a file, comparisons.py holds the comparisons that several rules make.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from fundflow.messages import finding
from fundflow.rules.base import NotApplicable, Rule
from fundflow.rules.file_view import FileView

if TYPE_CHECKING:
    from fundflow.records import Reading
    from fundflow.reference import Reference


MOST_TOLD = 1000  # findings of one rule in one file: whoever has more mends the first and checks again


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """All rules, in the order in which they run: by stage, then by id."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda rule: (rule.stage, rule.id)))


def run(reading: Reading, reference: Reference, today: date) -> None:
    """Judge the file as on this day: the rules' three answers go into the reading.

    Findings to `findings`, or to `on_trial`; "not applicable because" to `not_applicable`; a pass leaves nothing.
    """
    file = FileView(reading, today)
    reading.spoil(reading.findings)
    for rule in catalogue():
        answer = rule.judge(file, reference, MOST_TOLD)
        if isinstance(answer, NotApplicable):
            reading.not_applicable[rule.id] = answer.because
        elif rule.on_trial:
            reading.on_trial += answer
        elif answer:
            reading.findings += answer
            reading.spoil(answer)
            if len(answer) == MOST_TOLD:
                reading.findings.append(finding("findings.cut", value=rule.id, expected=str(MOST_TOLD)))
