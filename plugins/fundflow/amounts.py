"""Money as it is typed into cells: one grammar, and what to do when a text can mean two amounts.

"1.234.567,89" (vi-VN) and "1,234,567.89" (en-US) say which style they follow; "1.234" alone does not. Such a text is
decided by the other numbers of the same table, or refused: never guessed. A blank is missing, a dash is zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

ZERO_MARKS = frozenset({"-", "–", "—", "−", "_", "- -", "--"})
MISSING_MARKS = frozenset({"", "…", "...", "..", ".", "x", "X", "n/a", "N/A", "na", "NA"})

_CELL_UNIT = re.compile(
    r"^(?P<number>[-+(]?[\d.,\s]+\)?)\s*(?P<unit>tỷ|tỉ|triệu|tr|nghìn|ngàn)?\s*\.?\s*(?P<dong>đồng|đ|vnđ|vnd)?\.?$"
)
_UNIT_SCALE = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "ngàn": 10**3, None: None}
_SHAPE = re.compile(r"^\d+(?:[.,]\d+)*$")
_BROKEN_GROUP = re.compile(r"\d\s+(?!\d{3}(?!\d))\d")  # "12 34": a blank may only stand before three digits


class Style(Enum):
    """Which mark separates the decimals."""

    COMMA = ","  # vi-VN: 1.234,5
    POINT = "."  # en-US: 1,234.5


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What one text can mean: `comma` under vi-VN, `point` under en-US; None where that style does not allow it.

    `scale` is set where the cell names its own unit of money ("262 triệu").
    """

    comma: Decimal | None
    point: Decimal | None
    scale: Decimal | None = None

    @property
    def ambiguous(self) -> bool:
        return self.comma is not None and self.point is not None and self.comma != self.point

    def value(self, style: Style | None) -> Decimal | None:
        """The amount under `style`, or the only amount there is; None if it is ambiguous or not allowed."""
        if style is Style.COMMA:
            return self.comma
        if style is Style.POINT:
            return self.point
        if self.ambiguous:
            return None
        return self.comma if self.comma is not None else self.point


def is_zero_mark(text: str) -> bool:
    return text.strip() in ZERO_MARKS


def is_missing_mark(text: str, more: Iterable[str] = ()) -> bool:
    text = text.strip()
    return text in MISSING_MARKS or text in more


def parse(text: str) -> TypedNumber | None:
    """Read one typed number; None if it is not a number at all ("khoảng 350", "HT 9/2023")."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").strip().lower()
    found = _CELL_UNIT.match(text)
    if not found:
        return None
    if _BROKEN_GROUP.search(found["number"]):
        return None
    digits = re.sub(r"\s+", "", found["number"])
    scale = _UNIT_SCALE[found["unit"]]
    if scale is None and found["dong"]:
        scale = 1
    negative = digits.startswith("-") or (digits.startswith("(") and digits.endswith(")"))
    digits = digits.strip("+-()")
    if not _SHAPE.match(digits) or (text.count("(") != text.count(")")):
        return None
    sign = -1 if negative else 1
    comma, point = _under(digits, ",", "."), _under(digits, ".", ",")
    if comma is None and point is None:
        return None
    return TypedNumber(
        comma=None if comma is None else sign * comma,
        point=None if point is None else sign * point,
        scale=None if scale is None else Decimal(scale),
    )


def _under(digits: str, decimal_mark: str, group_mark: str) -> Decimal | None:
    """The number if `digits` is written properly with these two marks, else None."""
    whole, mark, fraction = digits.partition(decimal_mark)
    if mark and (not fraction or not fraction.isdigit()):
        return None
    groups = whole.split(group_mark)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or groups[0].startswith("0") or any(len(g) != 3 for g in groups[1:])):
        return None
    return Decimal("".join(groups) + ("." + fraction if mark else ""))


def style_of(texts: Iterable[str]) -> Style | None:
    """The one style that the unambiguous numbers among `texts` follow; None if they say nothing or contradict."""
    seen: set[Style] = set()
    for text in texts:
        number = parse(text)
        if number is None or number.ambiguous:
            continue
        if number.comma is None:
            seen.add(Style.POINT)
        elif number.point is None:
            seen.add(Style.COMMA)
    return seen.pop() if len(seen) == 1 else None


_STATED_UNIT = re.compile(
    r"(?:don vi tinh|don vi|dvt|dv tinh)\b\W*(?:la\W*)?(?P<factor>ty|ti|trieu|tr|nghin|ngan|ngh|1 ?000)?\W*(?P<dong>dong|d|vnd)\b"
)
_BRACKETED_UNIT = re.compile(r"\(\s*(?P<factor>ty|ti|trieu|tr|nghin|ngan|1[., ]?000)?\.?\s*(?P<dong>dong|d|vnd)\s*\)")
_FACTORS = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "ngh": 10**3}


def stated_scale(text: str, bare_text: str) -> Decimal | None:
    """Đồng per unit if the text states its unit of money ("Đơn vị tính: Triệu đồng", "(nghìn đồng)"), else None."""
    found = _STATED_UNIT.search(bare_text) or _BRACKETED_UNIT.search(_plain(text))
    if not found:
        return None
    factor = found["factor"]
    if not factor:
        return Decimal(1)
    return Decimal(_FACTORS.get(factor, 1000))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
