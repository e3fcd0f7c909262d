"""What the words around a table say: unit of money, the day the figures speak of, the year, the decision, the unit."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fundflow.amounts import stated_scale
from fundflow.reader.cells import Cell
from fundflow.text import bare, tidy

_CUE = r"(?:den|tinh den|den het|het|thoi diem|ngay)"
_DAY = re.compile(rf"{_CUE}(?: het)?(?: ngay)? (\d{{1,2}}) (?:thang )?(\d{{1,2}}) (?:nam )?((?:19|20)\d\d)(?!\d)")
_MONTHS_OF_YEAR = re.compile(r"(?<!\d)(\d{1,2}) thang(?: dau)? nam ((?:19|20)\d\d)")
_MONTH = re.compile(r"thang (\d{1,2}) (?:nam )?((?:19|20)\d\d)")
_QUARTER = re.compile(r"quy (iv|iii|ii|i|[1-4]) (?:nam )?((?:19|20)\d\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DECISION_NUMBER = re.compile(r"(\d{1,6})\s*/\s*((?:20\d\d\s*/\s*)?(?:QĐ|NQ|CV|TB)\s*-\s*[A-ZĐ&]+)", re.IGNORECASE)
_DECISION_DATE = re.compile(r"ngay (\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"nam ((?:19|20)\d\d)(?!\d)")
_SIGNED = re.compile(r"^\D{2,60} ngay \d{0,2} ?(?:thang) ?\d{0,2} ?nam")
_SIGNATURE = re.compile(
    r"^(?:nguoi lap|noi nhan|tm |t m |kt |k t |thu truong|giam doc|pho giam doc|chu tich|pho chu tich|ke toan truong|"
    r"nguoi ky|xac nhan|truong phong|prepared by|signature)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the text says, and the cell that says it."""

    value: object
    cell: str
    text: str


def scale_in(cells: list[Cell]) -> list[Said]:
    """Every statement of a unit of money among these cells, as đồng per unit."""
    said = []
    for cell in cells:
        if cell.kind == "text":
            scale = stated_scale(cell.text, bare(cell.text))
            if scale is not None:
                said.append(Said(scale, cell.address, tidy(cell.text)))
    return said


def one_scale(said: list[Said]) -> tuple[Decimal | None, str | None]:
    """The scale that all statements agree on, with its first cell; (None, None) where there is none or they differ."""
    values = {statement.value for statement in said}
    return (values.pop(), said[0].cell) if len(values) == 1 else (None, None)


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def day_in(text: str) -> date | None:
    """The day that a title speaks of: "đến hết ngày 30/09/2023", "9 tháng năm 2023", "Quý III/2023", "tháng 8 năm 2023"."""
    words = bare(text)
    if found := _DAY.search(words):
        return _date(*found.groups())
    if found := _MONTHS_OF_YEAR.search(words):
        return month_end(int(found[2]), int(found[1]))
    if found := _QUARTER.search(words):
        return month_end(int(found[2]), 3 * (_QUARTERS.get(found[1]) or int(found[1])))
    if found := _MONTH.search(words):
        return month_end(int(found[2]), int(found[1]))
    return None


def days_in(cells: list[Cell]) -> list[Said]:
    return [Said(day, cell.address, tidy(cell.text)) for cell in cells if cell.kind == "text" and (day := day_in(cell.text))]


def years_in(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(bare(text))]


def decision_in(cells: list[Cell]) -> tuple[str | None, date | None, str | None]:
    """Number, date and cell of the decision that the annex hangs on; what is left blank on the annex is None."""
    for cell in cells:
        if cell.kind != "text" or not re.search(r"quyet dinh|nghi quyet", bare(cell.text)):
            continue
        number = _DECISION_NUMBER.search(tidy(cell.text))
        day = _DECISION_DATE.search(bare(cell.text))
        if number or day:
            written = "".join(f"{number[1]}/{number[2]}".split()).upper() if number else None
            return written, _date(*day.groups()) if day else None, cell.address
    return None, None, None


def is_signature(text: str) -> bool:
    """True for the words under a table: place and date, "NGƯỜI LẬP BIỂU", "KT. CHỦ TỊCH"."""
    words = bare(text)
    return bool(_SIGNATURE.match(words) or _SIGNED.match(words))


