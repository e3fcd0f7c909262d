"""From a figure to its cell, and from a cell to the figures that it feeds.

Every answer names the file (receipt, sender's name, sha256), sheet, cell, the text that stands there, the unit of money
by which it became đồng, and the program and rules that judged it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from fundflow.addresses import seen_from
from fundflow.exceptions import WrongUse
from fundflow.loading.archive import path_of
from fundflow.records import Reading

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

LINE = re.compile(r"(?P<unit>[^/]+)/(?P<component>[^/]+)/(?P<capital_type>[^/]+)(/(?P<money_year>\d{4}))?")


@dataclass(frozen=True, slots=True)
class Source:
    """One cell behind a figure. `scale`: đồng per unit of the sheet, as `scale_cell` states it."""

    fact: dict
    file: dict
    scale: Decimal | None
    scale_cell: str | None

    def as_json(self) -> dict:
        return {"fact": self.fact, "file": self.file, "scale": self.scale, "scale_cell": self.scale_cell}


def line(warehouse: Warehouse, name: str, on: date | None = None, known_at: datetime | None = None) -> list[Source]:
    """The cells behind a line `unit/component/capital type[/money year]` of the tables on a day (the latest).

    Raises WrongUse for a name of another shape.
    """
    parts = LINE.fullmatch(name)
    if parts is None:
        raise WrongUse(
            f"Không hiểu “{name}”. Hãy ghi: đơn vị/dự án/loại vốn/năm, ví dụ 42.444/GNBV.2/SN/2022. / "
            "Write unit/component/capital type/money year."
        )
    binds = parts.groupdict() | {"money_year": parts["money_year"] and int(parts["money_year"])}
    return _sources(warehouse, warehouse.run_sql("trace/line", on_day=on, known_at=known_at, **binds))


def cell(warehouse: Warehouse, file: str, place: str | None = None) -> list[Source]:
    """What was read from a file (receipt reference, sha256), or from one cell `sheet!E9` of it, and where it is used.

    Raises WrongUse for a file that is not known.
    """
    files = warehouse.run_sql("trace/files", name=file, files=[])
    if not files:
        raise WrongUse(f"Không có biên nhận hoặc tệp {file}. Hãy kiểm tra số biên nhận. / There is no {file}.")
    sheet, _, address = place.rpartition("!") if place else ("", "", "")
    rows = warehouse.run_sql(
        "trace/cell", files=[one.file_id for one in files], sheet=sheet or None, cell=address.upper() or None
    )
    return _sources(warehouse, rows)


def _sources(warehouse: Warehouse, facts: Sequence) -> list[Source]:
    ids = sorted({fact.submission_id for fact in facts})
    files = {file.file_id: file for file in warehouse.run_sql("trace/files", name="", files=ids)}
    scales = _scales(warehouse, list(files.values()))
    return [
        Source(
            fact._asdict(),
            files[fact.submission_id]._asdict(),
            *scales.get((fact.submission_id, fact.sheet), (None, None)),
        )
        for fact in facts
    ]


def _scales(warehouse: Warehouse, files: Sequence) -> dict[tuple[int, str], tuple[Decimal | None, str | None]]:
    """The unit of money of each sheet, read again from the originals."""
    from fundflow.reader.pool import read_in_children

    jobs = [
        (path_of(warehouse.settings.archive, file.sha256), file.folder_unit_code, file.original_name) for file in files
    ]
    readings = read_in_children(jobs, _examine, workers=warehouse.settings.workers, path_of=lambda job: job[0])
    return {
        (file.file_id, sheet): (table.scale, table.scale_cell and seen_from(sheet, table.sheet, table.scale_cell))
        for file, (_, reading) in zip(files, readings, strict=True)
        if isinstance(reading, Reading)
        for table in reading.tables
        for sheet in (table.sheet, *table.pages)
    }


def _examine(job: tuple) -> Reading:
    from fundflow.examine import examine

    return examine(*job)
