"""Rows below a sub-project that say what its money is for, or in which commune: "- Mô hình nuôi bò", "Xã Hương Liên".

Nobody knows their names; but where together they are exactly the sub-project's amounts they are parts of it, which are
not loaded. Where they are not, each is told as unknown.
"""

from __future__ import annotations

from decimal import Decimal

from fundflow.findings import Finding
from fundflow.messages import finding
from fundflow.normalise.tree import may_hold
from fundflow.records import Line, Place
from fundflow.reference import Reference

DISTRICT = "district"


def settle_breakdowns(lines: list[Line], told: list[Finding], reference: Reference, unit: str | None) -> list[Finding]:
    """The findings about the rows, `told`, without those of breakdowns, whose lines become partial."""
    rules = _rules(reference, unit)
    unknown = {(found.sheet or "", found.cell or ""): found for found in told if found.rule in rules}
    settled: list[Finding] = []
    for position, line in enumerate(lines if unknown else ()):
        if line.kind == "detail" and line.component and reference.is_leaf(line.component):
            settled += _settle(line, _below(lines, position, reference), unknown, reference)
    if not settled:
        return told
    first, count = settled[0], str(len(settled))
    summary = finding("row.breakdown", sheet=first.sheet, cell=first.cell, value=first.value, expected=count)
    return [*(found for found in told if found not in settled), summary]


def _rules(reference: Reference, unit: str | None) -> tuple[str, ...]:
    """In a district's own report a commune that nobody knows may be a part; elsewhere such a row is a unit's money."""
    own = reference.units.get(unit or "")
    return ("component.unknown", "unit.unknown") if own and own.kind == DISTRICT else ("component.unknown",)


def _below(lines: list[Line], position: int, reference: Reference) -> list[Line]:
    """The lines below one that could not be placed; none where one that could is part of it too."""
    end = position + 1
    while end < len(lines) and lines[end].kind in ("held", "partial"):
        end += 1
    has_known_parts = end < len(lines) and may_hold(lines[position], lines[end], reference)
    return [] if has_known_parts else lines[position + 1 : end]


def _settle(whole: Line, below: list[Line], unknown: dict[Place, Finding], reference: Reference) -> list[Finding]:
    parts = [line for line in below if line.place in unknown]
    if any(reference.looks_like_component(part.name) for part in parts) or not _add_up(whole, parts):
        return []
    for line in below:
        line.kind = "partial"
    return [unknown[part.place] for part in parts]


def _add_up(whole: Line, parts: list[Line]) -> bool:
    """True if each column in which the parts say anything sums up to the whole, and one of them to more than nothing."""
    sums = {key: _sum(parts, key) for part in parts for key in part.amounts}
    expected = {key: whole.amounts[key].value if key in whole.amounts else None for key in sums}
    return any(sums.values()) and None not in sums.values() and sums == expected


def _sum(parts: list[Line], key: str) -> Decimal | None:
    amounts = [part.amounts[key].value for part in parts if key in part.amounts]
    return None if None in amounts else sum(filter(None, amounts), Decimal(0))
