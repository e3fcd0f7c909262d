"""The columns of a drawn disbursement report: by source of the money, or a block for each of its years."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from .layout import Column
from .spelling import LEVELS

SUMS = ["Tổng số", "Tổng", "Cộng"]
NUMBERS = ["TT", "STT", "Số TT"]
NAMES = ["Nội dung", "Chương trình, dự án", "Danh mục", "Dự án/Tiểu dự án", "Nội dung, nhiệm vụ", "Tên dự án"]
NOTES = ["Khó khăn, vướng mắc", "Ghi chú", "Nguyên nhân chậm"]
WORDS = ["Địa điểm", "Cán bộ theo dõi", "Ngày phê duyệt"]
PLANS = ["Kế hoạch vốn năm {}", "Dự toán năm {}", "Kế hoạch năm {}", "Kế hoạch vốn giao năm {}", "Vốn giao năm {}"]
CARRIED = [
    "Vốn năm trước chuyển sang năm {}",
    "Vốn năm trước chuyển sang",
    "Nguồn vốn các năm trước chuyển sang năm {}",
    "Vốn năm trước kéo dài sang năm {}",
]
AVAILABLE = ["Tổng vốn thực hiện năm {}", "Tổng kế hoạch vốn năm {}", "Tổng nguồn vốn năm {}"]
RATES = ["Tỷ lệ giải ngân (%)", "Tỷ lệ (%)", "Tỉ lệ giải ngân"]
LEFT = ["Còn lại", "Vốn còn lại chưa giải ngân"]
SPENT_TO = ["Giải ngân đến {}", "Lũy kế giải ngân đến {}", "Đã giải ngân đến hết ngày {}"]
SPENT = ["Lũy kế giải ngân", "Đã giải ngân", "Kết quả giải ngân"]
PLANS_OF_A_YEAR = ["Kế hoạch vốn", "Kế hoạch", "Dự toán"]
SPENT_OF_A_YEAR = ["Giải ngân", "Đã giải ngân", "Lũy kế giải ngân", "Số đã giải ngân"]
CARRIED_YEARS = ["Vốn năm {} chuyển sang", "Vốn {} kéo dài", "Nguồn vốn năm {} chuyển sang"]


@dataclass(frozen=True)
class ReportColumns:
    """`dated`: the header says the day of the figures; `undated`: it must not. `indented`: three columns of names."""

    draw: random.Random
    as_of: date
    dated: bool
    undated: bool
    indented: bool

    def drawn(self, layout: str) -> list[Column]:
        groups = self._by_source() if layout == "by_source" else self._by_year()
        if self.draw.random() < 0.25:
            self.draw.shuffle(groups)
        self._add_what_is_no_money(groups)
        columns = self._names() + [column for group in groups for column in group]
        note = Column("note", (self.draw.choice(NOTES),))
        return [*columns, note] if self.draw.random() < 0.8 else columns

    def _names(self) -> list[Column]:
        name = self.draw.choice(NAMES)
        columns = [Column("number", (self.draw.choice(NUMBERS),)), Column("name", (name,))]
        if self.indented:
            columns += [Column("name 2", (name,)), Column("name 3", (name,))]
        return columns[1:] if self.draw.random() < 0.08 else columns

    def _add_what_is_no_money(self, groups: list[list[Column]]) -> None:
        extra = self.draw.random()
        if extra < 0.1:
            groups.insert(self.draw.randrange(len(groups) + 1), [Column("households", ("Số hộ hưởng lợi",))])
        elif extra < 0.2:
            groups.insert(self.draw.randrange(len(groups) + 1), [Column("words", (self.draw.choice(WORDS),))])

    # -- by source

    def _by_source(self) -> list[list[Column]]:
        draw, year = self.draw, self.as_of.year
        groups = [self._allocated(), self._carried()]
        if draw.random() < 0.8:
            groups.append([_money("available", draw.choice(AVAILABLE).format(year))])
        groups.append(self._spent())
        if draw.random() < 0.6:
            groups.append([Column("rate", (draw.choice(RATES),))])
        if draw.random() < 0.15:
            fact = (None, year - 2, year, "estimate")
            groups.append([_money("estimate", f"Ước giải ngân đến 31/12/{year}", fact=fact)])
        if draw.random() < 0.2:
            groups.append([_money("remaining", draw.choice(LEFT))])
        return groups

    def _allocated(self) -> list[Column]:
        draw, year = self.draw, self.as_of.year
        plan = draw.choice(PLANS).format(year)
        if draw.random() >= 0.15:
            return [_money("allocated", plan, fact=(None, year, year, "allocated"))]
        by_level = [
            _money(f"allocated {level}", plan, draw.choice(LEVELS[level]), fact=(level, year, year, "allocated"))
            for level in ("TW", "TINH")
        ]
        return [_money("allocated sum", plan, draw.choice(SUMS)), *by_level]

    def _carried(self) -> list[Column]:
        draw, year = self.draw, self.as_of.year
        before, first = year - 1, year - 2
        group = draw.choice(CARRIED).format(year)
        words = draw.choice([f"Năm {first}", f"Vốn năm {first}"])
        columns = [
            _money("carried 1", group, words, fact=(None, first, first, "carried_in")),
            _money("carried 2", group, f"Năm {before}", fact=(None, before, before, "carried_in")),
        ]
        if draw.random() < 0.7:
            columns.insert(draw.choice([0, 2]), _money("carried", group, draw.choice([*SUMS, "Tổng cộng"])))
        return columns

    def _spent(self) -> list[Column]:
        draw, year = self.draw, self.as_of.year
        before, first = year - 1, year - 2
        spent = draw.choice(SPENT_TO).format(f"{self.as_of.day}/{self.as_of.month}/{year}")
        if not self.dated and (draw.random() < 0.3 or self.undated):
            spent = draw.choice(SPENT)
        joined = draw.choice(
            [
                f"Vốn {first}, {before} chuyển sang",
                f"Vốn năm {first}, {before} chuyển sang",
                "Vốn năm trước chuyển sang",
                f"Vốn {first}-{before} chuyển sang",
            ]
        )
        current = draw.choice([f"Vốn năm {year}", f"Vốn {year}", f"Kế hoạch năm {year}"])
        columns = [
            _money("spent carried", spent, joined, fact=(None, first, before, "disbursed")),
            _money("spent current", spent, current, fact=(None, year, year, "disbursed")),
        ]
        if draw.random() < 0.2:
            columns[:1] = [
                _money(f"spent {n}", spent, f"Vốn năm {old} chuyển sang", fact=(None, old, old, "disbursed"))
                for n, old in ((1, first), (2, before))
            ]
        if draw.random() < 0.7:
            columns.insert(draw.choice([0, len(columns)]), _money("spent", spent, draw.choice(SUMS)))
        return columns

    # -- by year

    def _by_year(self) -> list[list[Column]]:
        year = self.as_of.year
        plan, spent = self.draw.choice(PLANS_OF_A_YEAR), self.draw.choice(SPENT_OF_A_YEAR)
        if self.dated:
            spent += f" đến {self.as_of.day}/{self.as_of.month}/{year}"
        with_rates = self.draw.random() < 0.8
        return [self._block(money_year, plan, spent, with_rates) for money_year in (year - 2, year - 1, year)]

    def _block(self, year: int, plan: str, spent: str, with_rates: bool) -> list[Column]:
        current = year == self.as_of.year
        group = f"Vốn năm {year}" if current else self.draw.choice(CARRIED_YEARS).format(year)
        columns = [
            _money(f"plan {year}", group, plan, fact=(None, year, year, "allocated" if current else "carried_in")),
            _money(f"spent {year}", group, spent, fact=(None, year, year, "disbursed")),
        ]
        return [*columns, Column(f"rate {year}", (group, "Tỷ lệ (%)"))] if with_rates else columns


def _money(key: str, *path: str, fact: tuple | None = None) -> Column:
    return Column(key, path, True, fact)
