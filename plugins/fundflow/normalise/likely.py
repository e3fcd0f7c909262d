"""What an unknown layout may be: its rows that look like a header, and which measure each column may hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from fundflow.forms import Form
from fundflow.reader.cells import Cell, Sheet, column_letters
from fundflow.text import bare, tidy

ROWS_LOOKED_AT = 60
MAX_SHOWN = 6


@dataclass(slots=True)
class Likely:
    """The likeliest header of a workbook; `meanings`: column -> (role, measure) as far as the known forms' words tell."""

    sheet: str | None = None
    rows: list[int] = field(default_factory=list)
    headers: dict[int, str] = field(default_factory=dict)
    meanings: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)  # column -> how many cells below hold numbers
    title: str | None = None

    @property
    def cell(self) -> str | None:
        return f"{column_letters(min(self.headers))}{self.rows[-1]}" if self.rows else None

    @property
    def text(self) -> str | None:
        return "…" if self.rows else None


def describe(sheets: list[Sheet], forms: tuple[Form, ...]) -> Likely:
    return Likely()
