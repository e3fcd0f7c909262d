"""The suite of the staged table: every failing row comes back; a suite that does not run is an error."""

from __future__ import annotations

import json
import subprocess
import sys
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


NOT_NULL = ("form", "source_kind", "reporting_unit", "budget_year", "as_of", "component_code", "unit_code",
            "capital_type", "money_year_first", "money_year_last", "measure", "amount", "currency", "sheet", "cell")  # fmt: skip
FAULTS = [
    *((f"{column}.missing", {column: None}) for column in NOT_NULL),
    ("source_kind.unknown", {"source_kind": "rumour"}),
    ("capital_type.unknown", {"capital_type": "XX"}),
    ("budget_level.unknown", {"budget_level": "EU"}),
    ("measure.unknown", {"measure": "spent"}),
    ("component_code.malformed", {"component_code": "GNBV 3"}),
    ("unit_code.malformed", {"unit_code": "huyện"}),
    ("currency.malformed", {"currency": "đồng"}),
    ("cell.malformed", {"cell": "9E"}),
    ("budget_year.out_of_range", {"budget_year": 1023, "money_year_first": 1023, "money_year_last": 1023}),
    ("money_year.out_of_range", {"money_year_first": 23}),
    ("amount.out_of_range", {"amount": Decimal("9.1e15")}),
    ("money_year.reversed", {"money_year_first": 2023, "money_year_last": 2022}),
    ("money_year.after_budget_year", {"money_year_last": 2024}),
]


def test_every_bad_value_is_named_by_its_row(failures):
    found = failures(*(change for _, change in FAULTS), {})

    assert {(rule, row) for row, (rule, _) in enumerate(FAULTS)} <= set(found)
    assert len(FAULTS) not in {row for _, row in found}, "the good row at the end"


def test_every_expectation_has_its_failing_case(settings):
    suite = json.loads((settings.expectations / "fund_row.json").read_text(encoding="utf-8"))
    rules = {expectation["meta"]["rule"] for expectation in suite["expectations"]}

    assert rules == {rule for rule, _ in FAULTS} | {"staged.columns", "staged.not_empty"}


def test_an_empty_batch_is_not_a_good_one(failures):
    with pytest.raises(ValidationBroken, match=r"staged\.not_empty"):
        failures()


def test_rows_of_other_batches_are_not_looked_at(failures):
    assert failures({}, *({"batch_id": 2} | change for _, change in FAULTS)) == []


def test_a_staged_table_of_other_columns_is_not_judged(failures, settings):
    with Warehouse(settings) as warehouse:
        warehouse.query("ALTER TABLE staging.fund_row ADD COLUMN surprise text")
        try:
            with pytest.raises(ValidationBroken, match=r"staged\.columns"):
                failures({})
        finally:
            warehouse.query("ALTER TABLE staging.fund_row DROP COLUMN surprise")


def test_more_failing_rows_than_gx_lists_by_itself_all_come_back(failures):
    found = failures(*[{"capital_type": "XX"}] * 450)
    assert [number for rule, number in found if rule == "capital_type.unknown"] == list(range(450))


@pytest.mark.parametrize(
    ("broken", "because"),
    [
        ({"type": "expect_column_values_to_be_lovely", "kwargs": {"column": "amount"}}, "unknown type"),
        ({"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "no_such_column"}}, "r could not be comp"),
        ({"type": "expect_column_sum_to_be_between", "kwargs": {"column": "sheet", "max_value": 1}}, "r could not be comp"),
        ({"type": "expect_column_sum_to_be_between", "kwargs": {"column": "amount", "max_value": 1}}, "every failing row"),
        ({"type": "unexpected_rows_expectation", "kwargs": {"unexpected_rows_query": "SELECT 1 FROM {batch}"}}, "one batch"),
    ],
    ids=["unknown expectation", "unknown column", "failed metric", "nameless rows", "every batch"],
)  # fmt: skip
def test_a_suite_that_does_not_run_judges_nothing(failures, tmp_path, broken, because):
    suite = {
        "name": "s",
        "expectations": [broken | {"severity": "critical", "meta": {"rule": "r", "vi": "", "en": ""}}],
    }
    (tmp_path / "fund_row.json").write_text(json.dumps(suite))
    with pytest.raises(ValidationBroken, match=because):
        failures({}, folder=tmp_path)


def test_what_is_imported_on_first_use_is_the_real_thing():
    program = """
from fundflow import expectations
expectations.warm_up()
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as drawing
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
entropy, norm = drawing.stats.entropy, drawing.stats.norm
import scipy.stats, altair
print(entropy is scipy.stats.entropy, norm is scipy.stats.norm, drawing.alt.Chart is altair.Chart)
"""
    command = [sys.executable, "-c", f"import sys{program}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "False", "True", "True", "True"]
