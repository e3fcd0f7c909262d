"""What each column of a table means: the form's words held against the header paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from fundflow.formspec import ColumnSpec, Form
from fundflow.normalise.headers import Header, joined
from fundflow.phrases import Found, Phrase
from fundflow.records import Column
from fundflow.reference import Reference
from fundflow.text import bare

REMEMBERED = 4096  # headers: reports of one form share theirs
DOCUMENT = re.compile(r"\S*/\S*")  # "QĐ 653/QĐ-TTg", "30/9/2023"
SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d(?: (?:19|20)\d\d)*(?!\d)")


@dataclass(slots=True)
class Mapping:
    """The columns of one table under one form, and what did not fit."""

    columns: list[Column] = field(default_factory=list)
    missing: list[ColumnSpec] = field(default_factory=list)
    twice: list[Column] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)  # columns whose header no spec knows
    unresolved: list[tuple[int, str]] = field(default_factory=list)  # (column, its component text) not in the reference

    @property
    def money_columns(self) -> list[Column]:
        return [column for column in self.columns if column.role in ("measure", "total", "rate")]


@lru_cache(maxsize=REMEMBERED)
def fitting(form: Form, path: tuple[str, ...]) -> tuple[ColumnSpec, tuple[int, ...]] | None:
    """The first of a form's columns that a header path fits, and the years that it names: as offices shorten their
    headers, else word for word.
    """
    readings = dict.fromkeys((written_out(form, path), tuple(map(bare, path))))
    matched = ((spec, matches(spec, reading)) for reading in readings for spec in form.columns)
    return next(((spec, years) for spec, years in matched if years is not None), None)


def written_out(form: Form, path: tuple[str, ...]) -> tuple[str, ...]:
    """A header path, bare, with what is shortened in it written out."""
    return tuple(bare(form.words.written_out(text)) for text in path)


def speaks_of_money(form: Form, path: tuple[str, ...]) -> bool:
    """True if a header path uses words of the form's columns that load money."""
    phrases = [phrase for spec in form.columns if spec.role == "measure" for phrase in spec.header]
    return any(phrase.find(text) for phrase in phrases for text in written_out(form, path))


def _of_any_money(path: tuple[str, ...], form: Form, reference: Reference) -> tuple[str, ...]:
    """ "Kế hoạch vốn sự nghiệp năm 2023" -> "kế hoạch vốn năm 2023": its kind is read by itself."""
    return tuple(reference.without_kinds_of_money(text, form.words.any_money) for text in path)


def matches(spec: ColumnSpec, path: tuple[str, ...]) -> tuple[int, ...] | None:
    """The years captured if all phrases of `spec` stand in `path` (bare) in their order, else None.

    Name, number and dimension columns must be named by the phrase as a whole: "Dự án 2: …" is no name header.
    """
    if any(phrase.find(text) for phrase in spec.exclude for text in path):
        return None
    if spec.role in ("name", "number", "dimension"):
        named = any(phrase.whole(text) for phrase in spec.header for text in (" ".join(path), path[-1]))
        return () if named else None
    years: list[int] = []
    level, position = 0, 0
    for phrase in spec.header:
        place = _find(phrase, path, level, position)
        if place is None:
            return None
        level, found = place
        position = found.end
        years = found.years() or years
    return tuple(years)


def _find(phrase: Phrase, levels: tuple[str, ...], level: int, position: int) -> tuple[int, Found] | None:
    """The next phrase stands on a lower level of the header, or else further on in the same text."""
    for below in range(level + 1 if position else level, len(levels)):
        if found := phrase.find(levels[below]):
            return below, found
    found = phrase.find(levels[level], position) if position else None
    return (level, found) if found else None


