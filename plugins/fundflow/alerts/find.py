"""What has to be told to whom on a day: the alerts' rows, less what was told before, put together per person.

1. A line is told to a person once per rule and milestone, and again after the alert's `remind_after_days`; what never
   left for the person's address counts as not told.
2. Silent where the day asked about lies before one that was already told: a backfill mails nothing again.
3. Silent of figures older than the alert's `figures_valid_days`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from fundflow import journal

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

RED, AMBER = "red", "amber"
DEADLINE_RULE = "deadline"  # the other rules compare percentages


@dataclass(frozen=True, slots=True)
class Policy:
    """include/sql/alerts/<name>.yml."""

    name: str
    title: str
    remind_after_days: dict[str, int]
    figures_valid_days: int
    red_below_share_pct: int
    red_days_left: int

    @classmethod
    def read(cls, path: Path) -> Policy:
        return cls(name=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))

    def pause(self, rule: str) -> timedelta:
        return timedelta(days=self.remind_after_days[rule])


@dataclass(frozen=True, slots=True)
class Alert:
    """One reason to tell one person of one line. Amounts in đồng."""

    alert: str
    level: str
    reminder: int
    rule: str
    milestone_id: str
    threshold: Decimal
    actual: Decimal
    since_date: date | None
    why: str
    recipient_id: str
    line: Line

    @property
    def subject_key(self) -> str:
        return "|".join([self.alert, self.rule, self.milestone_id, *map(str, self.line.key), self.recipient_id])

    @property
    def key(self) -> str:
        return f"{self.subject_key}|{self.reminder}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of money as its table shows it that day. Amounts in đồng, None where nobody said one."""

    unit_code: str
    unit_name: str
    component_code: str
    component_name: str
    capital_type: str
    money_year_first: int
    money_year_last: int
    budget_year: int
    as_of: date
    available_vnd: Decimal | None
    disbursed_vnd: Decimal | None
    remaining_vnd: Decimal | None
    disbursed_pct: Decimal | None
    deadline_date: date | None
    days_left: int | None

    @property
    def key(self) -> tuple:
        return (
            self.unit_code,
            self.component_code,
            self.capital_type,
            self.money_year_first,
            self.money_year_last,
            self.budget_year,
        )


@dataclass(slots=True)
class Digest:
    """All that one person is told on one day."""

    recipient_id: str
    recipient_name: str
    email: str
    about_day: date
    head_number: int
    head_hash: str
    alerts: list[Alert] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.recipient_id}|{self.about_day}"

    @property
    def lines(self) -> list[tuple[Line, list[Alert]]]:
        """Each line with its reasons: red lines first, then those with the most money left."""
        reasons: dict[Line, list[Alert]] = defaultdict(list)
        for alert in self.alerts:
            reasons[alert.line].append(alert)
        return sorted(reasons.items(), key=lambda each: _urgency(*each))

    @property
    def as_of(self) -> date:
        return max(alert.line.as_of for alert in self.alerts)


def _urgency(line: Line, alerts: list[Alert]) -> tuple:
    return not is_red(alerts), -(line.remaining_vnd or 0), line.key


def is_red(alerts: Iterable[Alert]) -> bool:
    return any(alert.level == RED for alert in alerts)


def due_digests(warehouse: Warehouse, day: date) -> list[Digest]:
    """The digests of that day, one per person, none empty."""
    digests: dict[str, Digest] = {}
    head_number, head_hash = journal.head(warehouse)
    for policy in policies(warehouse.settings.sql / "alerts"):
        rows = warehouse.run_sql(f"alerts/{policy.name}", about_day=day)
        for row, alert in _due(warehouse, policy, rows, day):
            person = Digest(row.recipient_id, row.recipient_name, row.email, day, head_number, head_hash)
            digests.setdefault(row.recipient_id, person).alerts.append(alert)
    return list(digests.values())


def policies(folder: Path) -> list[Policy]:
    """Every alert of the folder; an .sql without its .yml is an error of whoever added it."""
    return [Policy.read(path.with_suffix(".yml")) for path in sorted(folder.glob("*.sql"))]


def _due(warehouse: Warehouse, policy: Policy, rows, day: date):
    oldest = day - timedelta(days=policy.figures_valid_days)
    candidates = [(row, _alert(policy, row)) for row in rows if row.as_of >= oldest]
    keys = [alert.subject_key for _, alert in candidates]
    redirect_to = warehouse.settings.mail_redirect_to
    rows_told = warehouse.run_sql("outbox/alerts_told", subject_keys=keys, redirect_to=redirect_to)
    told = {row.subject_key: row for row in rows_told}
    for row, alert in candidates:
        before = told.get(alert.subject_key)
        if before is None:
            yield row, alert
        elif before.last_day is None or before.last_day + policy.pause(alert.rule) <= day:
            yield row, _alert(policy, row, reminder=before.times)


def _alert(policy: Policy, row, reminder: int = 0) -> Alert:
    return Alert(
        alert=policy.name,
        level=_level(policy, row),
        reminder=reminder,
        line=Line(**{name: getattr(row, name) for name in Line.__dataclass_fields__}),
        **{
            name: getattr(row, name)
            for name in ("rule", "milestone_id", "threshold", "actual", "since_date", "why", "recipient_id")
        },
    )


def _level(policy: Policy, row) -> str:
    if row.rule == DEADLINE_RULE:
        return RED if row.days_left <= policy.red_days_left else AMBER
    return RED if row.actual < row.threshold * policy.red_below_share_pct / 100 else AMBER
