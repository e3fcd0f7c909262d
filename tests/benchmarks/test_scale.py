"""The benchmark of the nation works at a small size, and asks of figures that are really there."""

from __future__ import annotations

from benchmarks import nation, scale

from fundflow.warehouse import Warehouse

TINY = nation.Size(provinces=2, units=2, components=2)


def test_every_question_is_asked_and_a_new_file_refreshes_the_tables(fresh):
    page = scale.run(fresh, TINY, rounds=1, say=lambda line: None)
    assert "| 20. Which cumulative spending fell" in page
    assert "| verdict to refreshed tables, one transaction | 0." in page
    with Warehouse(fresh) as warehouse:
        assert warehouse.value("SELECT count(DISTINCT money_year_first) FROM mart.fund_status") > 5
        assert warehouse.value("SELECT count(*) FROM core.supersession") > 10
