"""Until when money may be spent, as the law stood on the day asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("on", "deadline", "document"),
    [
        (date(2023, 9, 30), date(2023, 12, 31), "NQ 69/2022/QH15"),
        (date(2023, 11, 28), date(2023, 12, 31), "NQ 69/2022/QH15"),
        (date(2023, 11, 29), date(2024, 12, 31), "NQ 108/2023/QH15"),
        (date(2023, 11, 30), date(2024, 12, 31), "NQ 108/2023/QH15"),
        (date(2024, 11, 12), date(2024, 12, 31), "NQ 108/2023/QH15"),
        (date(2025, 1, 1), date(2025, 12, 31), "NQ 160/2024/QH15"),
        (date(2026, 1, 1), date(2026, 12, 31), "NQ 257/2025/QH15"),
    ],
)
@pytest.mark.parametrize("years", [(2021, 2021), (2022, 2022), (2021, 2022)])
def test_the_same_recurrent_money_asked_about_on_other_days(reference, years, on, deadline, document):
    answer = reference.deadline(*years, "SN", "GNBV", on)
    assert (answer.deadline, answer.document) == (deadline, document)


@pytest.mark.parametrize(
    ("money", "on", "deadline"),
    [
        ((2022, 2022, "DTPT"), date(2023, 9, 30), date(2023, 12, 31)),
        ((2022, 2022, "DTPT"), date(2023, 11, 30), date(2024, 12, 31)),
        ((2023, 2023, "SN"), date(2023, 9, 30), date(2024, 1, 31)),
        ((2023, 2023, "SN"), date(2023, 11, 30), date(2024, 12, 31)),
        ((2024, 2024, "SN"), date(2024, 6, 30), date(2025, 1, 31)),
        ((2021, 2025, "DTPT"), date(2026, 1, 1), date(2026, 12, 31)),
        ((2021, 2021, "SN"), date(2022, 6, 30), date(2022, 12, 31)),  # notified on 27/12/2021: carried by itself
        ((2022, 2022, "SN"), date(2022, 6, 30), date(2023, 1, 31)),
    ],
)
def test_other_money(reference, money, on, deadline):
    assert reference.deadline(*money, "GNBV", on).deadline == deadline


def test_money_of_years_kept_together_lapses_with_the_first(reference):
    on = date(2023, 9, 30)
    assert reference.deadline(2022, 2023, "SN", "GNBV", on) == reference.deadline(2022, 2022, "SN", "GNBV", on)


def test_money_added_after_30_september_is_carried_by_itself(reference):
    on = date(2024, 12, 1)
    assert reference.deadline(2024, 2024, "SN", "GNBV", date(2024, 10, 31)).deadline == date(2025, 1, 31)
    assert reference.deadline(2024, 2024, "SN", "GNBV", date(2024, 10, 31), "15").deadline == date(2025, 12, 31)
    assert reference.deadline(2021, 2021, "SN", "GNBV", on, "15").deadline == date(2025, 12, 31)  # a later law is wider


@pytest.mark.parametrize(
    ("first", "last", "on"),
    [(2019, 2019, date(2023, 1, 1)), (2020, 2021, date(2023, 1, 1)), (2021, 2021, date(2016, 1, 1))],
)
def test_where_the_law_at_hand_is_silent(reference, first, last, on):
    assert reference.deadline(first, last, "SN", "GNBV", on) is None


days = st.dates(date(2022, 1, 1), date(2027, 1, 1))


@given(year=st.integers(2021, 2025), capital_type=st.sampled_from(["SN", "DTPT"]), on=days)
def test_every_money_year_of_the_programme_has_an_answer_on_every_day(reference, year, capital_type, on):
    assert reference.deadline(year, year, capital_type, "GNBV", on) is not None


@given(year=st.integers(2021, 2025), capital_type=st.sampled_from(["SN", "DTPT"]), on=days)
def test_no_law_so_far_has_shortened_a_deadline(reference, year, capital_type, on):
    today = reference.deadline(year, year, capital_type, "GNBV", on)
    tomorrow = reference.deadline(year, year, capital_type, "GNBV", on + timedelta(days=1))
    assert tomorrow.deadline >= today.deadline
