"""Puts facts into a test's warehouse: rows as the contract names them, one submission a call."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from fundflow import mart
from fundflow.warehouse import Warehouse

START = datetime(2023, 10, 1, tzinfo=UTC)
FACT_COLUMNS = (
    "submission_id source_kind budget_year as_of known_from component_code unit_code capital_type budget_level"
    " money_year_first money_year_last measure amount sheet cell source_nature"
).split()
SOURCE_KINDS = {"allocation_tall": "decision", "allocation_wide": "decision", "04-SDKP/ĐVDT": "carryover_form"}


class Ledger:
    """A warehouse under test. Each submission is known one minute after the one before."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.minutes = itertools.count(1)

    def submit(self, rows, *, kind="unit_report", unit="42.444", budget_year=2023, as_of="2023-09-30", form=None,
               replaces=None, refresh=True, known_from=None, decision=None) -> int:
        """Rows: (component, unit, capital type, first year, last year, measure, amount[, level[, nature]])."""
        known_from = known_from or START + timedelta(minutes=next(self.minutes))
        form = form or {"decision": "allocation_tall", "carryover_form": "04-SDKP/ĐVDT"}.get(kind, "disbursement")
        number = self.warehouse.value(
            "INSERT INTO quality.file (sha256, size_bytes, status, form, source_kind, unit_code, budget_year, as_of)"
            " VALUES (gen_random_uuid()::text, 1, 'accepted', %(form)s, %(kind)s, %(unit)s, %(year)s, %(as_of)s)"
            " RETURNING file_id",
            form=form, kind=kind, unit=unit, year=budget_year, as_of=as_of,
        )
        self.warehouse.query(
            "INSERT INTO core.submission (submission_id, form, source_kind, unit_code, budget_year, as_of, subject,"
            " scope, known_from, decision_number) VALUES (%(id)s, %(form)s, %(kind)s, %(unit)s, %(year)s, %(as_of)s,"
            " %(subject)s, %(scope)s, %(known)s, %(decision)s)",
            id=number, form=form, kind=kind, unit=unit, year=budget_year, as_of=as_of,
            subject=f"{form}|{kind}|{unit}|{decision or as_of}",
            scope=sorted({f"{row[0].split('.')[0]}|{row[2]}|{row[1]}" for row in rows}), known=known_from, decision=decision,
        )
        if replaces:
            self.warehouse.query("INSERT INTO core.supersession VALUES (%(old)s, %(new)s, %(at)s)",
                                 old=replaces, new=number, at=known_from)
        facts = [
            (number, kind, budget_year, date.fromisoformat(as_of), known_from, *row[:3], row[7] if len(row) > 7 else None,
             *row[3:6], Decimal(row[6]), "BC", f"A{line}", row[8] if len(row) > 8 else None)
            for line, row in enumerate(rows, start=1)
        ]
        self.warehouse.copy_rows("core.fact", FACT_COLUMNS, facts)
        if refresh:
            touched = {(fact[6], fact[5], fact[7]) for fact in facts} | self._keys_of(replaces)
            mart.refresh(self.warehouse, touched)
        return number

    def _keys_of(self, submission) -> set:
        rows = self.warehouse.query(
            "SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact WHERE submission_id = %(id)s",
            id=submission)
        return {tuple(row) for row in rows}

    def lines(self, table="mart.fund_status", where="true") -> list[dict]:
        rows = self.warehouse.query(
            f"SELECT * FROM {table} WHERE {where}"  # noqa: S608 - a test's own words
            " ORDER BY unit_code, component_code, capital_type, money_year_first, as_of")
        return [row._asdict() for row in rows]


def load_truth(ledger: Ledger, truth: Path) -> dict:
    """Submits what truth.json says of every accepted file; returns its `_lines`."""
    truth = json.loads(truth.read_text(encoding="utf-8"))
    for path, file in truth.items():
        if path.startswith("_") or file["status"] != "accepted":
            continue
        kind = SOURCE_KINDS.get(file["form"], "summary" if "Tong hop" in path else "unit_report")
        rows = [
            (row["component"], row["unit"], row["capital_type"], row["money_year_first"], row["money_year_last"],
             row["measure"], row["amount"], row["budget_level"])
            for row in file["rows"]
        ]
        ledger.submit(rows, kind=kind, unit=path.split("/")[0], budget_year=file["budget_year"], as_of=file["as_of"],
                      decision=file.get("decision"), form=file["form"], refresh=False)
    mart.refresh(ledger.warehouse)
    return truth["_lines"]
