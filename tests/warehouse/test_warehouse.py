"""The door to PostgreSQL: transactions, binds, COPY."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fundflow.exceptions import WarehouseUnreachable
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse


@pytest.fixture
def warehouse(settings):
    with Warehouse(settings) as warehouse:
        warehouse.query("CREATE SCHEMA IF NOT EXISTS scratch")
        warehouse.query("DROP TABLE IF EXISTS scratch.t")
        warehouse.query("CREATE TABLE scratch.t (n int, amount numeric, day date, name text, tags text[], more jsonb)")
        yield warehouse


def test_money_comes_back_as_it_went_in(warehouse):
    rows = [
        (1, Decimal("9007199254740993"), date(2023, 9, 30), "Hương Khê\t\\N", ["a", "b"], {"ô": "D12"}),
        (2, Decimal("0.1"), None, None, None, None),
    ]
    warehouse.copy_rows("scratch.t", ("n", "amount", "day", "name", "tags", "more"), rows)
    assert [tuple(row) for row in warehouse.query("SELECT * FROM scratch.t ORDER BY n")] == rows


def test_a_failed_transaction_leaves_nothing(warehouse):
    with pytest.raises(ZeroDivisionError), warehouse.transaction():
        warehouse.query("INSERT INTO scratch.t (n) VALUES (%(n)s)", n=1)
        raise ZeroDivisionError
    assert warehouse.value("SELECT count(*) FROM scratch.t") == 0


def test_a_separate_transaction_outlives_the_failed_one_around_it(warehouse):
    with pytest.raises(ZeroDivisionError), warehouse.transaction():
        with warehouse.transaction(separate=True):
            warehouse.query("INSERT INTO scratch.t (n) VALUES (7)")
        raise ZeroDivisionError
    assert warehouse.value("SELECT n FROM scratch.t") == 7


def test_text_that_looks_like_sql_is_a_value(warehouse):
    name = "'; DROP TABLE scratch.t; --"
    warehouse.query("INSERT INTO scratch.t (name) VALUES (%(name)s)", name=name)
    assert warehouse.value("SELECT name FROM scratch.t") == name


def test_what_is_asked_often_is_planned_for_each_value(warehouse):
    """A plan kept for all values would read the nation where a district is asked about."""
    with warehouse.transaction():
        for n in range(20):
            warehouse.query("SELECT * FROM scratch.t WHERE n = %(n)s", n=n)
        assert warehouse.value("SELECT count(*) FROM pg_prepared_statements") == 0


def test_an_unreachable_server_is_said_in_one_sentence(tmp_path):
    nowhere = Settings(home=tmp_path, warehouse_url=f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    with Warehouse(nowhere) as warehouse, pytest.raises(WarehouseUnreachable, match="Không kết nối"):
        warehouse.query("SELECT 1")


def test_no_wait_for_a_lock_is_for_ever(warehouse):
    assert warehouse.value("SHOW lock_timeout") == "10min"
