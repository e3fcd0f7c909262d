"""Money is of a year within its programme's life: no money of a year before the programme began or after it ended.

Silent: 1. where the file contradicts itself about its year; 2. about amounts of zero; 3. where the programme's life
is not known. One finding per column.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Component, Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    told = set()
    outside = {} if file.year_in_doubt else _outside(file, reference)
    for row in file.reading.rows if outside else ():
        programme, column = outside.get((row.component, row.money_years)), (row.sheet, row.cell.rstrip("0123456789"))
        if programme is None or not row.amount or column in told or not file.sound(row):
            continue
        told.add(column)
        life = _life(programme)
        yield RULE.finding(
            f"Vốn năm {row.money_year_first} nằm ngoài thời gian của chương trình ({life}). Hãy sửa năm vốn hoặc dự "
            "án.",
            f"Money of {row.money_year_first} lies outside the programme's life ({life}). Mend the year or the "
            "project.",
            at=row, expected=life,
        )  # fmt: skip


def _outside(file: FileView, reference: Reference) -> dict[tuple[str, tuple[int, int]], Component]:
    """The money of the file that lies outside its programme's life, with the programme."""
    components = reference.components
    moneys = {(row.subject.component, row.money_years) for row in file.reading.rows}
    programmes = {(code, years): components[components[code].programme] for code, years in moneys}
    return {money: programme for money, programme in programmes.items() if not _within(money[1], programme)}


def _within(years: tuple[int, int], programme: Component) -> bool:
    first, last = years
    started = programme.valid_from is None or first >= programme.valid_from.year
    return started and (programme.valid_to is None or last < programme.valid_to.year)


def _life(programme: Component) -> str:
    first = programme.valid_from.year if programme.valid_from else "…"
    return f"{first}-{programme.valid_to.year - 1 if programme.valid_to else '…'}"


RULE = Rule(
    id="money_year_of_programme",
    severity=Severity.ERROR,
    sentence_vi="Năm vốn nằm trong thời gian thực hiện chương trình.",
    sentence_en="Money is of a year within its programme's life.",
    compares="money years with components.csv columns valid_from, valid_to of the programme",
    source="QĐ 90/QĐ-TTg; QĐ 1719/QĐ-TTg; NQ 257/2025/QH15",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
