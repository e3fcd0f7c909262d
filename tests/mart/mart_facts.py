"""Puts facts into a test's warehouse: rows as the contract names them, one submission a call."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from fundflow import mart
from fundflow.warehouse import Warehouse

START = datetime(2023, 10, 1, tzinfo=UTC)
FACT_COLUMNS = [
    "submission_id",
    "source_kind",
    "budget_year",
    "as_of",
    "known_from",
    "component_code",
    "unit_code",
    "capital_type",
    "money_year_first",
    "money_year_last",
    "measure",
    "amount",
    "budget_level",
    "source_nature",
    "note",
    "sheet",
    "cell",
]
SOURCE_KINDS = {"allocation_tall": "decision", "allocation_wide": "decision", "04-SDKP/ĐVDT": "carryover_form"}
FORMS = {"decision": "allocation_tall", "carryover_form": "04-SDKP/ĐVDT"}
INSERT_FILE = """
INSERT INTO quality.file (sha256, told_by, size_bytes, status, form, source_kind, unit_code, budget_year, as_of)
VALUES (gen_random_uuid()::text, gen_random_uuid()::text, 1, %(status)s, %(form)s, %(kind)s, %(unit)s, %(year)s,
    %(as_of)s)
RETURNING file_id
"""
INSERT_SUBMISSION = """
INSERT INTO core.submission (submission_id, form, source_kind, unit_code, budget_year, as_of, subject, scope,
    known_from, decision_number)
VALUES (%(id)s, %(form)s, %(kind)s, %(unit)s, %(year)s, %(as_of)s, %(subject)s, '{}', %(known)s, %(decision)s)
"""


class Ledger:
    """A warehouse under test. Each submission becomes known one minute after the one before."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.moments = (START + timedelta(minutes=minute) for minute in itertools.count())

    def submit(
        self, text: str, *, kind="unit_report", unit="42.444", budget_year=2023, as_of="2023-09-30", form=None,
        decision=None, replaces=None, known=None, refresh=True,
    ) -> int:  # fmt: skip
        """One figure a line of `text`: component, capital type, money years, measure, amount, then (each if need be)
        level=…, nature=…, note=…, unit=…. Returns the submission's id.
        """
        known = known or next(self.moments)
        form = form or FORMS.get(kind, "disbursement")
        about = {"form": form, "kind": kind, "unit": unit, "year": budget_year, "as_of": as_of}
        number = self.receive(**about)
        self.warehouse.query(
            INSERT_SUBMISSION, **about, id=number, known=known, decision=decision,
            subject=f"{form}|{kind}|{unit}|{decision or as_of}",
        )  # fmt: skip
        if replaces:
            self.warehouse.query(
                "INSERT INTO core.supersession VALUES (%(old)s, %(new)s, %(at)s)", old=replaces, new=number, at=known
            )
        facts = [
            (number, kind, budget_year, date.fromisoformat(as_of), known, *row, "BC", f"A{line}")
            for line, row in enumerate(_rows(text, unit), start=1)
        ]
        self.warehouse.copy_rows("core.fact", FACT_COLUMNS, facts)
        if refresh:
            mart.refresh(self.warehouse, self.keys_of(number, replaces), since=known)
        return number

    def receive(self, *, form="disbursement", kind="unit_report", unit="42.444", year=2023, as_of="2023-09-30",
                status="accepted") -> int:  # fmt: skip
        return self.warehouse.value(INSERT_FILE, form=form, kind=kind, unit=unit, year=year, as_of=as_of, status=status)

    def keys_of(self, *submissions) -> set:
        rows = self.warehouse.query(
            "SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact"
            " WHERE submission_id = ANY (%(ids)s)",
            ids=[submission for submission in submissions if submission],
        )
        return {tuple(row) for row in rows}

    def empty(self) -> None:
        """Forgets everything; the guards of the append-only tables look away."""
        with self.warehouse.transaction():
            self.warehouse.query("SET LOCAL session_replication_role = replica")
            self.warehouse.query(
                "TRUNCATE core.fact, core.submission, core.supersession, mart.line_version, mart.spending_fall,"
                " mart.restatement, mart.opening_break, quality.file CASCADE"
            )

    def table(self, columns: str, source="mart.fund_status", **binds) -> list[str]:
        """The columns of every row of `source`, as text in one line each: what a test compares with."""
        rows = self.warehouse.query(f"SELECT {columns} FROM {source}", **binds)  # noqa: S608 - a test's own words
        return sorted(" ".join(map(_shown, row)) for row in rows)


