"""One sheet of a template: header, lines, sums as formulas with their values, limits on what may be typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from fundflow.reports.sheet_look import FONT, LINE_HEIGHT, MONEY, wrapped_lines
from fundflow.reports.template_plan import PlannedColumn, UnitLine, amount_of, limiting, parts_of, total, values_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from fundflow.reference import Reference

HEADER_ROW = 6  # counted from 0; the lines above say who, what, until when and in which unit
WIDTHS = {"number": 6, "name": 58, "measure": 18, "total": 18, "dimension": 13, "note": 34}
SUMMED = ("measure", "total")
FONTS = {"font_name": FONT, "font_size": 11}
BLANK = " "  # what a formula that shows nothing has stored: an empty string would count as "never computed"
CELL = FONTS | {"border": 1, "valign": "top", "text_wrap": True}
Values = dict[PlannedColumn, Decimal | None]


@dataclass(slots=True)
class _Sums:
    """A row that prints the sums of rows: which rows, and what they come to."""

    rows: list[int] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)

    def add(self, row: int, values: Values) -> None:
        self.rows.append(row)
        self.values.append(values)

    def of(self, column: PlannedColumn) -> Decimal | None:
        said = [values[column] for values in self.values]
        return total(said) if any(amount is not None for amount in said) else None


class TemplateSheet:
    """Written from the top down: head, then headings and programmes, then `finish`."""

    def __init__(
        self, book: Workbook, name: str, columns: Sequence[PlannedColumn], head: Sequence[str], reference: Reference
    ):
        self._sheet, self._columns, self._reference = book.add_worksheet(name[:31]), columns, reference
        self._plain = book.add_format(CELL)
        self._bold = book.add_format(CELL | {"bold": True})
        self._money = book.add_format(CELL | {"num_format": MONEY})
        self._money_sum = book.add_format(CELL | {"num_format": MONEY, "bold": True, "bg_color": "#F2F2F2"})
        self._header = book.add_format(
            CELL | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E1F2"}
        )
        self._title = book.add_format(FONTS | {"bold": True, "font_size": 13})
        self._italic = book.add_format(FONTS | {"italic": True})
        self._depth = max(len(column.path) for column in columns)
        self._row = HEADER_ROW + self._depth
        self._number = 0
        self._grand = _Sums()
        self._write_head(head)
        self._write_header()

    def _write_head(self, head: Sequence[str]) -> None:
        for row, text in enumerate(head):
            self._sheet.write_string(row, 0, text, self._title if row == 1 else self._italic)
        self._sheet.write_string(HEADER_ROW - 1, len(self._columns) - 2, "Đơn vị tính: đồng", self._italic)

    def _write_header(self) -> None:
        """Headers; those under one group are merged across, those without a group down."""
        last = HEADER_ROW + self._depth - 1
        for index, column in enumerate(self._columns):
            self._sheet.set_column(index, index, WIDTHS.get(column.spec.role, 12))
            if len(column.path) == 1:
                self._merge(HEADER_ROW, index, last, index, column.path[0])
                continue
            group = [
                i for i, other in enumerate(self._columns) if len(other.path) > 1 and other.path[0] == column.path[0]
            ]
            if index == group[0]:
                self._merge(HEADER_ROW, group[0], HEADER_ROW, group[-1], column.path[0])
            for level, text in enumerate(column.path[1:], HEADER_ROW + 1):
                self._merge(level, index, level, index, text)
        for level in range(self._depth):
            texts = [
                column.path[level] for column in self._columns if len(column.path) > level + (self._depth > level + 1)
            ]
            self._sheet.set_row(HEADER_ROW + level, LINE_HEIGHT * max((wrapped_lines(t, 18) for t in texts), default=1))
        self._sheet.freeze_panes(last + 1, 2)
        self._sheet.repeat_rows(HEADER_ROW, last)

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        if (top, left) == (bottom, right):
            self._sheet.write_string(top, left, text, self._header)
        else:
            self._sheet.merge_range(top, left, bottom, right, text, self._header)

    def heading(self, text: str) -> None:
        """A row that only says what the rows below it are about."""
        for index, column in enumerate(self._columns):
            self._sheet.write_string(self._row, index, text if column.spec.role == "name" else "", self._bold)
        self._row += 1

    def programme(self, name: str, lines: Sequence[tuple[str, Sequence[UnitLine]]]) -> None:
        """A programme's row with its sums, and a row for each (name, money) below it."""
        place, sums = self._row, _Sums()
        self._row += 1
        for line_name, money in lines:
            values = values_of(self._columns, money)
            said = {column for column in values if amount_of(column, money) is not None}
            self._write_line(line_name, values, said)
            sums.add(self._row, values)
            self._row += 1
        self._write_sums(place, name, sums, ranges=True)
        self._grand.add(place, {column: sums.of(column) for column in self._columns})

    def _write_line(self, name: str, values: Values, said: set[PlannedColumn]) -> None:
        """`said`: the columns whose amounts come from reports, not from other columns."""
        self._number += 1
        texts = {"number": str(self._number), "name": name}
        self._sheet.set_row(self._row, LINE_HEIGHT * wrapped_lines(name, WIDTHS["name"]))
        for index, column in enumerate(self._columns):
            if column.plus and column not in said:
                self._write_made(index, column, values[column])
            elif column.spec.role == "measure":
                self._write_amount(index, column, values[column])
            else:
                self._sheet.write_string(self._row, index, texts.get(column.spec.role, ""), self._plain)
                self._offer_choices(index, column)

    def _write_amount(self, index: int, column: PlannedColumn, amount: Decimal | None) -> None:
        if amount is None:
            self._sheet.write_blank(self._row, index, None, self._money)
        else:
            self._sheet.write_number(self._row, index, amount, self._money)
        self._limit(index, column)

    def _write_made(self, index: int, column: PlannedColumn, value: Decimal | None) -> None:
        """A formula; it shows nothing while there is nothing to add, for missing is not zero."""
        plus, minus = (",".join(map(self._cell_of, each)) for each in parts_of(column, self._columns))
        all_parts = ",".join(filter(None, [plus, minus]))
        difference = f"SUM({plus})" + (f"-SUM({minus})" if minus else "")
        formula = f'=IF(COUNT({all_parts})=0,"",{difference})'
        self._sheet.write_formula(self._row, index, formula, self._money_sum, BLANK if value is None else value)

    def _cell_of(self, column: PlannedColumn, row: int | None = None) -> str:
        return xl_rowcol_to_cell(self._row if row is None else row, self._columns.index(column))

    def _write_sums(self, row: int, name: str, sums: _Sums, ranges: bool) -> None:
        self._sheet.set_row(row, LINE_HEIGHT * wrapped_lines(name, WIDTHS["name"]))
        for index, column in enumerate(self._columns):
            if column.spec.role not in SUMMED:
                self._sheet.write_string(row, index, name if column.spec.role == "name" else "", self._bold)
                continue
            cells = [self._cell_of(column, each) for each in sums.rows]
            formula = f"=SUM({cells[0]}:{cells[-1]})" if ranges else "=" + "+".join(cells)
            self._sheet.write_formula(row, index, formula, self._money_sum, sums.of(column) or 0)

    def _limit(self, index: int, column: PlannedColumn) -> None:
        """Numbers only; an amount that may not be negative is not; what is spent lies within what there is."""
        cell = xl_rowcol_to_cell(self._row, index)
        rules = [f"ISNUMBER({cell})"] + ([] if column.spec.measure == "adjusted" else [f"{cell}>=0"])
        within = limiting(column, self._columns)
        if within:
            rules.append(f"{cell}<={'+'.join(map(self._cell_of, within))}")
        more = " Không vượt quá số vốn được sử dụng của cùng năm vốn." if within else ""
        self._sheet.data_validation(
            self._row, index, self._row, index,
            {
                "validate": "custom", "value": f"=AND({','.join(rules)})", "ignore_blank": True,
                "error_title": "Số liệu chưa đúng", "error_message": f"Ghi số tiền bằng đồng, không kèm chữ.{more}",
            },
        )  # fmt: skip

    def _offer_choices(self, index: int, column: PlannedColumn) -> None:
        if column.spec.dimension == "source_nature":
            codes = [row["code"] for row in self._reference.rows("source_natures.csv", "code")]
            message = {"input_title": "Tính chất nguồn", "input_message": "12: không tự chủ; 15: bổ sung sau 30/9"}
            choices = {"validate": "list", "source": codes} | message
            self._sheet.data_validation(self._row, index, self._row, index, choices)

    def finish(self) -> None:
        """The grand total, the places to sign, and what a printer needs."""
        self._write_sums(self._row, "Tổng cộng", self._grand, ranges=False)
        right = max(len(self._columns) - 3, 2)
        self._sheet.write_string(self._row + 2, 1, "NGƯỜI LẬP BIỂU", self._title)
        self._sheet.write_string(self._row + 2, right, "THỦ TRƯỞNG ĐƠN VỊ", self._title)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.6, right=0.5, top=0.75, bottom=0.75)
        self._sheet.set_footer("&RTrang &P/&N")
