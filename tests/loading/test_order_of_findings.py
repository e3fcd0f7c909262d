"""What the checks of a batch find is told in one order, whatever order the server answered in."""

from __future__ import annotations

import random
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from fundflow import expectations
from fundflow.findings import Finding, Severity
from fundflow.loading import comparison
from fundflow.loading.comparison import add_findings_of_the_batch
from fundflow.loading.staging import Examined

CELLS = ["E9", "AA9", "E10", "E11"]


@pytest.mark.parametrize("seed", range(3))
def test_by_rule_then_sheet_then_cell(settings, monkeypatch, seed):
    def answered_in_any_order(warehouse, batch_id, check):
        found = [(7, Finding(check.id, Severity.ERROR, "", sheet, cell)) for cell in CELLS for sheet in ("B1", "B2")]
        random.Random(seed).shuffle(found)
        return found

    monkeypatch.setattr(expectations, "validate", lambda *arguments: [])
    monkeypatch.setattr(comparison, "_beside_what_is_known", lambda *arguments: nullcontext())
    monkeypatch.setattr(comparison, "_found_by", answered_in_any_order)
    examined = Examined(7, [])
    add_findings_of_the_batch(SimpleNamespace(settings=settings, url=""), 1, [examined], lambda *arguments: None)

    first_rule = examined.findings[0].rule
    told = [(found.sheet, found.cell) for found in examined.findings if found.rule == first_rule]
    assert told == [(sheet, cell) for sheet in ("B1", "B2") for cell in CELLS]
    assert [found.rule for found in examined.findings] == sorted(found.rule for found in examined.findings)