def map_columns(
    header: Header, form: Form, reference: Reference, budget_year: int | None, programme: str | None
) -> Mapping:
    mapping = Mapping()
    said: dict[str, list[Column]] = {}
    for index in sorted(header.paths):
        path = header.paths[index]
        fits = fitting(form, path) or fitting(form, _of_any_money(path, form, reference))
        if fits is None:
            mapping.unknown.append(index)
            continue
        spec, years = fits
        if spec.measure and years and not _names_them_all(path, years, form, budget_year):
            mapping.unknown.append(index)
            continue
        if spec.earlier and years and budget_year and max(years) < budget_year:
            spec = form.spec(spec.earlier)
        first, last = money_years(spec.money_years, years, budget_year)
        column, unresolved = _column(index, path, header.cells[index], spec, form, first, last, reference, programme)
        if unresolved:
            mapping.unresolved.append((index, unresolved))
        before = said.setdefault(spec.key, [])
        if spec.role == "name" and before:
            _second_name(column, before[0], header, mapping)
            continue
        if any(_meaning(column) == _meaning(other) or not _repeats(spec, column, other) for other in before):
            mapping.twice.append(column)
        before.append(column)
        mapping.columns.append(column)
    mapping.missing = [spec for spec in form.columns if spec.required and spec.key not in said]
    _years_of_grouped_columns(mapping.columns)
    _inner_columns_become_totals(mapping.columns, reference)
    return mapping


@lru_cache(maxsize=REMEMBERED)
def _names_them_all(path: tuple[str, ...], years: tuple[int, ...], form: Form, budget_year: int | None) -> bool:
    """False where a header names an earlier year besides those that were caught: its money may not be given to them.

    Dates, numbers of documents, and spans that go beyond the budget year ("2021-2025") name no year of money.
    """
    newest = budget_year or max(years)
    texts = map(form.words.date.erase, written_out(form, tuple(DOCUMENT.sub(" ", text) for text in path)))
    spans = [tuple(map(int, span.split())) for text in texts for span in SPAN.findall(text)]
    named = {year for span in spans if span[-1] <= newest for year in span}
    return all(min(years) <= year <= max(years) for year in named if year < newest)


def _repeats(spec: ColumnSpec, column: Column, other: Column) -> bool:
    """True if a form takes both columns: it knows several, or they are of the same years and differ in kind of money."""
    same_years = (column.money_year_first, column.money_year_last) == (other.money_year_first, other.money_year_last)
    same_kind = (column.budget_level, column.capital_type) == (other.budget_level, other.capital_type)
    return spec.repeats or (same_years and not same_kind)


def _second_name(column: Column, first: Column, header: Header, mapping: Mapping) -> None:
    """A name header that stands over several columns (indented names) is one; another header of its own is a second."""
    if header.paths[column.index] != header.paths[first.index]:
        mapping.twice.append(column)
    mapping.columns.append(column)


def _meaning(column: Column) -> tuple:
    """Two columns of one meaning say the same twice; rates and unknown years may."""
    if column.role not in ("measure", "total") or (column.role == "total" and column.component is None):
        return (column.index,)
    return (column.measure, column.role, column.money_year_first, column.money_year_last, column.budget_level,
            column.capital_type, column.component)  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def _column(
    index: int, path: tuple[str, ...], cell: str, spec: ColumnSpec, form: Form,
    first_year: int | None, last_year: int | None, reference: Reference, programme: str | None,
) -> tuple[Column, str | None]:  # fmt: skip
    """What a header path means under a description; and its text that should name a component but does not."""
    role, component, unresolved = spec.role, None, None
    if spec.component == "header":
        component, unresolved = _component_of(path, reference, programme)
        if form.words.total.whole(bare(path[-1])):
            role = "total"
    level = _lowest(path, reference.budget_level_in) if spec.budget_level == "header" else spec.budget_level
    capital = _lowest(path, reference.capital_type_in) if spec.capital_type == "header" else spec.capital_type
    column = Column(
        key=spec.key, index=index, role=role, header=joined(path), header_cell=cell,
        measure=spec.measure, money_year_first=first_year, money_year_last=last_year,
        budget_level=level or form.constant("budget_level"), capital_type=capital, component=component,
        outside=role == "measure" and spec.others == "outside" and component is None,
    )  # fmt: skip
    return column, unresolved


def _lowest(path: tuple[str, ...], named: Callable[[str], str | None]) -> str | None:
    """What the lowest header text that names one says: a level of budget, a capital type."""
    return next((code for text in reversed(path) if (code := named(text))), None)


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


