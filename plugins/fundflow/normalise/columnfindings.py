"""What is wrong with a table's columns: missing, there twice, unclear, hidden, of no level, of no year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from fundflow.addresses import address, column_letters
from fundflow.findings import Finding
from fundflow.messages import finding
from fundflow.normalise.cellvalues import says_amount
from fundflow.normalise.columns import speaks_of_money
from fundflow.normalise.headers import joined
from fundflow.normalise.tables import FoundTable
from fundflow.records import Column

UNCLEAR = "form.column_unclear"
FEWEST_NUMBERS = 2  # below no header: a single number is a note


def column_findings(found: FoundTable) -> list[Finding]:
    numbers = _doubtful_numbers(found)
    unclear = [*_not_understood(found, numbers), *_without_header(found)]
    findings = [
        *_missing_or_unclear(found, unclear),
        *_twice(found),
        *_unknown_components(found),
        *_hidden(found, numbers),
        *_without_level(found),
        *_without_year(found),
    ]
    return [*findings, *_on_other_pages(found, findings)]


def _doubtful_numbers(found: FoundTable) -> set[int]:
    """The columns not understood or hidden that hold numbers."""
    doubtful = {*found.mapping.unknown, *(found.sheet.hidden_columns & set(found.header.paths))}
    return _columns_with_numbers(found, doubtful) if doubtful else set()


def _on_other_pages(found: FoundTable, told: list[Finding]) -> Iterator[Finding]:
    """What only the next pages of the table show of its columns: numbers that are not understood, or hidden."""
    known = {(finding.rule, finding.value) for finding in told}
    for page in found.pages:
        numbers = _doubtful_numbers(page)
        for shown in (*_not_understood(page, numbers), *_without_header(page), *_hidden(page, numbers)):
            if (shown.rule, shown.value) not in known:
                known.add((shown.rule, shown.value))
                yield shown


def any_unclear(findings: list[Finding]) -> bool:
    """True if some amounts of the table are not understood: what adds up to what cannot be said."""
    return any(found.rule == UNCLEAR for found in findings)


def _missing_or_unclear(found: FoundTable, unclear: list[Finding]) -> Iterator[Finding]:
    """A column whose header is spoiled is one fault: the columns that are missing are told only if they are more."""
    yield from unclear
    missing = found.mapping.missing
    if len(missing) > sum(finding.rule == UNCLEAR for finding in unclear):
        at = found.header.cells[found.header.name_column]
        for spec in missing:
            expected = joined(spec.header)
            yield finding("form.column_missing", sheet=found.sheet.name, cell=at, expected=expected)


def _not_understood(found: FoundTable, numbers: set[int]) -> Iterator[Finding]:
    header = found.header
    for index in found.mapping.unknown:
        if index in numbers:
            unclear = _speaks_of_money(found, index) or _stands_among_money(found, index)
            rule = UNCLEAR if unclear else "form.column_unknown"
            yield finding(rule, sheet=found.sheet.name, cell=header.cells[index], value=header.text(index))


def _speaks_of_money(found: FoundTable, index: int) -> bool:
    """True if a column that no description fits uses words of those that load money: it may not be left out."""
    path = found.header.paths[index]
    return speaks_of_money(found.form, path[-1:] if index in found.header.spread else path)


def _stands_among_money(found: FoundTable, index: int) -> bool:
    """True if its only header is the group header of amounts that are understood: its own was lost."""
    paths = found.header.bare_paths
    path = paths[index]
    money = (paths[column.index] for column in found.mapping.money_columns)
    return any(len(other) > len(path) and other[: len(path)] == path for other in money)


def _without_header(found: FoundTable) -> Iterator[Finding]:
    """Numbers inside the table that nothing stands over."""
    header = found.header
    headless = set(range(header.name_column + 1, max(header.paths))) - set(header.paths)
    for index in sorted(_columns_with_numbers(found, headless, FEWEST_NUMBERS)) if headless else ():
        said = f"{column_letters(index)} (không có tiêu đề / no header)"
        yield finding(UNCLEAR, sheet=found.sheet.name, cell=address(header.last_row, index), value=said)


def _columns_with_numbers(found: FoundTable, columns: set[int], fewest: int = 1) -> set[int]:
    end = found.last_row or max(found.sheet.rows)
    below = (cells for row, cells in found.sheet.rows.items() if found.header.last_row < row <= end)
    counted = Counter(
        cell.column for cells in below for cell in cells if cell.column in columns and says_amount(cell, found.form)
    )
    return {column for column, count in counted.items() if count >= fewest}


def _twice(found: FoundTable) -> Iterator[Finding]:
    for column in found.mapping.twice:
        if column.role in ("measure", "total", "name", "dimension"):
            yield _at_header("form.column_twice", found, column)


def _unknown_components(found: FoundTable) -> Iterator[Finding]:
    for index, text in found.mapping.unresolved:
        yield finding("component.unknown", sheet=found.sheet.name, cell=found.header.cells[index], value=text)
    outside = {found.header.paths[column.index][0]: column for column in reversed(_measures(found)) if column.outside}
    for name, column in outside.items():  # one for each programme that nobody knows: its money is not loaded
        yield finding("form.column_unknown", sheet=found.sheet.name, cell=column.header_cell, value=name)


def _hidden(found: FoundTable, numbers: set[int]) -> Iterator[Finding]:
    for column in _measures(found):
        if column.index in found.sheet.hidden_columns and column.index in numbers:
            yield _at_header("column.hidden", found, column)


def _without_level(found: FoundTable) -> Iterator[Finding]:
    """The amounts whose header should name a level of budget, as others of the same measure and years do."""
    alike: dict[tuple, list[Column]] = defaultdict(list)
    for column in _measures(found):
        if not column.outside and found.form.spec(column.key).budget_level == "header":
            alike[column.measure, column.money_year_first, column.money_year_last].append(column)
    for columns in alike.values():
        if any(column.budget_level for column in columns):
            yield from (_at_header("budget_level.missing", found, c) for c in columns if c.budget_level is None)


def _without_year(found: FoundTable) -> Iterator[Finding]:
    if not found.form.has_dimension("money_year"):
        for column in _measures(found):
            if column.measure != "estimate" and column.money_year_first is None:
                yield _at_header("money_year.missing", found, column)


def _measures(found: FoundTable) -> list[Column]:
    return [column for column in found.mapping.columns if column.role == "measure"]


def _at_header(rule: str, found: FoundTable, column: Column) -> Finding:
    return finding(rule, sheet=found.sheet.name, cell=column.header_cell, value=column.header)
