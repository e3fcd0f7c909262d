"""Rows as files that leave the house: CSV that no spreadsheet takes for formulas, Parquet that keeps amounts exact."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from fundflow.text import FORMULA_STARTS

DIGITS = 38  # the most that Parquet's readers know


def write_csv(stream: IO[str], columns: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Header and rows; how many rows. Nothing is empty, a missing value is an empty text."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([as_text(value) for value in row])
        count += 1
    return count


def as_text(value: Any) -> str:
    """A value as a field of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return harmless("; ".join(map(str, value)))
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """An apostrophe makes a text again of what a spreadsheet would compute."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write_parquet(
    path: Path, types: dict[str, str], pages: Iterable[Sequence], about: dict[str, str], decimals: int
) -> int:
    """`types`: PostgreSQL's type by column. `about` goes into the file's own metadata. How many rows.

    `decimals` of every number that is not whole by its type. Raises pyarrow.ArrowInvalid where one has more of them:
    nothing is rounded.
    """
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _arrow_type(kind, decimals)) for name, kind in types.items()], metadata=about)
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for page in pages:
            columns = zip(*page, strict=True)
            arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
            count += len(page)
    return count


def _arrow_type(kind: str, decimals: int):
    import pyarrow

    known = {
        "text": pyarrow.string(), "bool": pyarrow.bool_(), "int4": pyarrow.int32(), "int8": pyarrow.int64(),
        "date": pyarrow.date32(), "timestamptz": pyarrow.timestamp("us", tz="UTC"),
        "numeric": pyarrow.decimal128(DIGITS, decimals), "_text": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    return known[kind]


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when all is written: nobody reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield half
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
