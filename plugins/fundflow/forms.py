"""Report forms, as include/forms/*.yml describes them: a form is a table of words, never a module of code.

One file describes one layout; two layouts of the same form carry the same `form:`. _words.yml holds the words that all
forms share. docs/adding-a-form.md explains every key by example.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

from fundflow.exceptions import SettingsError
from fundflow.formspec import CONSTANTS, DIMENSIONS, MEASURES, ROLES, ROW_KINDS, ColumnSpec, Form
from fundflow.phrases import Phrase
from fundflow.words import Words, merged

COMMON_WORDS = "_words.yml"
_FORM_KEYS = ("draft", "form", "description", "source_kind", "speaks", "recognise", "rows", "columns", "unit_of_money", "currency",
              "decimals", "number_style", "missing", "as_of", "budget_year", "file_names", "capital_type", "programme",
              "constants", "words", "valid", "checks")  # fmt: skip
_COLUMN_KEYS = ("key", "role", "header", "not", "measure", "money_years", "budget_level", "capital_type", "component", "dimension",
                "values", "others", "of", "minus", "required", "repeats", "earlier")  # fmt: skip
_MONEY_YEARS = re.compile(r"header|row|total|budget(?:-\d+)?(?:\.\.budget(?:-\d+)?)?")


class _Entry:
    """A mapping of the YAML whose keys are checked: what nobody knows is a mistake, and the message says where."""

    def __init__(self, where: str, values: object, known: tuple[str, ...]):
        if not isinstance(values, dict):
            raise SettingsError(f"{where}: phải là các cặp khóa: giá trị / must be a mapping of keys to values")
        surplus = sorted(set(map(str, values)) - set(known))
        if surplus:
            raise SettingsError(f"{where}: không có khóa {surplus} / unknown keys {surplus}; known: {', '.join(known)}")
        self.where, self.values = where, values

    def needed(self, key: str):
        if self.values.get(key) in (None, ""):
            raise self.wrong(f"thiếu khóa “{key}” / the key “{key}” is missing")
        return self.values[key]

    @overload
    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str: ...

    @overload
    def one_of(self, key: str, allowed: tuple[str, ...]) -> str | None: ...

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str | None:
        value = self.values.get(key, default)
        if value is not None and value not in allowed:
            raise self.wrong(f"{key}: “{value}” phải là / must be one of {', '.join(allowed)}")
        return value

    def phrases(self, key: str) -> tuple[Phrase, ...]:
        value = self.values.get(key)
        values = [] if value is None else value if isinstance(value, list) else [value]
        return tuple(Phrase.of(item) for item in values)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, ())
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    def wrong(self, what: str) -> SettingsError:
        return SettingsError(f"{self.where}: {what}")


def _column(values: object, where: str, default_years: str) -> ColumnSpec:
    entry = _Entry(where, values, _COLUMN_KEYS)
    key = entry.needed("key")
    entry.where = f"{where} “{key}”"
    entry.needed("header")
    measure = entry.one_of("measure", (*MEASURES, "row"))
    dimension = entry.one_of("dimension", DIMENSIONS)
    years = str(entry.values.get("money_years", default_years))
    if not _MONEY_YEARS.fullmatch(years):
        raise entry.wrong(f"money_years: “{years}”: header, row, total, budget, budget-1, budget-1..budget")
    guessed = "measure" if measure else "dimension" if dimension else "ignored"
    return ColumnSpec(
        key=str(key),
        role=entry.one_of("role", ROLES, guessed),
        header=entry.phrases("header"),
        exclude=entry.phrases("not"),
        measure=measure,
        money_years=years,
        budget_level=entry.values.get("budget_level"),
        capital_type=entry.values.get("capital_type"),
        component=entry.one_of("component", ("header",)),
        dimension=dimension,
        others=entry.one_of("others", ("outside",)),
        values=_values(entry, dimension),
        of=entry.texts("of"),
        minus=entry.texts("minus"),
        required=bool(entry.values.get("required", False)),
        repeats=bool(entry.values.get("repeats", False)),
        earlier=entry.values.get("earlier"),
    )


def _values(entry: _Entry, dimension: str | None) -> tuple[tuple[str, Phrase], ...]:
    values = entry.values.get("values") or {}
    allowed = {"row_kind": ROW_KINDS, "measure": MEASURES}.get(dimension or "")
    if not isinstance(values, dict) or (allowed and set(values) - set(allowed)):
        raise entry.wrong(f"values: phải là / must map {', '.join(allowed or ('codes',))} to the words of the cells")
    words = {code: said if isinstance(said, list) else [said] for code, said in values.items()}
    return tuple((str(code), Phrase.of(" | ".join(map(str, said)))) for code, said in words.items())


def _columns(entry: _Entry) -> tuple[ColumnSpec, ...]:
    columns = entry.needed("columns")
    keyed_by_year = any(isinstance(column, dict) and column.get("dimension") == "money_year" for column in columns)
    default_years = "row" if keyed_by_year else "budget"
    specs = tuple(_column(column, f"{entry.where} columns", default_years) for column in columns)
    keys = {spec.key for spec in specs}
    for spec in specs:
        if unknown := {*spec.of, *spec.minus, *filter(None, [spec.earlier])} - keys:
            raise entry.wrong(f"“{spec.key}”: không có cột / no column {', '.join(sorted(unknown))}")
    if not any(spec.anchors for spec in specs):
        raise entry.wrong(
            "cần một cột role: name hoặc dimension: component / needs a column of role name or dimension component"
        )
    return specs


def _form(path: Path, common_words: Mapping, shared: Words) -> Form | None:
    """None for a draft: `fundflow forms propose` wrote it, and nobody has finished it yet."""
    where = f"include/forms/{path.name}"
    entry = _Entry(where, _yaml(path), _FORM_KEYS)
    if entry.values.get("draft"):
        return None
    recognise = _Entry(f"{where} recognise", entry.values.get("recognise") or {}, ("title", "not"))
    constants = _Entry(f"{where} constants", entry.values.get("constants") or {}, CONSTANTS).values
    valid = _Entry(f"{where} valid", entry.values.get("valid") or {}, ("from", "to")).values
    own_words = entry.values.get("words")
    specs = _columns(entry)
    return Form(
        layout=path.stem,
        form=str(entry.needed("form")),
        description=str(entry.values.get("description", "")),
        source_kind=str(entry.needed("source_kind")),
        words=Words(merged(common_words, own_words, where)) if own_words else shared,
        columns=specs,
        title_words=recognise.phrases("title"),
        title_exclude=recognise.phrases("not"),
        speaks=entry.one_of("speaks", ("unit", "issuer"), "unit"),
        row_kinds=entry.one_of("rows", ("components", "units", "components_and_units"), "components"),
        unit_of_money=_unit_of_money(entry),
        currency=entry.values.get("currency", "VND"),
        decimals=int(entry.values.get("decimals", 0)),
        number_style=entry.one_of("number_style", ("comma", "point")),
        missing=tuple(mark.casefold() for mark in entry.texts("missing")),
        as_of=_as_of(entry),
        budget_year_words=entry.phrases("budget_year"),
        file_names=tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry.texts("file_names")),
        capital_type=constants.get("capital_type") or entry.values.get("capital_type", "title"),
        programme=entry.values.get("programme"),
        constants=constants,
        valid_from=valid.get("from"),
        valid_to=valid.get("to"),
        checks=_checks(entry, specs),
    )


def _yaml(path: Path) -> Any:
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as problem:
        raise SettingsError(
            f"include/forms/{path.name}: không phải YAML / not readable as YAML: {problem}"
        ) from problem


def _unit_of_money(entry: _Entry) -> Decimal | None:
    said = entry.values.get("unit_of_money")
    if said in (None, "stated"):
        return None
    try:
        return Decimal(str(said))
    except InvalidOperation:
        raise entry.wrong(f"unit_of_money: “{said}”: stated, hoặc một số / or a number") from None


def _as_of(entry: _Entry) -> str:
    rule = str(entry.values.get("as_of", "title"))
    if rule in ("title", "decision_date", "year_start", "settlement", "file_name"):
        return rule
    try:
        return date.fromisoformat(rule).isoformat()
    except ValueError:
        raise entry.wrong(
            f"as_of: “{rule}”: title, decision_date, year_start, settlement, file_name, 2023-12-31"
        ) from None


def _checks(entry: _Entry, specs: tuple[ColumnSpec, ...]) -> tuple:
    keys = {spec.key for spec in specs}
    checks = []
    for values in entry.values.get("checks") or ():
        check = _Entry(f"{entry.where} checks", values, ("total", "of", "minus"))
        total, of, minus = check.needed("total"), check.texts("of"), check.texts("minus")
        if unknown := {total, *of, *minus} - keys:
            raise check.wrong(f"không có cột / no column {sorted(unknown)}")
        checks.append((total, of, minus))
    return tuple(checks)


def load_forms(folder: Path) -> tuple[Form, ...]:
    """Every form of include/forms, by file name; read again only when a file in it has changed.

    Raises SettingsError naming the file and the key that is wrong.
    """
    folder = Path(folder).resolve()
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.yml")))
    return _load(folder, stamp)


@lru_cache(maxsize=8)
def _load(folder: Path, stamp: tuple) -> tuple[Form, ...]:
    files = [folder / name for name, _ in stamp if not name.startswith("_")]
    if not files or not (folder / COMMON_WORDS).is_file():
        raise SettingsError(f"{folder.name}/: cần / needs {COMMON_WORDS} and at least one <form>.yml")
    common_words = _yaml(folder / COMMON_WORDS)
    shared = Words(common_words)
    forms = (_form(path, common_words, shared) for path in files)
    return tuple(form for form in forms if form is not None)
