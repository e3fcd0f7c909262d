"""Cumulative spending that falls is known as soon as a load brings it, and no longer when a correction takes it away."""

from __future__ import annotations

from fundflow import mart

FALL = "component_code, money_year_first, money_year_last, before_as_of, before_vnd, as_of, after_vnd"
TABLE = "mart.spending_fall"


def spent(amount: int, years="2023") -> str:
    return f"GNBV.2 SN {years} allocated 100\nGNBV.2 SN {years} disbursed {amount}"


def test_a_fall_names_both_words(ledger):
    ledger.submit(spent(30), as_of="2023-03-31")
    ledger.submit(spent(60), as_of="2023-06-30")
    ledger.submit(spent(50))
    assert ledger.table(FALL, TABLE) == ["GNBV.2 2023 2023 2023-06-30 60 2023-09-30 50"]


def test_a_correction_that_takes_it_away_and_one_that_changes_it(ledger):
    ledger.submit(spent(60), as_of="2023-06-30")
    first = ledger.submit(spent(50))
    second = ledger.submit(spent(55), replaces=first)
    assert ledger.table("before_vnd, after_vnd", TABLE) == ["60 55"]
    ledger.submit(spent(60), replaces=second)
    assert ledger.table(FALL, TABLE) == []


def test_a_word_that_comes_late_between_two_others(ledger):
    ledger.submit(spent(20), as_of="2023-03-31")
    ledger.submit(spent(30))
    ledger.submit(spent(40), as_of="2023-06-30")
    assert ledger.table("before_vnd, after_vnd", TABLE) == ["40 30"]


def test_a_new_year_begins_anew_and_money_given_together_is_another_line(ledger):
    ledger.submit(spent(60, "2022"), budget_year=2022, as_of="2022-12-31")
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 5", as_of="2023-03-31")
    ledger.submit("GNBV.2 SN 2021-2022 carried_in 40\nGNBV.2 SN 2021-2022 disbursed 4")
    assert ledger.table(FALL, TABLE) == []


def test_a_day_of_which_only_a_decision_speaks_is_no_word_on_spending(ledger):
    ledger.submit(spent(60), as_of="2023-03-31")
    ledger.submit("GNBV.2 SN 2023 allocated 10", kind="decision", as_of="2023-05-05", decision="1/QĐ")
    ledger.submit(spent(50), as_of="2023-06-30")
    assert ledger.table("before_as_of, before_vnd, after_vnd", TABLE) == ["2023-03-31 60 50"]


def test_rebuilt_it_is_the_same_and_what_was_made_up_is_gone(ledger):
    ledger.submit(spent(60), as_of="2023-06-30")
    ledger.submit(spent(50))
    before = ledger.table(FALL, TABLE)
    ledger.warehouse.query("UPDATE mart.spending_fall SET component_code = 'GNBV.9', before_vnd = 99")
    mart.rebuild(ledger.warehouse)
    assert ledger.table(FALL, TABLE) == before
