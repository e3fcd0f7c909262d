"""What is wrong, where, what was expected and how to mend it: one value, from the reader to the mail.

A finding is data, never an exception. Its sentences live in messages.py; its rule in rules/ or expectations/.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # stops the file
    WARNING = "warning"  # the file stands, a person should look
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    `sheet` and `cell` are None only where the fault is the whole file's. `value` is the text found, as a person
    sees it in the cell; `expected` the value or the form of it that would be right; `message` the sentence in
    Vietnamese, then in English, that ends in what to do. `difference_vnd` is set by rules that compare amounts.
    """

    rule: str
    severity: Severity
    message: str
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    expected: str | None = None
    difference_vnd: str | None = None
    rule_version: int = 1
    suggestions: tuple[str, ...] = field(default=())
    on_trial: bool = False  # of a rule that runs in the shade
    waived_by: int | None = None  # the waiver (quality.waiver) under which a person lets the fault stand

    @property
    def stops(self) -> bool:
        """True if the file cannot stand with this finding."""
        return self.severity is Severity.ERROR and not self.on_trial and self.waived_by is None

    def as_json(self) -> dict:
        return asdict(self) | {"severity": str(self.severity), "suggestions": list(self.suggestions)}


def rejects(findings) -> bool:
    """True if one of the findings stops the file."""
    return any(finding.stops for finding in findings)
