"""Workbooks -> rows in staging.fund_row and findings. The children of the pool do the work per file: they read,
judge, and write their rows in PostgreSQL's COPY format, so that the loader only passes bytes on.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path

from fundflow import completeness
from fundflow.findings import Finding, rejects
from fundflow.records import Reading, Row
from fundflow.waivers import Place, Waiver, waive

COLUMNS = (
    "batch_id", "row_number", "file_id", "form", "source_kind", "reporting_unit", "budget_year", "as_of",
    "component_code", "unit_code", "capital_type", "budget_level", "money_year_first", "money_year_last", "measure",
    "amount", "currency", "sheet", "cell", "raw_text", "source_nature", "note",
)  # fmt: skip
ROWS_PER_PIECE = 10_000  # of what is encoded at a time
ROWS_PER_FILE = 10_000_000  # room between the row numbers of two files: a sheet has 1,048,576 rows
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": ""})
NULL = r"\N"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be examined in a child."""

    path: Path
    file_id: int
    batch_id: int
    folder_unit: str | None = None
    name: str | None = None  # the sender's: a nil return says only there of which period it is
    waivers: tuple[Waiver, ...] = ()


@dataclass(slots=True)
class Examined:
    """What the loader needs to know of a file that a child has read. `encoded`: its rows, for COPY, in pieces."""

    file_id: int
    findings: list[Finding]
    facts: dict = field(default_factory=dict)  # the columns of quality.file that the reading fills
    encoded: list[bytes] = field(default_factory=list)
    rows: int = 0
    sums: dict[str, str] = field(default_factory=dict)  # measure -> sum, what the receipt states

    @property
    def rejected(self) -> bool:
        return rejects(self.findings)


def examine_job(job: Job, examine: Callable[[Path, str | None, str | None], Reading]) -> Examined:
    """Runs in a child: reads, judges, encodes."""
    reading = examine(job.path, job.folder_unit, job.name)
    findings = waive(
        [*reading.findings, *reading.on_trial], job.waivers,
        sha256=reading.sha256, unit=reading.unit or reading.folder_unit,
        components=components(reading) if job.waivers else {},
    )  # fmt: skip
    findings += completeness.owed(reading, findings)  # of a file that only a waiver lets in
    examined = Examined(job.file_id, findings, _facts(reading))
    if not rejects(findings):
        examined.rows = len(reading.rows)
        examined.sums = _sums(reading.rows)
        examined.encoded = list(encode(reading, job))
    return examined


def components(reading: Reading) -> dict[Place, str]:
    """What each cell of a figure, and each line's name, speaks of."""
    names: dict[Place, str] = {
        line.place: line.component for table in reading.tables for line in table.lines if line.component
    }
    return names | {row.place: row.component for row in reading.rows}


def encode(reading: Reading, job: Job) -> Iterator[bytes]:
    """The rows as COPY's text format, one line a row, tabs between values.

    In pieces, which use the reading up: of a million rows there is no room for both.
    """
    heading = "\t".join(
        map(_text, (reading.form, reading.source_kind, reading.unit, reading.budget_year, reading.as_of))
    )
    before, between, currency = f"{job.batch_id}\t", f"\t{job.file_id}\t{heading}\t", _text(reading.currency)
    numbers = count(job.file_id * ROWS_PER_FILE)
    reading.tables.clear()
    while rows := reading.rows[:ROWS_PER_PIECE]:
        del reading.rows[:ROWS_PER_PIECE]
        said, subject, lines = _Texts(), None, []
        for row, number in zip(rows, numbers, strict=False):
            if row.subject is not subject:
                subject = row.subject
                who = said[subject.component, subject.unit, subject.capital_type]
                sheet, why = said[row.source.sheet], said[subject.source_nature, subject.note]
            source, raw = row.source, row.source.raw
            lines.append(
                f"{before}{number}{between}{who}\t{said[row.budget_level]}\t{said[row.money_years]}\t{said[row.measure]}"
                f"\t{row.amount!s}\t{currency}\t{sheet}\t{source.cell}\t{raw if raw.isalnum() else _text(raw)}\t{why}\n"
            )
        yield "".join(lines).encode(errors="replace")


class _Texts(dict):
    """Values, or several that stand side by side, as COPY wants them, each made once: rows repeat their codes and notes."""

    def __missing__(self, value: str | tuple | None) -> str:
        text = self[value] = "\t".join(map(_text, value if isinstance(value, tuple) else (value,)))
        return text


def content_hash(reading: Reading) -> str:
    """The same figures give the same hash, wherever they stand in the workbook and however it was saved."""
    heading = (reading.form, reading.source_kind, reading.unit, reading.budget_year, reading.as_of,
               reading.decision_number, reading.decision_date, reading.currency)  # fmt: skip
    rows = sorted(_figure(row) for row in reading.rows)
    return hashlib.sha256(json.dumps([list(map(str, heading)), rows], ensure_ascii=False).encode()).hexdigest()


def subject(reading: Reading) -> str | None:
    """What a re-submission replaces: the same form and voice of the same unit for the same day, or decision.

    Decisions are numbered anew every year, so their year belongs to the number.
    """
    if not (reading.form and reading.unit and reading.as_of):
        return None
    moment = str(reading.as_of)
    if reading.decision_number:
        moment = f"{(reading.decision_date or reading.as_of).year}|{reading.decision_number}"
    return "|".join((reading.form, reading.source_kind or "", reading.unit, moment))


def scope(rows: Sequence[Row]) -> list[str]:
    """The lines that the rows speak of, coarsely: programme, capital type, unit."""
    subjects = {id(row.subject): row.subject for row in rows}.values()
    return sorted({f"{one.component.partition('.')[0]}|{one.capital_type}|{one.unit}" for one in subjects})


def _facts(reading: Reading) -> dict:
    ignored = sum(reading.ignored.values())
    return {
        "form": reading.form,
        "layout": reading.layout,
        "source_kind": reading.source_kind,
        "unit": reading.unit,
        "budget_year": reading.budget_year,
        "as_of": _iso(reading.as_of),
        "decision_number": reading.decision_number,
        "decision_date": _iso(reading.decision_date),
        "subject": subject(reading),
        "scope": scope(reading.rows),
        "content_hash": reading.content_hash or content_hash(reading),
        "rows_read": reading.rows_read,
        "rows_ignored": ignored,
        "ignored": reading.ignored,
    }


def _sums(rows: Sequence[Row]) -> dict[str, str]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.measure] += row.amount
    return {measure: format(amount, "f") for measure, amount in sorted(sums.items())}


def _figure(row: Row) -> list[str]:
    return [
        row.component, row.unit, row.capital_type, row.budget_level or "", str(row.money_year_first),
        str(row.money_year_last), row.measure, format(row.amount.normalize(), "f"), row.source_nature or "",
    ]  # fmt: skip


def _text(value) -> str:
    if value is None:
        return NULL
    text = str(value)
    return text if text.isalnum() else text.translate(ESCAPES)


def _iso(day) -> str | None:
    return day.isoformat() if day else None
