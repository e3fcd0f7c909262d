"""A warehouse that holds the sample workbooks and those that correct them, as the cookbook's answers do."""

from __future__ import annotations

import pytest

from fundflow.auditing import documents
from fundflow.warehouse import Warehouse


@pytest.fixture(scope="module")
def audited(settings):
    """Settings of a house into which the samples were dropped."""
    documents.load_samples(settings)
    return settings


@pytest.fixture(scope="module")
def warehouse(audited):
    with Warehouse(audited) as opened:
        yield opened
