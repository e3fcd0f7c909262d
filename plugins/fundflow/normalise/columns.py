"""What each column of a table means: the form's words held against the header paths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fundflow.forms import ColumnSpec, Form, Phrase
from fundflow.normalise.headers import Header
from fundflow.records import Column
from fundflow.reference import Reference
from fundflow.text import bare

LOADED_ROLES = ("measure", "total")
_TOTAL_WORD = re.compile(r"^(?:tong|tong so|tong cong|cong|total)$")


@dataclass(slots=True)
class Mapping:
    """The columns of one table under one form, and what did not fit."""

    columns: list[Column] = field(default_factory=list)
    missing: list[ColumnSpec] = field(default_factory=list)
    twice: list[Column] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)  # columns whose header no spec knows
    unresolved: list[tuple[int, str]] = field(default_factory=list)  # (column, its component text) not in the reference


def matches(spec: ColumnSpec, path: str) -> list[int] | None:
    """The years captured if all phrases of `spec` stand in `path` (bare) in their order, else None.

    Name, number and dimension columns must be named by the phrase as a whole: "Dự án 2: …" is no name header.
    """
    if any(phrase.pattern.search(path) for phrase in spec.exclude):
        return None
    if spec.role in ("name", "number", "dimension"):
        whole = path.replace("\n", " ")
        return [] if any(phrase.pattern.fullmatch(whole) or phrase.pattern.fullmatch(path.split("\n")[-1]) for phrase in spec.header) else None
    levels = path.split("\n")
    years: list[int] = []
    level, position = 0, 0
    for phrase in spec.header:
        place = _find(phrase, levels, level, position)
        if place is None:
            return None
        level, found = place
        position = found.end()
        years = phrase.years(found) or years
    return years


def _find(phrase: Phrase, levels: list[str], level: int, position: int) -> tuple[int, re.Match] | None:
    """The next phrase stands on a lower level of the header, or else further on in the same text."""
    first = level + 1 if position else level
    for below in range(first, len(levels)):
        if found := phrase.pattern.search(levels[below]):
            return below, found
    found = phrase.pattern.search(levels[level], position) if position else None
    return (level, found) if found else None


def map_columns(header: Header, form: Form, reference: Reference, budget_year: int | None, programme: str | None) -> Mapping:
    mapping = Mapping()
    claimed: dict[str, Column] = {}
    for index in sorted(header.paths):
        path = header.bare_path(index)
        for spec in form.columns:
            years = matches(spec, path)
            if years is None:
                continue
            column = _column(index, spec, years, header, reference, budget_year, programme, mapping)
            if spec.key in claimed and not spec.repeats:
                mapping.twice.append(column)
            claimed.setdefault(spec.key, column)
            mapping.columns.append(column)
            break
        else:
            mapping.unknown.append(index)
    mapping.missing = [spec for spec in form.columns if spec.required and spec.key not in claimed]
    _years_of_grouped_columns(mapping.columns)
    _inner_columns_become_totals(mapping.columns, header, reference)
    return mapping


def _column(index, spec, years, header, reference, budget_year, programme, mapping) -> Column:
    first, last = money_years(spec.money_years, years, budget_year)
    text = header.text(index)
    component = None
    role = spec.role
    if spec.component == "header":
        component, unresolved = _component_of(header.paths[index], reference, programme)
        if unresolved:
            mapping.unresolved.append((index, unresolved))
        if _TOTAL_WORD.match(bare(header.paths[index][-1])):
            role = "total"
    level = _level_of(header.paths[index], reference) if spec.budget_level == "header" else spec.budget_level
    capital = reference.capital_type_in(text) if spec.capital_type == "header" else spec.capital_type
    return Column(
        key=spec.key, index=index, role=role, header=text, header_cell=header.cells[index], measure=spec.measure,
        money_year_first=first, money_year_last=last, budget_level=level, capital_type=capital, component=component,
    )


def _level_of(path: tuple[str, ...], reference: Reference) -> str | None:
    """The lowest header text that names a level of budget."""
    return next((level for text in reversed(path) if (level := reference.budget_level_in(text))), None)


def _component_of(path: tuple[str, ...], reference: Reference, programme: str | None) -> tuple[str | None, str | None]:
    """The component that a header path leads to, and the first text that should name one but does not."""
    component = None
    for text in path:
        programme = reference.programme_in(text) or programme
        match = reference.component_by_name(text, programme=programme, parent=component)
        if match.code:
            component = match.code
        elif reference.looks_like_component(text):
            return None, text
    return component, None


def money_years(rule: str, years: list[int], budget_year: int | None) -> tuple[int | None, int | None]:
    """(first, last) money year by the form's rule; (None, None) where the header leaves it open."""
    if rule == "header":
        return (min(years), max(years)) if years else (None, None)
    if rule == "total" or budget_year is None:
        return None, None
    offsets = [int(part.replace("budget", "") or 0) for part in rule.split("..")]
    return budget_year + offsets[0], budget_year + offsets[-1]


def _years_of_grouped_columns(columns: list[Column]) -> None:
    """"Vốn năm trước chuyển sang" without years means the years that the carried-in columns of the same table name."""
    carried = [column for column in columns if column.measure == "carried_in" and column.money_year_first]
    for position, column in enumerate(columns):
        if column.role == "measure" and column.money_year_first is None and column.measure == "disbursed" and carried:
            first = min(other.money_year_first for other in carried)
            last = max(other.money_year_last for other in carried)
            columns[position] = _replace(column, money_year_first=first, money_year_last=last)


def _inner_columns_become_totals(columns: list[Column], header: Header, reference: Reference) -> None:
    """In a wide table a project's own column is a total as soon as its sub-projects have columns of their own."""
    leaves = {column.component for column in columns if column.role == "measure" and column.component}
    for position, column in enumerate(columns):
        if column.role != "measure" or not column.component:
            continue
        if any(leaf != column.component and reference.is_within(leaf, column.component) for leaf in leaves):
            columns[position] = _replace(column, role="total")


def _replace(column: Column, **changes) -> Column:
    values = {name: getattr(column, name) for name in Column.__slots__}
    return Column(**(values | changes))


def details_of(total: Column, columns: list[Column], form: Form, header: Header) -> tuple[list[Column], list[Column]]:
    """(added, taken away): the columns that a total column of the sheet adds up.

    A total with a component, or under a group header, adds what stands under the same header; else what the form says.
    """
    spec = form.spec(total.key)
    if spec.component == "header" or (form.row_kinds == "units" and spec.role == "total"):
        prefix = header.paths[total.index]
        if _TOTAL_WORD.match(bare(prefix[-1])):
            prefix = prefix[:-1]
        inside = [
            column
            for column in columns
            if column.role == "measure" and column is not total and header.paths[column.index][: len(prefix)] == prefix
        ]
        return inside, []
    added = [column for column in columns if column.key in spec.of and column is not total]
    taken = [column for column in columns if column.key in spec.minus]
    return added, taken
