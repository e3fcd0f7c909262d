"""The rows of a table as a tree: programme, project, sub-project, unit; or unit first, then its projects.

Each line gets its parent: the nearest line above it that stands higher and holds it. Totals stand outside.
"""

from __future__ import annotations

from fundflow.records import Line
from fundflow.reference import Reference

# Components stand between PROGRAMME_LEVEL and GROUP_LEVEL, ten apart: their depth decides.
TOTAL_LEVEL, CAPITAL_LEVEL, OUTER_UNIT_LEVEL, PROGRAMME_LEVEL, GROUP_LEVEL, UNIT_LEVEL = -1, 0, 5, 10, 900, 910
CAPITAL_IN_PROGRAMME_LEVEL = PROGRAMME_LEVEL + 2
CAPITAL_SHARE_LEVEL, BUDGET_SHARE_LEVEL = UNIT_LEVEL + 10, UNIT_LEVEL + 20
GROUP_LEVELS = (GROUP_LEVEL, CAPITAL_LEVEL, CAPITAL_IN_PROGRAMME_LEVEL)
OUTSIDE = ("total", "partial", "ignored", "held")


def component_level(depth: int) -> int:
    return PROGRAMME_LEVEL + 10 * depth


def place_in_tree(lines: list[Line], reference: Reference) -> None:
    _lift_units_above_components(lines)
    stack: list[int] = []
    parents: set[int | None] = set()
    for position, line in enumerate(lines):
        if line.kind in OUTSIDE:
            if line.kind == "held" and line.amounts and stack:
                line.parent = stack[-1] if lines[stack[-1]].level < UNIT_LEVEL else lines[stack[-1]].parent
                parents.add(line.parent)
            continue
        while stack and not may_hold(lines[stack[-1]], line, reference):
            stack.pop()
        line.parent = stack[-1] if stack else None
        parents.add(line.parent)
        stack.append(position)
    for parent in parents:
        if parent is not None and lines[parent].kind in ("detail", "outside"):
            lines[parent].kind = "subtotal"


def may_hold(upper: Line, line: Line, reference: Reference) -> bool:
    """True if the one line may stand above the other in the tree."""
    if upper.level >= line.level:
        return False
    return not (upper.component and line.component) or reference.is_within(line.component, upper.component)


def _lift_units_above_components(lines: list[Line]) -> None:
    """Where units head their projects, they are the outer level: first of all, or right below a programme."""
    placed = [line for line in lines if line.kind not in OUTSIDE and line.level not in GROUP_LEVELS]
    units = [line for line in placed if line.level == UNIT_LEVEL and line.unit and not line.component]
    if not units or not any(line.component and line.level > PROGRAMME_LEVEL for line in placed):
        return
    before = placed.index(units[0]) - 1
    if before < 0:
        level = OUTER_UNIT_LEVEL
    elif placed[before].level == PROGRAMME_LEVEL:
        level = PROGRAMME_LEVEL + 5
    else:
        return
    for line in units:
        line.level = level


def inherit(lines: list[Line], unit: str | None, capital_type: str | None) -> None:
    """Fill each line's component, unit, capital type and year from the lines above it in the tree, then from the sheet.

    A parent stands before its children, so that it is filled already.
    """
    for line in lines:
        above = lines[line.parent] if line.parent is not None else None
        if above is not None:
            line.component = line.component or above.component
            line.unit = line.unit or above.unit
            line.capital_type = line.capital_type or above.capital_type
            line.money_year = line.money_year or above.money_year
        line.capital_type = line.capital_type or capital_type
        line.unit = line.unit or unit
