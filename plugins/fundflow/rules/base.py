"""What every rule is made of: its words, its severity, its three answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from fundflow.findings import Finding, Severity
from fundflow.records import place

if TYPE_CHECKING:
    from fundflow.records import Row
    from fundflow.reference import Reference
    from fundflow.rules.file_view import FileView

Reason = str | None  # why a rule has nothing to say of a file; None: it has
Need = Callable[["FileView", "Reference"], Reason]


class Stage(IntEnum):
    """When a rule runs: a later stage stays silent about cells that an earlier one has found wrong."""

    COPY = 0  # the same thing twice
    CELL = 1
    LINE = 2
    TOTAL = 3
    FILE = 4


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to say of this file, because …"""

    because: str


def figures(file: FileView, reference: Reference) -> Reason:
    """The need of rules that look at any figure."""
    return None if file.reading.rows else "the file holds no figures / tệp không có số liệu"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue. `check(file, reference)` gives its findings; `needs` says why it does not apply.

    `sentence_vi` and `sentence_en` say the rule as an accountant reads it, `compares` what is held against what;
    `source` is the law, circular or form column; `since` the day from which fundflow knows the rule. `on_trial` runs it
    in the shade: its findings are stored and stop nothing.
    """

    id: str
    severity: Severity
    sentence_vi: str
    sentence_en: str
    compares: str
    source: str
    since: str
    stage: Stage
    check: Callable[[FileView, Reference], Iterable[Finding]]
    needs: Need = figures
    version: int = 1
    on_trial: bool = False

    def judge(self, file: FileView, reference: Reference, most: int | None = None) -> list[Finding] | NotApplicable:
        """The three answers: no findings (pass), findings (fail), not applicable because. No more than `most`."""
        because = self.needs(file, reference)
        return NotApplicable(because) if because else list(islice(self.check(file, reference), most))

    def finding(
        self,
        vi: str,
        en: str,
        *,
        at: Row | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        value: str | None = None,
        expected: str | None = None,
        difference: Decimal | None = None,
    ) -> Finding:
        """A finding of this rule, at a figure's cell (`at`) or a named one; the sentences end in what to do."""
        if at is not None:
            sheet, cell, value = at.sheet, at.cell, at.raw
        if sheet and cell:
            sheet, cell = place(sheet, cell)
        difference_vnd = None if difference is None else format(difference, "f")
        return Finding(
            self.id, self.severity, f"{vi} / {en}", sheet, cell, value, expected, difference_vnd, self.version,
            on_trial=self.on_trial,
        )  # fmt: skip


def measures(*needed: str, any_of: Iterable[str] = ()) -> Need:
    """The need of rules that compare measures: all of `needed`, and one of `any_of`."""

    def need(file: FileView, reference: Reference) -> Reason:
        missing = [measure for measure in needed if measure not in file.measures]
        if any_of and file.measures.isdisjoint(any_of):
            missing.append(" | ".join(sorted(any_of)))
        if not missing:
            return None
        listed = ", ".join(missing)
        return f"the file gives no {listed} / tệp không có chỉ tiêu {listed}"

    return need


def source_kinds(*kinds: str, then: Need = figures) -> Need:
    """The need of rules for one kind of voice (unit_report, summary, decision, carryover_form), and whatever else."""

    def need(file: FileView, reference: Reference) -> Reason:
        if file.reading.source_kind not in kinds:
            return f"only for {', '.join(kinds)} / chỉ áp dụng cho loại tệp này"
        return then(file, reference)

    return need
