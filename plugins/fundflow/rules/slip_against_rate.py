"""An amount is not a thousand times too large or too small: the rate typed beside it shows the slip of the unit.

Silent: 1. on lines without a typed rate of at least 1 %; 2. where some ratio fits the rate as it is; 3. where several
amounts could be meant. Told at the amount that is farther from what its column usually holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from fundflow.findings import Finding, Severity
from fundflow.money import percent
from fundflow.records import Amount
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView, in_sheet_unit, once
from fundflow.rules.ratios import OddRate, Ratio, needs_rates, odd_rates, says

THOUSAND = Decimal(1000)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    told = set()
    for typed in odd_rates(file):
        if typed.line.kind != "detail" or typed.rate.known < 1:
            continue
        for ratio in typed.ratios:
            amount, correct = _slip(file, typed, ratio)
            if amount is None or amount.place in told:
                continue
            told.add(amount.place)
            yield RULE.finding(
                f"Số {amount.raw} nghi sai đơn vị 1.000 lần: tỷ lệ ghi {typed.rate.raw} nhưng số tiền cho "
                f"{percent(ratio.per_cent, 3)}. "
                "Hãy kiểm tra số này theo đơn vị tính của bảng.",
                f"{amount.raw} seems wrong by a factor of 1,000: the rate says {typed.rate.raw}, the amounts give "
                f"{percent(ratio.per_cent, 3)}. Check it against the table's unit of money.",
                sheet=amount.sheet, cell=amount.cell, value=amount.raw,
                expected=in_sheet_unit(correct, typed.table), difference=amount.known - correct,
            )  # fmt: skip
            break


def _slip(file: FileView, typed: OddRate, ratio: Ratio) -> tuple[Amount | None, Decimal]:
    """The amount that would have to be a thousand times more or less for the rate to be right, and the right amount."""
    if len(ratio.above) != 1 or len(ratio.below) != 1:
        return None, Decimal(0)
    [above], [below] = ratio.above, ratio.below
    if says(typed.rate, ratio.per_cent * THOUSAND):
        return _odd_one(file, typed, (above, above.known * THOUSAND), (below, below.known / THOUSAND))
    if says(typed.rate, ratio.per_cent / THOUSAND):
        return _odd_one(file, typed, (above, above.known / THOUSAND), (below, below.known * THOUSAND))
    return None, Decimal(0)


def _odd_one(file: FileView, typed: OddRate, *choices: tuple[Amount, Decimal]) -> tuple[Amount, Decimal]:
    """Of two amounts one of which is wrong, the one that its correction brings nearer to the rest of its column."""

    def gain(choice: tuple[Amount, Decimal]) -> Decimal:
        amount, corrected = choice
        usual = _usual(file, typed, amount)
        return _distance(amount.known, usual) - _distance(corrected, usual)

    return max(choices, key=gain)


def _usual(file: FileView, typed: OddRate, amount: Amount) -> Decimal:
    """The middle size of the other lines' amounts in the same column; 1 if there are none."""
    key = next(key for key, other in typed.line.amounts.items() if other is amount)
    sizes = _sizes(file).get((id(typed.table), key), [])
    if amount.value:
        own = bisect_left(sizes, abs(amount.value))
        sizes = sizes[:own] + sizes[own + 1 :]
    middle = sizes[(len(sizes) - 1) // 2 : len(sizes) // 2 + 1]
    return median(middle) if middle else Decimal(1)


@once
def _sizes(file: FileView) -> dict[tuple[int, str], list[Decimal]]:
    """By the table's id and the column: the amounts of its detail lines that are not zero, by size, without signs."""
    sizes: defaultdict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for table in file.reading.tables:
        for line in file.details(table):
            for key, amount in line.amounts.items():
                if amount.value:
                    sizes[id(table), key].append(abs(amount.value))
    return {column: sorted(found) for column, found in sizes.items()}


def _distance(value: Decimal, usual: Decimal) -> Decimal:
    """In powers of ten."""
    return abs((abs(value) / usual).log10()) if value else Decimal(0)


RULE = Rule(
    id="slip_against_rate",
    severity=Severity.ERROR,
    sentence_vi="Số tiền không sai đơn vị 1.000 lần so với tỷ lệ ghi bên cạnh.",
    sentence_en="No amount is wrong by a factor of a thousand against the rate beside it.",
    compares="each typed rate with a thousand times, and a thousandth of, the ratio of its line's amounts",
    source="lỗi thường gặp: nhầm triệu/tỷ",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=needs_rates,
)
