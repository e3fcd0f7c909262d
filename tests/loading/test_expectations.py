"""The suite of the staged table: every failing row comes back; a suite that does not run is an error."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from fundflow import expectations
from fundflow.exceptions import ValidationBroken
from fundflow.loading.staging import COLUMNS
from fundflow.warehouse import Warehouse

GOOD = {
    "batch_id": 1, "file_id": 5, "form": "disbursement", "source_kind": "unit_report", "reporting_unit": "42.444",
    "budget_year": 2023, "as_of": date(2023, 9, 30), "component_code": "GNBV.3.1", "unit_code": "42.444",
    "capital_type": "SN", "budget_level": "TW", "money_year_first": 2021, "money_year_last": 2022,
    "measure": "disbursed", "amount": Decimal(100), "currency": "VND", "sheet": "Biểu 1", "cell": "E9",
}  # fmt: skip


@pytest.fixture
def failures(settings):
    """failures(change, change, …): what the suite finds in good rows, one per change, each changed so."""

    def run(*changes: dict, folder=settings.expectations) -> list[tuple[str, int]]:
        rows = [GOOD | {"row_number": n, "cell": f"E{n + 9}"} | change for n, change in enumerate(changes)]
        with Warehouse(settings) as warehouse:
            warehouse.query("TRUNCATE staging.fund_row")
            values = ([row.get(column) for column in COLUMNS] for row in rows)
            warehouse.copy_rows("staging.fund_row", COLUMNS, values)
            found = expectations.validate(warehouse.url, folder, batch_id=1)
        return [(failure.rule, failure.row_number) for failure in found]

    return run


def test_good_rows_pass(failures):
    assert failures({}, {"budget_level": None}) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"amount": None}, "amount.missing"),
        ({"capital_type": "XX"}, "capital_type.unknown"),
        ({"measure": "spent"}, "measure.unknown"),
        ({"component_code": "GNBV 3"}, "component_code.malformed"),
        ({"money_year_first": 2023, "money_year_last": 2022}, "money_year.reversed"),
        ({"money_year_last": 2024}, "money_year.after_budget_year"),
        ({"amount": Decimal("9.1e15")}, "amount.out_of_range"),
        ({"cell": "9E"}, "cell.malformed"),
    ],
)
def test_a_bad_value_is_named_by_its_row(failures, change, rule):
    assert (rule, 1) in failures({}, change, {})


def test_more_failing_rows_than_gx_lists_by_itself_all_come_back(failures):
    found = failures(*[{"capital_type": "XX"}] * 450)
    assert [number for rule, number in found if rule == "capital_type.unknown"] == list(range(450))


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "expect_column_values_to_be_lovely", "kwargs": {"column": "amount"}},
        {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "no_such_column"}},
    ],
)
def test_a_suite_that_does_not_run_judges_nothing(failures, tmp_path, broken):
    suite = {
        "name": "s",
        "expectations": [broken | {"severity": "critical", "meta": {"rule": "r", "vi": "", "en": ""}}],
    }
    (tmp_path / "fund_row.json").write_text(json.dumps(suite))
    with pytest.raises(ValidationBroken):
        failures({}, folder=tmp_path)
