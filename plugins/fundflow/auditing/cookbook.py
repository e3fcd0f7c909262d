"""The questions that auditors ask, each with its SQL: include/sql/cookbook/NN_name.sql.

A file begins with the question, what the answer means and what can be set, in Vietnamese and English:

    -- Câu hỏi? / Question?
    --
    -- VI: lời giải thích
    -- EN: what the answer means
    --
    -- on_day: 2023-09-30 (số liệu đến ngày / as of)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundflow import money
from fundflow.exceptions import WrongUse

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

FOLDER = "cookbook"
BIND = re.compile(r"^(?P<name>\w+): (?P<value>.*) \((?P<vi>[^()]*) / (?P<en>[^()]*)\)$")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
VIETNAMESE_DAY = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\b")


@dataclass(frozen=True, slots=True)
class Bind:
    """Something that can be set: its value where nobody sets it, and what it is."""

    name: str
    value: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `sql` has binds; `prose_*` says what the answer means."""

    number: int
    name: str
    vi: str
    en: str
    prose_vi: str
    prose_en: str
    binds: tuple[Bind, ...]
    sql: str

    @classmethod
    def read(cls, path: Path) -> Question:
        number, name = path.stem.split("_", 1)
        head, sql = _split(path.read_text(encoding="utf-8"))
        vi, en = head[0].split(" / ", 1)
        binds = tuple(Bind(**match.groupdict()) for line in head if (match := BIND.match(line)))
        return cls(int(number), name, vi, en, _prose(head, "VI"), _prose(head, "EN"), binds, sql)

    @property
    def example(self) -> str:
        """What can be set, as it is typed."""
        return " ".join(f"--set '{bind.name}={bind.value}'" for bind in self.binds)

    def values(self, given: dict[str, str]) -> dict[str, str]:
        """Every bind's value. Raises WrongUse for one that the question does not have."""
        known = {bind.name: bind.value for bind in self.binds}
        if unknown := sorted(given.keys() - known.keys()):
            raise WrongUse(
                f"Câu {self.number} không có “{unknown[0]}”. Có thể đặt: {', '.join(known)}. / "
                f"Question {self.number} has no “{unknown[0]}”. It has: {', '.join(known)}."
            )
        return known | {name: _with_iso_days(value) for name, value in given.items()}

    def ready(self, given: dict[str, str]) -> str:
        """The SQL with the values in it, to be pasted into psql or DBeaver."""
        values = self.values(given)
        filled = PLACEHOLDER.sub(lambda match: _literal(values[match[1]]), self.sql)
        return filled.replace("%%", "%")


def read_questions(settings: Settings) -> list[Question]:
    """All questions, in their order."""
    return [Question.read(path) for path in sorted((settings.sql / FOLDER).glob("*.sql"))]


def find_question(settings: Settings, wanted: str) -> Question:
    """A question by its number or name. Raises WrongUse."""
    questions = read_questions(settings)
    for question in questions:
        if wanted in (str(question.number), question.name):
            return question
    raise WrongUse(
        f"Không có câu hỏi “{wanted}”. Hãy gõ `fundflow ask` để xem {len(questions)} câu. / "
        f"There is no question “{wanted}”. `fundflow ask` lists the {len(questions)} there are."
    )


def ask(warehouse: Warehouse, question: Question, given: dict[str, str]) -> Sequence:
    """The answer's rows. Raises WrongUse where a value cannot be read as what the question needs."""
    from fundflow.warehouse import DATA_ERRORS

    try:
        return warehouse.query(question.sql, **question.values(given))
    except DATA_ERRORS as error:
        raise WrongUse(
            f"Giá trị không đọc được: {_first_line(error)}. Hãy viết như: {question.example}. / "
            f"A value cannot be read. Write them like: {question.example}"
        ) from None


def shown(name: str, value: Any) -> str:
    """A value as a person reads it in a table; `name` is its column's."""
    if isinstance(value, Decimal):
        return money.vnd(value) if name.endswith("_vnd") else format(value, "f")
    return "" if value is None else str(value)


def _split(text: str) -> tuple[list[str], str]:
    lines = text.splitlines()
    count = next(index for index, line in enumerate(lines) if not line.startswith("--"))
    return [line.removeprefix("--").strip() for line in lines[:count]], "\n".join(lines[count:]) + "\n"


def _prose(head: list[str], language: str) -> str:
    """The lines from "VI: " on, to the next language or empty line."""
    first = next(index for index, line in enumerate(head) if line.startswith(f"{language}: "))
    lines = [head[first].removeprefix(f"{language}: ")]
    for line in head[first + 1 :]:
        if not line or re.match(r"(VI|EN): ", line):
            break
        lines.append(line)
    return " ".join(lines)


def _with_iso_days(value: str) -> str:
    """5/6/2023 as 2023-06-05: the server would read the month first."""
    return VIETNAMESE_DAY.sub(lambda found: f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}", value)


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]
