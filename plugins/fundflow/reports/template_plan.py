"""What a template's columns are: the form's own description, its first words as headers, the years filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from fundflow.exceptions import WrongUse
from fundflow.forms import ColumnSpec, Form

SHORT_WORD = 3  # "tt", "stt": written in capitals
CHOICE = re.compile(r"[\[(]([^\])]*)[\])]")
YEAR = re.compile(r"\{years?\}")
CARRIED = ("carried_in", "disbursed")  # a column that repeats with one of these is there once for each older year
AVAILABLE = ("allocated", "adjusted", "carried_in")


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """`path`: the header's words from the top row down. `years`: the money years of a measure.

    `plus` and `minus`: the keys of the columns that this one is made of, where the form says so.
    """

    spec: ColumnSpec
    path: tuple[str, ...]
    years: tuple[int, int] | None = None
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()

    def covers(self, other: PlannedColumn) -> bool:
        """Are the other's money years among these?"""
        if self.years is None or other.years is None:
            return False
        return self.years[0] <= other.years[0] and other.years[1] <= self.years[1]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What the next report says of a component's money of some years. `amounts`: đồng per measure, where known."""

    component: str
    capital_type: str
    years: tuple[int, int]
    amounts: dict[str, Decimal]


def is_filled_by_units(form: Form) -> bool:
    """Decisions come from the province, reconciliations from the Treasury's own programs: nobody fills a template of them."""
    return form.speaks == "unit" and form.source_kind not in ("treasury", "disclosure")


def layout_for(forms: Iterable[Form], name: str) -> Form:
    """The layout called so, or that of the form which best tells every money year apart. Raises WrongUse."""
    fitting = [form for form in forms if name in (form.layout, form.form) and is_filled_by_units(form)]
    if not fitting:
        known = sorted({form.form for form in forms if is_filled_by_units(form)})
        raise WrongUse(
            f"Không có mẫu báo cáo “{name}” cho đơn vị. Hãy chọn: {', '.join(known)}. / No report form of that name."
        )
    return min(fitting, key=lambda form: (form.layout != name, _mixing_years(form)))


def _mixing_years(form: Form) -> int:
    """How many of its columns may hold several money years together."""
    return sum(any("{years}" in phrase.words for phrase in spec.header) for spec in form.columns)


def budget_year_of(form: Form, as_of: date) -> int:
    """A settlement of 31 January speaks of the year before."""
    return as_of.year - 1 if form.as_of == "settlement" else as_of.year


def planned_columns(form: Form, budget_year: int, older_years: Sequence[int]) -> list[PlannedColumn]:
    """The form's columns, those under one header side by side. What the form does not need for reading stays out.

    A column that the form knows by several wordings (one key, several entries) is printed once, in the first of them.
    """
    planned = [
        PlannedColumn(
            spec,
            tuple(_header(phrase.words, year) for phrase in spec.header),
            _years(spec, budget_year, year),
            *_made_of(spec, form),
        )
        for spec in form.columns
        if spec is form.spec(spec.key) and _is_asked_for(spec)
        for year in (older_years if spec.repeats and spec.measure in CARRIED else [budget_year])
    ]
    planned = [column for column in planned if column.spec.role != "total" or _adds_something(column, planned)]
    groups = list(dict.fromkeys(column.path[0] for column in planned))
    return sorted(planned, key=lambda column: (column.spec.role == "note", groups.index(column.path[0])))


def _is_asked_for(spec: ColumnSpec) -> bool:
    """False for rates, estimates of all years, and columns that are read past however often they come."""
    read_past = spec.role == "ignored" and spec.repeats
    return not read_past and spec.role != "rate" and not (spec.measure and spec.money_years == "total")


def _made_of(spec: ColumnSpec, form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if spec.role == "total":
        return spec.of, spec.minus
    return next(((of, minus) for total, of, minus in form.checks if total == spec.key), ((), ()))


def _years(spec: ColumnSpec, budget_year: int, year: int) -> tuple[int, int] | None:
    if not spec.measure:
        return None
    if spec.money_years == "header":
        return year, year
    ends = [
        budget_year - int(end.removeprefix("budget").removeprefix("-") or 0) for end in spec.money_years.split("..")
    ]
    return ends[0], ends[-1]


def _adds_something(column: PlannedColumn, columns: Sequence[PlannedColumn]) -> bool:
    """A total of one column says the same as that column."""
    return sum(len(parts) for parts in parts_of(column, columns)) > 1


def _header(words: str, year: int) -> str:
    """ "vốn [năm] {year} (chuyển sang / kéo dài) | …" -> "Vốn năm 2022 chuyển sang": one way to write it."""
    text = _spelt(words.split("|")[0], year)
    return text.upper() if len(text) <= SHORT_WORD else text[:1].upper() + text[1:]


def _spelt(phrase: str, year: int) -> str:
    """The phrase (phrases.py) with the first of its choices and all that may be missing; no word twice in a row."""
    chosen = CHOICE.sub(lambda choice: choice[1].split("/")[0], YEAR.sub(str(year), phrase.replace("*", "")))
    return " ".join(word for word, _ in groupby(chosen.split()))


def title_of(form: Form, budget_year: int) -> str:
    """A title by which the form is recognised, and which says the year."""
    ways = [_spelt(way, budget_year) for phrase in form.title_words for way in phrase.words.split("|")]
    named = next((way for way in ways if not any(character.isdigit() for character in way)), form.form)
    years = [_spelt(phrase.words.split("|")[0], budget_year) for phrase in form.budget_year_words]
    said = f"{years[0]} {budget_year + 1}" if years else f"năm {budget_year}"
    return f"Báo cáo {named} {said}".upper()


def amount_of(column: PlannedColumn, lines: Iterable[UnitLine]) -> Decimal | None:
    """What the unit's lines say for this column; None if they say nothing."""
    if not (column.years and column.spec.measure):
        return None
    low, high = column.years
    said = [
        line.amounts[column.spec.measure]
        for line in lines
        if low <= line.years[0] and line.years[1] <= high and column.spec.measure in line.amounts
    ]
    return sum(said, Decimal(0)) if said else None


def values_of(columns: Sequence[PlannedColumn], lines: Sequence[UnitLine]) -> dict[PlannedColumn, Decimal | None]:
    """What a row says in each column: what the lines say, else what the columns that it is made of come to."""
    values = {column: amount_of(column, lines) for column in columns}

    def resolved(column: PlannedColumn) -> Decimal | None:
        if values[column] is None and column.plus:
            plus, minus = ([resolved(part) for part in parts] for parts in parts_of(column, columns))
            if any(amount is not None for amount in (*plus, *minus)):
                values[column] = total(plus) - total(minus)
        return values[column]

    return {column: resolved(column) for column in columns}


def parts_of(
    column: PlannedColumn, columns: Sequence[PlannedColumn]
) -> tuple[list[PlannedColumn], list[PlannedColumn]]:
    """The columns that are added and those that are taken away to make this one."""
    plus = [each for each in columns if each.spec.key in column.plus]
    return plus, [each for each in columns if each.spec.key in column.minus]


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def limiting(column: PlannedColumn, columns: Iterable[PlannedColumn]) -> list[PlannedColumn]:
    """The columns that together say how much may be spent: what a disbursed amount may not exceed."""
    if column.spec.measure != "disbursed":
        return []
    return [other for other in columns if other.spec.measure in AVAILABLE and column.covers(other)]