class Batch:
    """Files on their way in: staged, not yet accepted."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.number = ledger.warehouse.value("SELECT nextval('staging.batch')")
        self.row_numbers = itertools.count(1)

    def stage(self, text: str, *, kind="unit_report", unit="42.444", budget_year=2023, as_of="2023-09-30") -> int:
        """As Ledger.submit."""
        file = self.ledger.receive(kind=kind, unit=unit, year=budget_year, as_of=as_of, status="received")
        rows = [
            (
                self.number,
                next(self.row_numbers),
                file,
                kind,
                unit,
                budget_year,
                date.fromisoformat(as_of),
                *row,
                "BC",
                f"A{line}",
            )
            for line, row in enumerate(_rows(text, unit), start=1)
        ]
        columns = (
            "batch_id",
            "row_number",
            "file_id",
            "source_kind",
            "reporting_unit",
            *FACT_COLUMNS[2:4],
            *FACT_COLUMNS[5:],
        )
        self.ledger.warehouse.copy_rows("staging.fund_row", columns, rows)
        return file

    def told_by(self, check: str) -> Sequence:
        """The rows of a check, beside what is known of the batch."""
        with self.ledger.warehouse.transaction(rollback=True):
            self.ledger.warehouse.run_sql("staging/gather_known", batch_id=self.number)
            return self.ledger.warehouse.run_sql(f"checks/{check}", batch_id=self.number)

    def findings(self, check: str) -> list[str]:
        """Severity, place, difference and what was expected of each finding of a check."""
        found = []
        for row in self.told_by(check):
            assert row.rule.replace(".", "_") == check
            place = "!".join(filter(None, (row.sheet, row.cell))) or "-"
            found.append(f"{row.severity} {place} {_shown(row.difference_vnd)} {_shown(row.expected)}")
        return sorted(found)


def _shown(value) -> str:
    return "-" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _rows(text: str, unit: str):
    for line in filter(None, map(str.strip, text.splitlines())):
        component, capital_type, years, measure, amount, *extras = line.split()
        extra = dict(each.split("=") for each in extras)
        first, _, last = years.partition("-")
        yield (
            component, extra.get("unit", unit), capital_type, int(first), int(last or first), measure, Decimal(amount),
            extra.get("level"), extra.get("nature"), extra.get("note"),
        )  # fmt: skip


def load_truth(ledger: Ledger, path: Path) -> dict:
    """Submits what a truth.json says of every accepted file; returns its `_lines`."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    for name, file in truth.items():
        if name.startswith("_") or file["status"] != "accepted":
            continue
        ledger.submit(
            "\n".join(map(_figure, file["rows"])),
            kind=SOURCE_KINDS.get(file["form"], "summary" if "Tong hop" in name else "unit_report"),
            unit=name.split("/")[0], budget_year=file["budget_year"], as_of=file["as_of"],
            decision=file.get("decision"), form=file["form"], refresh=False,
        )  # fmt: skip
    mart.refresh(ledger.warehouse)
    return truth["_lines"]


def _figure(row: dict) -> str:
    level = f" level={row['budget_level']}" if row["budget_level"] else ""
    years = f"{row['money_year_first']}-{row['money_year_last']}"
    return (
        f"{row['component']} {row['capital_type']} {years} {row['measure']} {row['amount']} unit={row['unit']}{level}"
    )
