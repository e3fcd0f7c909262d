"""What a form's description says, as values: ColumnSpec, Form. forms.py reads them from include/forms/*.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fundflow.phrases import Phrase
from fundflow.words import Words

ROLES = ("measure", "total", "rate", "name", "number", "note", "code", "dimension", "ignored")
MEASURES = (
    "allocated",
    "adjusted",
    "carried_in",
    "disbursed",
    "advance",
    "cancelled",
    "returned",
    "carried_out",
    "estimate",
)
DIMENSIONS = ("component", "unit", "capital_type", "budget_level", "money_year", "measure", "row_kind", "source_nature")
ROW_KINDS = ("detail", "subtotal", "total", "ignored")
CONSTANTS = ("unit", "component", "capital_type", "budget_level", "budget_year")


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSpec:
    """What a column is when its header path holds all of `header`, in that order, and none of `exclude`.

    `money_years`: "header" (the years that the header names), "budget", "budget-1", "budget-1..budget", "row" (the
    money_year column), or "total" (of no single year). `of`: for a total, the keys it adds up; `minus`: keys that are
    taken away. `values`: for a dimension, what the cells' texts mean. `others`: "outside" where components that the
    reference does not know are expected: their money counts in the sums and is not loaded. Compared by identity.
    """

    key: str
    role: str
    header: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...] = ()
    measure: str | None = None  # a measure, or "row": the measure column says it
    money_years: str = "budget"
    budget_level: str | None = None  # a code, or "header"
    capital_type: str | None = None  # a code, or "header"
    component: str | None = None  # None, or "header"
    dimension: str | None = None
    others: str | None = None  # None: what nobody knows is a mistake | "outside"
    values: tuple[tuple[str, Phrase], ...] = ()
    of: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    required: bool = False
    repeats: bool = False  # may match several columns (one per year, component or level)
    earlier: str | None = None  # the key that it has where its header names a year before the budget year

    @property
    def anchors(self) -> bool:
        """True for the column that a table is recognised by: its rows' names, or the codes of plain records."""
        return self.role == "name" or self.dimension == "component"

    def code_of(self, text: str) -> str | None:
        """The code that `values` gives to a bare text."""
        return next((code for code, phrase in self.values if phrase.whole(text)), None)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One layout of one form. Field by field as in its YAML."""

    layout: str
    form: str
    description: str
    source_kind: str
    words: Words
    columns: tuple[ColumnSpec, ...]
    title_words: tuple[Phrase, ...] = ()
    title_exclude: tuple[Phrase, ...] = ()
    speaks: str = "unit"  # unit: the reporting unit's own lines | issuer: a decision of the province
    row_kinds: str = "components"  # what a row's name may be: components | units | components_and_units
    unit_of_money: Decimal | None = None  # None: the sheet must say it
    currency: str = "VND"
    decimals: int = 0  # decimals that one unit of the currency may have
    number_style: str | None = None  # comma | point | None: decided by the file's own numbers
    missing: tuple[str, ...] = ()  # marks for "not reported", besides the common ones; any case
    as_of: str = "title"  # title | decision_date | year_start | settlement (31/01 of the next year) | file_name | a day
    budget_year_words: tuple[Phrase, ...] = ()
    file_names: tuple[re.Pattern, ...] = ()
    capital_type: str = "title"  # title | rows | a code
    programme: str | None = None
    constants: Mapping[str, Any] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    checks: tuple = ()

    def spec(self, key: str) -> ColumnSpec:
        return next(spec for spec in self.columns if spec.key == key)

    def has_dimension(self, dimension: str) -> bool:
        return any(spec.dimension == dimension for spec in self.columns)

    def constant(self, name: str) -> Any:
        return (self.constants or {}).get(name)

    def speaks_of_year(self, year: int | None) -> bool:
        """False where the form was not in use in that budget year."""
        if year is None:
            return True
        too_early = self.valid_from is not None and year < self.valid_from.year
        too_late = self.valid_to is not None and date(year, 1, 1) >= self.valid_to
        return not (too_early or too_late)
