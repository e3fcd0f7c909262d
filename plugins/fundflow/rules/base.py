"""What every rule is made of: its words, its severity, its three answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from fundflow.findings import Finding, Severity

if TYPE_CHECKING:
    from fundflow.records import Reading
    from fundflow.reference import Reference


class Stage(IntEnum):
    """When a rule runs: a later stage stays silent about cells that an earlier one has found wrong."""

    CELL = 1
    LINE = 2
    TOTAL = 3
    FILE = 4


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to say of this file, because …"""

    because: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue. `check(reading, reference)` returns its findings, or NotApplicable.

    `sentence_vi` and `sentence_en` say the rule as an accountant reads it; `source` is the law, circular or form column;
    `since` the day from which fundflow knows the rule; `on_trial` runs it in the shade: its findings stop nothing.
    """

    id: str
    severity: Severity
    sentence_vi: str
    sentence_en: str
    source: str
    since: str
    stage: Stage
    check: Callable[[Reading, Reference], Iterable[Finding] | NotApplicable]
    version: int = 1
    on_trial: bool = False

    def finding(
        self,
        vi: str,
        en: str,
        *,
        sheet: str | None,
        cell: str | None,
        value: str | None = None,
        expected: str | None = None,
        difference: Decimal | None = None,
    ) -> Finding:
        """A finding of this rule; `vi` and `en` say what is wrong at this place and what to do."""
        difference_vnd = None if difference is None else format(difference, "f")
        message = f"{vi} / {en}"
        return Finding(self.id, self.severity, message, sheet, cell, value, expected, difference_vnd, self.version)
