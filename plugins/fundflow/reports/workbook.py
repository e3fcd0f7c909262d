"""The workbook for finance staff: the tables as sheets that can be filtered, printed on A4 and pasted elsewhere.

A sheet is data: include/sql/exports/<name>.sql selects its rows, <name>.yml says how its columns are headed and shown.
Amounts are exact đồng, as numbers; texts stay texts, whatever character they begin with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from fundflow.exceptions import WrongUse
from fundflow.periods import PROVINCE_TIME
from fundflow.reports.sheet_look import Look

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from fundflow.auditing.snapshot import Snapshot
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

HEADER_ROW = 5
LARGEST_NUMBER = Decimal(10) ** 15  # a spreadsheet holds 15 digits; a larger amount is written as text, exactly


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: text, centre, money (đồng), percent (a number of per cent), number, date. `total`: summed at the end."""

    name: str
    header: str
    width: int
    kind: str = "text"
    total: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """include/sql/exports/<name>.yml."""

    name: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    freeze_after: str

    @classmethod
    def read(cls, path: Path) -> SheetPlan:
        plan = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = tuple(Column(**column) for column in plan.pop("columns"))
        return cls(name=path.stem, columns=columns, **plan)

    @property
    def frozen_columns(self) -> int:
        return [column.name for column in self.columns].index(self.freeze_after) + 1


@dataclass(frozen=True, slots=True)
class Origin:
    """What every sheet says of itself: the day of its figures, when they were taken, and the journal's head then."""

    as_of: date | None
    written_at: datetime
    head_number: int
    head_hash: str

    @property
    def sentence(self) -> str:
        figures = f"Số liệu đến {self.as_of:%d/%m/%Y}" if self.as_of else "Chưa có số liệu"
        return f"{figures}; lập lúc {self.written_at:%H:%M ngày %d/%m/%Y}"

    @property
    def proof(self) -> str:
        return f"Nguồn: kho dữ liệu fundflow, sổ nhật ký mục {self.head_number}, mã {self.head_hash}"


def export(settings: Settings, name: str, out: Path, on: date | None = None) -> int:
    """Writes the workbook `name` to `out`; answers how many rows its sheets hold. `on`: as the tables stood that day.

    Raises WrongUse for a name that include/sql/exports/workbooks.yml does not know.
    """
    from openpyxl import Workbook

    from fundflow.auditing import snapshot
    from fundflow.auditing.files import whole
    from fundflow.migrations import open_warehouse

    plans = _plans(settings, name)
    book = Workbook()
    book.remove(book.active)
    with open_warehouse(settings) as warehouse, snapshot.taken(warehouse, on) as moment:
        origin = _origin(warehouse, moment)
        look, rows_written = Look(), 0
        for plan in plans:
            rows = warehouse.run_sql(f"exports/{plan.name}", about_day=on, today=settings.today)
            _write_sheet(book.create_sheet(plan.sheet), plan, rows, origin, look)
            rows_written += len(rows)
    with whole(out) as half:
        book.save(half)
    return rows_written


def names(settings: Settings) -> dict[str, list[str]]:
    """The workbooks that can be asked for, with their sheets."""
    return yaml.safe_load((settings.sql / "exports" / "workbooks.yml").read_text(encoding="utf-8"))


def _plans(settings: Settings, name: str) -> list[SheetPlan]:
    known = names(settings)
    if name not in known:
        raise WrongUse(
            f"Không có bảng “{name}”. Hãy chọn: {', '.join(known)}. / No workbook of that name: choose one of these."
        )
    return [SheetPlan.read(settings.sql / "exports" / f"{sheet}.yml") for sheet in known[name]]


def _origin(warehouse: Warehouse, moment: Snapshot) -> Origin:
    as_of = moment.on_day or warehouse.value("SELECT mart.data_date()")
    return Origin(as_of, moment.known_at.astimezone(PROVINCE_TIME), moment.journal_entry, moment.journal_head)


def _write_sheet(sheet: Worksheet, plan: SheetPlan, rows: Sequence, origin: Origin, look: Look) -> None:
    look.head(sheet, [plan.title, origin.sentence, origin.proof], len(plan.columns) + 1, "Đơn vị tính: đồng")
    look.header_row(sheet, HEADER_ROW, [("STT", 6), *((column.header, column.width) for column in plan.columns)])
    for number, row in enumerate(rows, 1):
        place = HEADER_ROW + number
        look.cell(sheet, place, 1, number, "number")
        for index, column in enumerate(plan.columns, 2):
            look.cell(sheet, place, index, shown(getattr(row, column.name), column.kind), column.kind)
        look.fit_row(sheet, place, [(getattr(row, column.name), column.width) for column in plan.columns])
    last = HEADER_ROW + len(rows)
    _write_total(sheet, plan, rows, last + 1, look)
    look.for_paper(sheet, HEADER_ROW, last, len(plan.columns) + 1, frozen=plan.frozen_columns + 1, left=origin.sentence)


def _write_total(sheet: Worksheet, plan: SheetPlan, rows: Sequence, place: int, look: Look) -> None:
    if not rows:
        look.cell(sheet, place, 1, "Không có dòng nào.", "text", bold=True)
        return
    if not any(column.total for column in plan.columns):
        return
    look.cell(sheet, place, 1, None, "text", bold=True)
    for index, column in enumerate(plan.columns, 2):
        amounts = [getattr(row, column.name) for row in rows] if column.total else []
        total = sum((amount for amount in amounts if amount is not None), Decimal(0)) if column.total else None
        value = "Tổng cộng" if column.name == plan.freeze_after else shown(total, column.kind)
        look.cell(sheet, place, index, value, "text" if value == "Tổng cộng" else column.kind, bold=True)


def shown(value: Any, kind: str) -> Any:
    """The value as a cell holds it."""
    if value is None:
        return None
    if kind == "percent":
        return value / 100
    if kind == "money" and abs(value) >= LARGEST_NUMBER:
        return format(value, "f")
    return value
