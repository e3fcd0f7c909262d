"""Until when money may be spent, as the law stood on the day asked about (include/reference/law.csv).

Every open row is a permission. A later law adds a permission or, by `known_to`, ends an earlier one; among those open
on a day the longest holds. Money years that a document keeps together lapse when the first of them lapses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundflow.reference.rows import covers, read_records

ANY = "*"
ORDINARY = "12"  # the source nature of money of which nothing else is said


@dataclass(frozen=True, slots=True)
class LawAnswer:
    deadline: date
    document: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class LawRule:
    rule_id: str
    money_year_first: int
    money_year_last: int
    capital_type: str
    programme: str
    source_nature: str
    deadline: date
    document: str
    known_from: date
    known_to: date | None

    def speaks_of(self, year: int, capital_type: str, programme: str | None, source_nature: str) -> bool:
        return (
            self.money_year_first <= year <= self.money_year_last
            and self.capital_type in (ANY, capital_type)
            and self.programme in (ANY, programme)
            and self.source_nature in (ANY, source_nature)
        )


def read_law(folder: Path) -> tuple[LawRule, ...]:
    """law.csv."""
    return read_records(LawRule, folder, "law.csv", may_be_empty=("known_to",))


def deadline(
    rules: Iterable[LawRule],
    years: range,
    capital_type: str,
    programme: str | None,
    on: date,
    source_nature: str | None,
) -> LawAnswer | None:
    """The deadline of money of these years; None if the law of that day says nothing about one of them."""
    nature = source_nature or ORDINARY
    open_rules = [rule for rule in rules if covers(rule.known_from, rule.known_to, on)]
    answers = []
    for year in years:
        permissions = [rule for rule in open_rules if rule.speaks_of(year, capital_type, programme, nature)]
        if not permissions:
            return None
        longest = max((rule.deadline, rule.known_from) for rule in permissions)
        same = [rule for rule in permissions if (rule.deadline, rule.known_from) == longest]
        answers.append(min(same, key=lambda rule: rule.rule_id))
    first = min(answers, key=lambda rule: rule.deadline, default=None)
    return LawAnswer(first.deadline, first.document, first.rule_id) if first else None
