"""Whose word counts for which money years: one small story per rule of mart.words."""

SHOWN = "money_year_first, money_year_last, available_vnd, disbursed_vnd, remaining_vnd, status_code"
HISTORY = "mart.fund_status_history"


def test_the_units_own_report_speaks_for_the_unit(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 60")
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 55", kind="summary", unit="42.SLDTBXH")
    assert ledger.table("disbursed_vnd", "mart.fund_status WHERE unit_code = '42.444'") == ["60"]


def test_the_summary_speaks_where_the_unit_is_silent_and_doubles_nothing(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 60")
    ledger.submit(
        "GNBV.2 SN 2023 allocated 100 unit=42.444\nGNBV.2 SN 2023 disbursed 99 unit=42.444\n"
        "GNBV.2 SN 2023 allocated 50 unit=42.440\nGNBV.2 SN 2023 disbursed 10 unit=42.440",
        kind="summary", unit="42.SLDTBXH",
    )  # fmt: skip
    assert ledger.table("unit_code, available_vnd, disbursed_vnd") == ["42.440 50 10", "42.444 100 60"]


def test_what_nobody_reported_is_unknown_not_zero(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 70 level=TW\nGNBV.2 SN 2023 allocated 30 level=TINH",
                  kind="decision", as_of="2022-12-30", decision="1/QĐ")  # fmt: skip
    assert ledger.table(SHOWN) == ["2023 2023 100 - - not_reported"]


def test_a_line_wholly_zero_is_no_line(ledger):
    ledger.submit("GNBV.2 SN 2021 carried_in 0\nGNBV.2 SN 2021 disbursed 0")
    assert ledger.table(SHOWN) == []


def test_decisions_add_up_and_keep_what_was_reported_before(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100", kind="decision", as_of="2022-12-30", decision="1/QĐ")
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 40", as_of="2023-03-31")
    ledger.submit("GNBV.2 SN 2023 allocated 20\nGNBV.2 SN 2023 adjusted -5", kind="decision", as_of="2023-06-14",
                  decision="2/QĐ")  # fmt: skip
    assert ledger.table(f"as_of, {SHOWN}", HISTORY) == [
        "2022-12-30 2023 2023 100 - - not_reported",
        "2023-03-31 2023 2023 100 40 60 ok",
        "2023-06-14 2023 2023 115 40 75 ok",
    ]


def test_the_words_tell_decisions_apart_that_a_line_adds_up(ledger):
    for day, amount in (("2023-01-15", 100), ("2023-04-15", 20), ("2023-04-15", 7), ("2023-06-15", -5)):
        ledger.submit(f"GNBV.2 SN 2023 allocated {amount}", kind="decision", as_of=day, decision=f"{amount}/QĐ")
    words = "mart.words(ARRAY['42.444'], ARRAY['GNBV.2'], ARRAY['SN'], 'infinity')"
    assert ledger.table("as_of, said_on, amount", words) == [
        "2023-01-15 2023-01-15 100",
        "2023-04-15 2023-01-15 100",
        "2023-04-15 2023-04-15 20",
        "2023-04-15 2023-04-15 7",
        "2023-06-15 2023-01-15 100",
        "2023-06-15 2023-04-15 20",
        "2023-06-15 2023-04-15 7",
        "2023-06-15 2023-06-15 -5",
    ]
    assert ledger.table("as_of, available_vnd", HISTORY) == ["2023-01-15 100", "2023-04-15 127", "2023-06-15 122"]


def test_a_decision_known_after_the_report_that_states_its_money_doubles_nothing(ledger):
    ledger.submit("DTTS.9.1 SN 2023 allocated 100\nDTTS.9.1 SN 2023 disbursed 40", as_of="2023-03-31")
    ledger.submit("DTTS.9.1 SN 2023 allocated 100", kind="decision", as_of="2023-06-14", decision="3/QĐ")
    assert ledger.table("available_vnd") == ["100"]


def test_grouped_years_stay_one_line(ledger):
    ledger.submit("GNBV.2 SN 2021 carried_in 30\nGNBV.2 SN 2022 carried_in 70\nGNBV.2 SN 2021-2022 disbursed 20")
    assert ledger.table(SHOWN) == ["2021 2022 100 20 80 at_risk"]


def test_a_grouped_figure_belongs_to_the_only_year_that_has_money(ledger):
    ledger.submit("GNBV.2 SN 2021 carried_in 0\nGNBV.2 SN 2022 carried_in 70\nGNBV.2 SN 2021-2022 disbursed 20")
    assert ledger.table(SHOWN) == ["2022 2022 70 20 50 at_risk"]


GROUPED = "GNBV.2 SN 2021 carried_in 30\nGNBV.2 SN 2022 carried_in 70\nGNBV.2 SN 2021-2022 disbursed 20"
SUMMARY = "GNBV.2 SN 2021 carried_in 30 unit=42.444\nGNBV.2 SN 2022 carried_in 70 unit=42.444\n"


def test_a_summary_that_adds_up_splits_a_grouped_figure(ledger):
    ledger.submit(GROUPED)
    ledger.submit(SUMMARY + "GNBV.2 SN 2021 disbursed 15 unit=42.444\nGNBV.2 SN 2022 disbursed 5 unit=42.444",
                  kind="summary", unit="42.SLDTBXH")  # fmt: skip
    assert ledger.table(SHOWN) == ["2021 2021 30 15 15 at_risk", "2022 2022 70 5 65 at_risk"]


def test_a_summary_that_does_not_add_up_splits_nothing(ledger):
    ledger.submit(GROUPED)
    ledger.submit(SUMMARY + "GNBV.2 SN 2021 disbursed 15 unit=42.444\nGNBV.2 SN 2022 disbursed 6 unit=42.444",
                  kind="summary", unit="42.SLDTBXH")  # fmt: skip
    assert ledger.table(SHOWN) == ["2021 2022 100 20 80 at_risk"]


def test_a_summary_of_another_day_splits_nothing(ledger):
    ledger.submit(GROUPED)
    ledger.submit(SUMMARY + "GNBV.2 SN 2021 disbursed 15 unit=42.444\nGNBV.2 SN 2022 disbursed 5 unit=42.444",
                  kind="summary", unit="42.SLDTBXH", as_of="2023-08-31")  # fmt: skip
    assert ledger.table(SHOWN, f"{HISTORY} WHERE as_of = '2023-09-30'") == ["2021 2022 100 20 80 at_risk"]


def test_of_two_files_of_one_voice_the_one_known_later_counts(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 60")
    ledger.submit("GNBV.2 SN 2023 disbursed 61", form="other")
    assert ledger.table(SHOWN) == ["2023 2023 100 61 39 ok"]


def test_cancelled_and_returned_money_does_not_remain(ledger):
    ledger.submit("GNBV.2 SN 2022 carried_in 100\nGNBV.2 SN 2022 disbursed 60\nGNBV.2 SN 2022 cancelled 10\n"
                  "GNBV.2 SN 2022 returned 5")  # fmt: skip
    assert ledger.table("available_vnd, disbursed_vnd, remaining_vnd, disbursed_pct") == ["100 60 25 60.00"]


def test_the_next_budget_year_takes_over_the_closing_line(ledger):
    ledger.submit("GNBV.2 SN 2021 carried_in 30\nGNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2021-2022 disbursed 20",
                  kind="carryover_form", budget_year=2022, as_of="2023-01-31")  # fmt: skip
    assert ledger.table(f"budget_year, {SHOWN}") == ["2022 2021 2022 100 20 80 slow"]
    ledger.submit("GNBV.2 SN 2021 carried_in 10\nGNBV.2 SN 2021 disbursed 1\nGNBV.2 SN 2022 carried_in 70\n"
                  "GNBV.2 SN 2022 disbursed 7", as_of="2023-01-15")  # fmt: skip
    assert ledger.table("budget_year, money_year_first, remaining_vnd") == ["2023 2021 9", "2023 2022 63"]


def test_nothing_carried_in_takes_over_too(ledger):
    ledger.submit("GNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2022 disbursed 20", kind="carryover_form", budget_year=2022,
                  as_of="2023-01-31")  # fmt: skip
    ledger.submit("GNBV.2 SN 2022 carried_in 0\nGNBV.2 SN 2023 allocated 5\nGNBV.2 SN 2023 disbursed 0")
    assert ledger.table("money_year_first") == ["2023"]
