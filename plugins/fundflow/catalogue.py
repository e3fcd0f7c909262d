"""All rules by which a file is judged, of every kind, as one list: what docs/rules.md, `fundflow rules` and waivers
speak of.

The kinds: business rules on one file (rules/), checks across files and periods (include/sql/checks), what the reading
and the loading find (messages.py), what is wrong with a file as a file (reader/messages.py), and the shape of staged rows
(expectations/*.json, run by Great Expectations). Each keeps its words where it lives; here they are only gathered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from fundflow import messages, rules
from fundflow.exceptions import SettingsError, WrongUse
from fundflow.findings import Severity

if TYPE_CHECKING:
    from fundflow.settings import Settings

FIRST_DAY = "2026-11-23"  # since when the reading's and the shape's rules stand, which keep no history of their own
CHECK_KEYS = {"severity", "vi", "en", "compares", "source", "since", "version"}
ON_TRIAL = {"on_trial"}  # may be left out

# What the reading compares, and by what right, by the first part of a rule's id; ANY_READING for the rest.
ANY_READING = ("cells with what the form expects of them", "mẫu biểu báo cáo")
READING: dict[str, tuple[str, str]] = {
    "form": ("headers and titles with include/forms/*.yml", "mẫu biểu: include/forms"),
    "sheet": ("visibility of sheets that hold tables", "hướng dẫn lập biểu"),
    "row": ("rows that hold money with the names that place them", "mẫu biểu báo cáo"),
    "column": ("visibility of columns that hold money", "hướng dẫn lập biểu"),
    "unit_of_money": ("the words “Đơn vị tính” above the table", "mẫu biểu; NĐ 30/2020/NĐ-CP"),
    "period": ("the days named by title and headers with each other", "TT 343/2016/TT-BTC; mẫu biểu"),
    "decision": ("number and date on the annex", "NĐ 30/2020/NĐ-CP"),
    "budget_year": ("the year named by the title", "Luật NSNN 83/2015/QH13 Điều 14"),
    "date": ("dates in titles with the calendar", "NĐ 30/2020/NĐ-CP"),
    "unit": ("names of units with units.csv and unit_aliases.csv", "TT 185/2015/TT-BTC Điều 14; NQ 1665/NQ-UBTVQH15"),
    "component": ("names and numbers of projects with components.csv", "QĐ 90/QĐ-TTg; QĐ 1719/QĐ-TTg"),
    "capital_type": ("the words of title, sheet and columns", "Luật NSNN 83/2015/QH13; Luật Đầu tư công"),
    "money_year": ("the years named by column headers", "Luật NSNN 83/2015/QH13 Điều 64"),
    "amount": ("the text of money cells with how numbers are written", "quy ước ghi số của biểu"),
    "heading": ("the title with what every report states", "mẫu biểu báo cáo"),
    "rows": ("the rows read with those loaded, held and ignored", "không bỏ sót số liệu nào"),
    "submission": ("a file with what the warehouse knows of its sender", "truy vết kiểm toán"),
    "correction": ("cells with include/corrections/*.yml", "khai báo sửa lỗi nguồn"),
    "table": ("cells outside the table", "mẫu biểu báo cáo"),
    "file": ("the file's bytes with what a workbook is", "an toàn tệp tin (OWASP ASVS V5)"),
}  # fmt: skip
KINDS = {
    "business": "Luật nghiệp vụ trên một tệp / Business rules on one file",
    "across": "Đối chiếu giữa các tệp, các kỳ / Checks across files and periods",
    "reading": "Đọc và nạp biểu / What reading and loading find",
    "shape": "Hình dạng dữ liệu (Great Expectations) / The shape of staged rows",
    "file": "Tệp tin / The file as a file",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of any kind. `silent`: when it does not speak, as its docstring numbers it (business rules only)."""

    id: str
    kind: str
    severity: Severity
    sentence_vi: str
    sentence_en: str
    compares: str
    source: str
    version: int
    since: str
    on_trial: bool = False
    silent: str = ""

    def as_json(self) -> dict:
        return asdict(self) | {"severity": str(self.severity)}


