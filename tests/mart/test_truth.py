"""The sample province: what truth.json says of the files, and what the tables must show of it at each date."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from mart_facts import Ledger, load_truth

from fundflow.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
TRUTHS = {
    "clean": CHECKOUT / "include/samples/ha_tinh_2023/truth.json",
    "messy": CHECKOUT / "tests/workbooks/messy/truth.json",
}


@pytest.fixture(params=TRUTHS)
def province(request, fresh):
    with Warehouse(fresh) as warehouse:
        ledger = Ledger(warehouse)
        yield ledger, load_truth(ledger, TRUTHS[request.param])


def test_every_line_of_the_truth_is_shown_and_no_other(province):
    ledger, truth = province
    for day, lines in truth.items():
        expected = _by_key(lines)
        shown = ledger.warehouse.query("SELECT * FROM mart.fund_status_history WHERE as_of = %(day)s", day=day)
        assert len(shown) > 100
        for row in shown:
            key = row.component_code, row.unit_code, row.capital_type
            years = range(row.money_year_first, row.money_year_last + 1)
            parts = [expected.pop((*key, year)) for year in years if (*key, year) in expected]
            assert (row.available_vnd, row.disbursed_vnd, row.remaining_vnd) == tuple(
                map(sum, zip(*parts, strict=True))
            )
        assert expected == {}


def test_with_the_summary_no_money_year_of_september_stays_grouped(province):
    ledger, _ = province
    assert ledger.table("count(*)", "mart.fund_status_history WHERE as_of = '2023-09-30' AND "
                        "money_year_first < money_year_last") == ["0"]  # fmt: skip


def test_a_second_refresh_changes_nothing(province):
    from fundflow import mart

    ledger, _ = province
    before = ledger.table("version::text", "mart.line_version AS version")
    mart.refresh(ledger.warehouse)
    assert ledger.table("version::text", "mart.line_version AS version") == before


def _by_key(lines) -> dict:
    found = defaultdict(list)
    for line in lines:
        key = line["component"], line["unit"], line["capital_type"], line["money_year"]
        found[key].append(tuple(Decimal(line[name]) for name in ("available", "disbursed", "remaining")))
    assert all(len(parts) == 1 for parts in found.values())
    return {key: parts[0] for key, parts in found.items()}
