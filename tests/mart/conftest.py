"""A warehouse of the test's own, and a hand that puts facts into it."""

import pytest
from mart_facts import Ledger

from fundflow.warehouse import Warehouse


@pytest.fixture
def ledger(fresh):
    with Warehouse(fresh) as warehouse:
        yield Ledger(warehouse)
