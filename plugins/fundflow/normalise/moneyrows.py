"""Rows whose name is a kind of money: a group over components ("A. VỐN ĐẦU TƯ"), or a share of one ("- NSTW")."""

from __future__ import annotations

from fundflow.normalise.rowcolumns import RowColumns, gives_amount
from fundflow.normalise.tree import (
    BUDGET_SHARE_LEVEL,
    CAPITAL_IN_PROGRAMME_LEVEL,
    CAPITAL_LEVEL,
    CAPITAL_SHARE_LEVEL,
    PROGRAMME_LEVEL,
)
from fundflow.records import Line


class MoneyRows(RowColumns):
    """Fills kind, level and money of such lines. naming.py builds on it."""

    def capital_group(self, line: Line) -> bool:
        """ "CHI THƯỜNG XUYÊN": what stands below is of this capital type."""
        code = self._capital_type(line.name)
        level = self._group_level() if code else None
        if level is None:
            return False
        line.kind, line.level, line.capital_type = "subtotal", level, code
        self.context.capital_type, self.context.capital_level = code, level
        self.context.project = None
        if level == CAPITAL_LEVEL:
            self.context.programme = self.programme
        return True

    def _capital_type(self, name: str) -> str | None:
        """A form that has such rows knows them by a word; elsewhere it must be all that the name says."""
        if self.form.capital_type != "rows":
            return self.reference.capital_type_called(name) if self.form.capital_type == "title" else None
        if self.reference.looks_like_component(name) or self.reference.programme_in(name):
            return None
        return self.reference.capital_type_in(name)

    def _group_level(self) -> int | None:
        """Above all, or within the programme just named; None among components and units, where it is no group."""
        if self.context.capital_level is not None:
            return self.context.capital_level
        if self.context.last_kind is None:
            return CAPITAL_LEVEL
        above = self.context.component
        if self.context.last_kind == "component" and above is not None and above.level == PROGRAMME_LEVEL:
            return CAPITAL_IN_PROGRAMME_LEVEL
        return CAPITAL_LEVEL if self.form.capital_type == "rows" else None

    def leave_capital_group(self) -> None:
        """A group within a programme ends where the next programme begins."""
        if self.context.capital_level == CAPITAL_IN_PROGRAMME_LEVEL:
            self.context.capital_type = self.context.capital_level = None

    def share(self, line: Line) -> bool:
        """ "- Vốn đầu tư", "- NSTW" below a component, or a unit of it: the part of its money that is of this kind."""
        component = self.context.component
        if component is None or component.component is None or self.context.in_partial or not gives_amount(line):
            return False
        leaf = self.reference.is_leaf(component.component)
        capital_type, budget_level = self._capital_type(line.name), self.reference.budget_level_called(line.name)
        if capital_type and leaf:
            line.level, line.capital_type = CAPITAL_SHARE_LEVEL, capital_type
        elif budget_level and not any(column.budget_level for column in self.columns):
            line.kind = line.kind if leaf else "partial"  # its own parts give the money
            line.level, line.budget_level = BUDGET_SHARE_LEVEL, budget_level
        else:
            return False
        line.kind = "held" if self.context.under_unknown else line.kind
        return True
