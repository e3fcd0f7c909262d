"""Report forms, as include/forms/*.yml describes them: a form is a table of words, never a module of code.

One file describes one layout; two layouts of the same form carry the same `form:`. docs/adding-a-form.md explains
every key by example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from fundflow.exceptions import SettingsError
from fundflow.text import bare

_PLACEHOLDERS = {
    "{year}": r"((?:19|20)\d\d)",
    "{years}": r"((?:19|20)\d\d(?: (?:va |den )?(?:19|20)\d\d)*)",
    "{number}": r"\d+",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found in a header or a title, written as people write them.

    "kế hoạch | dự toán" (either), "vốn năm {year}" (keeps the year), "nội dung*" (and any further words without digits).
    """

    words: str
    pattern: re.Pattern

    @classmethod
    def of(cls, words: str) -> Phrase:
        alternatives = [_compiled(alternative) for alternative in str(words).split("|")]
        joined = "|".join(alternatives)
        return cls(str(words), re.compile(rf"(?<!\w)(?:{joined})(?!\w)"))

    @staticmethod
    def years(found: re.Match) -> list[int]:
        """The years that the placeholders of this phrase caught."""
        return [int(year) for caught in found.groups() if caught for year in caught.split() if year.isdigit()]


def _compiled(words: str) -> str:
    pieces = re.split(r"(\{\w+\})", words.strip())
    unknown = [piece for piece in pieces if piece.startswith("{") and piece not in _PLACEHOLDERS]
    if unknown:
        raise SettingsError(f"unknown placeholder {unknown[0]} in “{words}”; known: {', '.join(_PLACEHOLDERS)}")
    open_ended = words.strip().endswith("*")
    compiled = r" ?".join(_PLACEHOLDERS.get(piece) or bare(piece) for piece in pieces if piece.strip(" *"))
    return compiled + (r"(?: \D*)?" if open_ended else "")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What a column is when its header path holds all of `header`, in that order, and none of `exclude`.

    `money_years`: "header" (the years that the header names), "budget", "budget-1", "budget-1..budget", or a dimension
    column. `of`: for a total, the keys it adds up ("siblings" = the measure columns under the same group header).
    `minus`: keys that are taken away in `of`.
    """

    key: str
    role: str
    header: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...] = ()
    measure: str | None = None
    money_years: str = "budget"
    budget_level: str | None = None  # a code, or "header"
    capital_type: str | None = None  # a code, or "header"
    component: str | None = None  # None, or "header"
    dimension: str | None = None  # for role dimension: component, unit, capital_type, budget_level, money_year, …
    of: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    required: bool = False
    repeats: bool = False  # may match several columns (one per year, component or level)


@dataclass(frozen=True, slots=True)
class Form:
    """One layout of one form. Field by field as in its YAML."""

    layout: str
    form: str
    source_kind: str
    title_words: tuple[Phrase, ...]
    title_exclude: tuple[Phrase, ...]
    columns: tuple[ColumnSpec, ...]
    speaks: str = "unit"  # unit: the reporting unit's own lines | issuer: a decision of the province
    row_kinds: str = "components"  # what a row's name may be: components | units | components_and_units
    unit_of_money: Decimal | None = None  # None: the sheet must say it
    currency: str = "VND"
    decimals: int = 0  # decimals that one unit of the currency may have
    number_style: str | None = None  # comma | point | None: decided by the table's own numbers
    missing: tuple[str, ...] = ()
    as_of: str = "title"  # title | decision_date | settlement (31/01 after the budget year) | a fixed rule, see normalise
    budget_year_words: tuple[Phrase, ...] = ()
    file_names: tuple[re.Pattern, ...] = ()
    capital_type: str = "title"  # title | rows | a code
    programme: str | None = None
    row_filter: dict = field(default_factory=dict)
    constants: dict = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    checks: tuple = ()

    def spec(self, key: str) -> ColumnSpec | None:
        return next((spec for spec in self.columns if spec.key == key), None)


def _phrases(value) -> tuple[Phrase, ...]:
    values = [] if value is None else value if isinstance(value, list) else [value]
    return tuple(Phrase.of(item) for item in values)


def _column(entry: dict, where: str) -> ColumnSpec:
    known = {"key", "role", "header", "not", "measure", "money_years", "budget_level", "capital_type", "component",
             "dimension", "of", "minus", "required", "repeats"}
    surplus = set(entry) - known
    if surplus or "key" not in entry or "header" not in entry:
        raise SettingsError(f"{where}: a column needs key and header and knows {sorted(known)}; found {sorted(entry)}")
    role = entry.get("role") or ("measure" if entry.get("measure") else "ignored")
    of = entry.get("of", ())
    return ColumnSpec(
        key=entry["key"],
        role=role,
        header=_phrases(entry["header"]),
        exclude=_phrases(entry.get("not")),
        measure=entry.get("measure"),
        money_years=str(entry.get("money_years", "budget")),
        budget_level=entry.get("budget_level"),
        capital_type=entry.get("capital_type"),
        component=entry.get("component"),
        dimension=entry.get("dimension"),
        of=(of,) if isinstance(of, str) else tuple(of),
        minus=tuple(entry.get("minus", ())),
        required=bool(entry.get("required", False)),
        repeats=bool(entry.get("repeats", False)),
    )


_FORM_KEYS = {
    "form", "description", "source_kind", "speaks", "recognise", "rows", "columns", "unit_of_money", "currency", "decimals",
    "number_style", "missing", "as_of", "budget_year", "file_names", "capital_type", "programme", "row_filter", "constants",
    "valid", "checks",
}


def _form(path: Path) -> Form:
    try:
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as problem:
        raise SettingsError(f"include/forms/{path.name}: not readable as YAML: {problem}") from problem
    surplus = set(entry) - _FORM_KEYS
    if surplus:
        raise SettingsError(f"include/forms/{path.name}: unknown keys {sorted(surplus)}; known: {sorted(_FORM_KEYS)}")
    recognise, valid = entry.get("recognise", {}), entry.get("valid", {})
    unit = entry.get("unit_of_money")
    return Form(
        layout=path.stem,
        form=entry["form"],
        source_kind=entry["source_kind"],
        speaks=entry.get("speaks", "unit"),
        row_kinds=entry.get("rows", "components"),
        title_words=_phrases(recognise.get("title")),
        title_exclude=_phrases(recognise.get("not")),
        columns=tuple(_column(column, f"include/forms/{path.name}") for column in entry["columns"]),
        unit_of_money=None if unit in (None, "stated") else Decimal(str(unit)),
        currency=entry.get("currency", "VND"),
        decimals=int(entry.get("decimals", 0)),
        number_style=entry.get("number_style"),
        missing=tuple(str(mark) for mark in entry.get("missing", ())),
        as_of=str(entry.get("as_of", "title")),
        budget_year_words=_phrases(entry.get("budget_year")),
        file_names=tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry.get("file_names", ())),
        capital_type=entry.get("capital_type", "title"),
        programme=entry.get("programme"),
        row_filter=entry.get("row_filter", {}),
        constants=entry.get("constants", {}),
        valid_from=valid.get("from"),
        valid_to=valid.get("to"),
        checks=tuple((check["total"], tuple(check["of"]), tuple(check.get("minus", ()))) for check in entry.get("checks", ())),
    )


@lru_cache(maxsize=8)
def load_forms(folder: Path) -> tuple[Form, ...]:
    """Every form of include/forms, the most telling (most title words, then most required columns) first.

    Raises SettingsError naming the file and the key that is wrong.
    """
    forms = [_form(path) for path in sorted(folder.glob("*.yml"))]
    if not forms:
        raise SettingsError(f"no form descriptions in {folder.name}/: put at least one <form>.yml there")
    return tuple(forms)
