"""One business rule per file: the module's docstring is the rule. Rules see a Reading and the reference data, nothing else.

Every module here that defines RULE is in the catalogue; there is nothing to register.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

from fundflow.rules.base import NotApplicable, Rule

if TYPE_CHECKING:
    from fundflow.records import Reading
    from fundflow.reference import Reference


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """All rules, in the order in which they run: by stage, then by id."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    rules = [module.RULE for module in modules if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda rule: (rule.stage, rule.id)))


def run(reading: Reading, reference: Reference) -> dict[str, str]:
    """Add every rule's findings to the reading. Returns {rule id: why it did not apply}."""
    silent: dict[str, str] = {}
    reading.spoil(reading.findings)
    for rule in catalogue():
        answer = rule.check(reading, reference)
        if isinstance(answer, NotApplicable):
            silent[rule.id] = answer.because
            continue
        found = list(answer)
        if rule.on_trial:
            silent[rule.id] = f"on trial: {len(found)} findings"
            continue
        reading.findings += found
        reading.spoil(found)
    return silent