def entries(settings: Settings) -> tuple[Entry, ...]:
    """Every rule, by kind and id. Raises SettingsError where a check lacks its words or two rules share an id."""
    found = [*_business(), *checks(settings.sql / "checks"), *_reading(), *_shape(settings.expectations), *_file()]
    kinds = list(KINDS)
    return tuple(sorted(_one_each(found), key=lambda entry: (kinds.index(entry.kind), entry.id)))


def require_rule(settings: Settings, rule: str) -> Entry:
    """The entry of a rule. Raises WrongUse if there is none."""
    for entry in entries(settings):
        if entry.id == rule:
            return entry
    raise WrongUse(f"Không có luật “{rule}”; xem fundflow rules list. / No rule “{rule}”: see fundflow rules list.")


def _business() -> Iterator[Entry]:
    for rule in rules.catalogue():
        yield Entry(
            rule.id, "business", rule.severity, rule.sentence_vi, rule.sentence_en, rule.compares, rule.source,
            rule.version, rule.since, rule.on_trial, _silent(rule.check.__globals__["__doc__"]),
        )  # fmt: skip


def _silent(docstring: str) -> str:
    _, _, silent = " ".join(docstring.split()).partition("Silent: ")
    return silent


def checks(folder: Path) -> Iterator[Entry]:
    """The checks across files and periods. A check's words stand beside its .sql, in the .yml of the same name."""
    for path in sorted(folder.glob("*.sql")):
        words = _words(path.with_suffix(".yml"))
        yield Entry(
            path.stem, "across", Severity(words["severity"]), words["vi"], words["en"], words["compares"],
            words["source"], words["version"], str(words["since"]), words.get("on_trial", False),
        )  # fmt: skip


def _words(path: Path) -> dict:
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise SettingsError(f"include/sql/checks/{path.name}: {problem}; hãy viết lời của luật / write it") from None
    if set(words) - ON_TRIAL != CHECK_KEYS:
        raise SettingsError(f"include/sql/checks/{path.name}: cần / needs {', '.join(sorted(CHECK_KEYS))}")
    return words


def _reading() -> Iterator[Entry]:
    for rule, (severity, vi, en) in messages.SENTENCES.items():
        yield _told(rule, "reading", severity, vi, en)


def _file() -> Iterator[Entry]:
    from fundflow.reader.messages import MESSAGES

    for rule, (severity, vi, en) in MESSAGES.items():
        yield _told(rule, "file", severity, vi, en)


def _told(rule: str, kind: str, severity: Severity, vi: str, en: str) -> Entry:
    compares, source = READING.get(rule.partition(".")[0], ANY_READING)
    return Entry(rule, kind, severity, vi, en, compares, source, 1, FIRST_DAY)


def _shape(folder: Path) -> Iterator[Entry]:
    from fundflow.expectations import SEVERITIES

    for path in sorted(folder.glob("*.json")):
        for expectation in json.loads(path.read_text(encoding="utf-8"))["expectations"]:
            meta, kwargs = expectation["meta"], expectation["kwargs"]
            compared = ", ".join(str(value) for key, value in kwargs.items() if key.startswith("column"))
            yield Entry(
                meta["rule"], "shape", SEVERITIES[expectation["severity"]], meta["vi"], meta["en"],
                f"staging.{path.stem}: {compared or 'rows'}", f"{expectation['type']} (expectations/{path.name})",
                1, FIRST_DAY,
            )  # fmt: skip


def _one_each(found: list[Entry]) -> list[Entry]:
    """The same fault may be found twice, by the reading and behind it by the shape: the reading's words count."""
    by_id: dict[str, Entry] = {}
    for entry in found:
        first = by_id.setdefault(entry.id, entry)
        if first is not entry and "shape" not in (first.kind, entry.kind):
            raise SettingsError(f"Hai luật cùng mã / two rules share the id {entry.id}: {first.kind}, {entry.kind}")
    return list(by_id.values())