def money_years(rule: str, years: tuple[int, ...], budget_year: int | None) -> tuple[int | None, int | None]:
    """(first, last) money year by the form's rule; (None, None) where the header leaves it open."""
    if rule == "header":
        return (min(years), max(years)) if years else (None, None)
    if rule in ("total", "row") or budget_year is None:
        return None, None
    offsets = [int(part.replace("budget", "") or 0) for part in rule.split("..")]
    return budget_year + offsets[0], budget_year + offsets[-1]


def _years_of_grouped_columns(columns: list[Column]) -> None:
    """Columns over several years at once: "vốn năm trước chuyển sang" means the years of the carried-in columns beside
    it, an estimate of the whole means all years of the table."""
    carried = [column for column in columns if column.measure == "carried_in" and column.money_year_first]
    dated = [column for column in columns if column.role == "measure" and column.money_year_first]
    for position, column in enumerate(columns):
        if column.role == "measure" and column.money_year_first is None:
            meant = {"disbursed": carried, "estimate": dated}.get(column.measure or "")
            if meant:
                columns[position] = replace(
                    column,
                    money_year_first=min(other.money_years[0] for other in meant),
                    money_year_last=max(other.money_years[1] for other in meant),
                )


def _inner_columns_become_totals(columns: list[Column], reference: Reference) -> None:
    """In a wide table a project's own column is a total as soon as its sub-projects have columns of their own."""
    leaves = {column.component for column in columns if column.role == "measure" and column.component}
    for position, column in enumerate(columns):
        if column.role != "measure" or not column.component:
            continue
        if any(leaf != column.component and reference.is_within(leaf, column.component) for leaf in leaves):
            columns[position] = replace(column, role="total")


def details_of(
    total: Column, columns: list[Column], form: Form, header: Header, reference: Reference
) -> tuple[list[Column], list[Column]]:
    """(added, taken away): the columns that a total column of the sheet adds up.

    In a wide table those of its component, level and group; else what the form says.
    """
    spec = form.spec(total.key)
    if spec.component != "header" and form.row_kinds != "units":
        added, taken = _standing_for(spec.of, columns, form), _standing_for(spec.minus, columns, form)
        if added is None or taken is None:
            return [], []
        parts = [column for column in added if column is not total]
        return _of_group(parts, total, header), _of_group(taken, total, header)
    words = form.words
    path = header.bare_paths[total.index]
    group = tuple(text for text in path if not words.total.whole(text) and not words.partial.whole(text))
    if total.budget_level or total.capital_type:
        group = group[:-1]
    inside = [
        column for column in columns if column.role == "measure" and _adds_to(column, total, group, header, reference)
    ]
    return inside, []


def _of_group(columns: list[Column], total: Column, header: Header) -> list[Column]:
    """Those under the total's own group header, if there are any, else all; of its level and its capital type."""
    group = header.bare_paths[total.index][:-1]
    inside = [column for column in columns if group and header.bare_paths[column.index][: len(group)] == group]
    return [column for column in inside or columns if _of_kind(column, total)]


def _of_kind(column: Column, total: Column) -> bool:
    """True if a total that is of one level or capital type takes in the column."""
    same_level = total.budget_level in (None, column.budget_level)
    return same_level and total.capital_type in (None, column.capital_type)


def _standing_for(keys: tuple[str, ...], columns: list[Column], form: Form) -> list[Column] | None:
    """The columns of these keys; a total that the sheet does not print is replaced by what it would add up.

    None if a required one is missing: then nothing can be said of the sum.
    """
    standing: list[Column] = []
    for key in keys:
        there = [column for column in columns if column.key == key] or _standing_for(form.spec(key).of, columns, form)
        if there is None or (not there and form.spec(key).required):
            return None
        standing += there
    return standing


def _adds_to(column: Column, total: Column, group: tuple[str, ...], header: Header, reference: Reference) -> bool:
    if not _of_kind(column, total):
        return False
    if total.component and column.component:
        return reference.is_within(column.component, total.component)
    return header.bare_paths[column.index][: len(group)] == group
