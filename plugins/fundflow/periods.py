"""Days: the province's own, the ends of months and of budget years, and those on which figures are due.

What is due says the reporting calendar (include/reference/report_calendar.csv). mart.coverage asks the same of the
warehouse; this is for what runs without one: the check of a single file.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from fundflow.reference import Duty


PROVINCE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The day that it is in the province."""
    return datetime.now(PROVINCE_TIME).date()


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def report_due(duties: Iterable[Duty], form: str, unit_kind: str, as_of: date) -> date | None:
    """The day until which a report of this period is in time; None if no duty ends a period on that day."""
    days = [
        duty.due(as_of.year)
        for duty in duties
        if duty.owed_by(form, unit_kind) and duty.period_end(as_of.year) == as_of and duty.holds_for(as_of.year)
    ]
    return min(days, default=None)


def settlement_end(budget_year: int) -> date:
    """31 January of the next year: until then January's payments are posted into the year (TT 344/2016 Điều 13)."""
    return date(budget_year + 1, 1, 31)
