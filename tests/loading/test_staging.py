"""What a child hands to the loader: rows as COPY reads them, in pieces, and nothing kept twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_readings import reading_of

from fundflow.loading import staging
from fundflow.loading.staging import COLUMNS, Job, encode

REPORT = "42.444 2023-09-30\n" + "\n".join(f"GNBV.2 {amount} C{amount}" for amount in range(1, 8))


def rows(pieces: list[bytes]) -> list[dict[str, str]]:
    lines = b"".join(pieces).decode().splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


@pytest.mark.parametrize("at_a_time", [1, 3, 7, 100])
def test_pieces_are_the_whole(monkeypatch, at_a_time):
    monkeypatch.setattr(staging, "ROWS_PER_PIECE", at_a_time)
    encoded = rows(list(encode(reading_of(REPORT), Job(Path("x"), file_id=3, batch_id=9))))
    assert [row["row_number"] for row in encoded] == [str(3 * staging.ROWS_PER_FILE + number) for number in range(7)]
    assert [(row["batch_id"], row["file_id"], row["amount"], row["cell"]) for row in encoded] == [
        ("9", "3", str(amount), f"C{amount}") for amount in range(1, 8)
    ]


def test_texts_cannot_leave_their_column():
    reading = reading_of("42.444 2023-09-30\nGNBV.2 1 C1")
    figure = reading.rows[0]
    figure.subject.note, figure.source.raw = "a\tb\nc\\N\0", "1\r"
    [row] = rows(list(encode(reading, Job(Path("x"), 1, 1))))
    assert (row["note"], row["raw_text"], row["source_nature"]) == (r"a\tb\nc\\N", r"1\r", r"\N")


def test_what_is_encoded_is_let_go():
    reading = reading_of(REPORT)
    list(encode(reading, Job(Path("x"), 1, 1)))
    assert reading.rows == []


def test_a_child_starts_without_what_it_does_not_need():
    told = "import sys, fundflow.reader.child, fundflow.loading.staging, fundflow.examine; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded).isdisjoint({"pydantic", "sqlalchemy", "great_expectations", "pandas", "airflow", "openpyxl"})
