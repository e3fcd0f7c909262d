"""The reporting calendar as days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from fundflow.periods import report_due, settlement_end, today


@pytest.mark.parametrize(
    ("form", "kind", "as_of", "due"),
    [
        ("disbursement", "district", date(2023, 9, 30), date(2023, 10, 21)),
        ("disbursement", "department", date(2023, 12, 31), date(2024, 1, 22)),
        ("04-SDKP/ĐVDT", "district", date(2023, 1, 31), date(2023, 2, 10)),
        ("disbursement", "district", date(2023, 8, 31), None),  # a month that nobody owes
        ("disbursement", "district", date(2025, 9, 30), None),  # districts are gone
        ("disbursement", "commune", date(2025, 9, 30), date(2025, 10, 21)),
        ("allocation_tall", "province", date(2023, 9, 30), None),
    ],
)
def test_when_a_report_is_due(reference, form, kind, as_of, due):
    assert report_due(reference.duties, form, kind, as_of) == due


def test_the_settlement_period_ends_in_january():
    assert settlement_end(2023) == date(2024, 1, 31)


def test_the_day_begins_when_it_begins_in_the_province():
    with time_machine.travel(datetime(2023, 12, 31, 17, 30, tzinfo=UTC), tick=False):
        assert today() == date(2024, 1, 1)
