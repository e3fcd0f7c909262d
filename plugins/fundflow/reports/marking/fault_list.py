"""The sheet "Cần sửa": every fault of the workbook in one list, each with a link to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from fundflow.addresses import on_sheet
from fundflow.findings import Finding
from fundflow.reader.fault_list import TITLE
from fundflow.reports.marking.book import Book
from fundflow.reports.marking.marks import FILLS, LEVELS
from fundflow.reports.marking.styles import solid
from fundflow.reports.marking.xml_text import XML, xml_text

HEADERS = ("STT", "Mức độ", "Trang tính", "Ô", "Đang có", "Cần có", "Sai ở đâu, sửa thế nào", "Quy tắc")
WIDTHS = (6, 12, 20, 10, 26, 26, 80, 24)
MEMORY_COLUMN = len(HEADERS) + 1  # hidden: the fill that a marked cell had before, to give it back
HEADER_ROW = 5
MAX_TEXT = 32_000  # Excel's limit is 32.767
LINE_HEIGHT, TITLE_HEIGHT, MAX_HEIGHT = 15, 22, 400  # points; Excel's own limit is 409
INTRODUCTION = (
    "Bấm vào địa chỉ để tới ô cần sửa. Nền đỏ là lỗi, nền vàng là cảnh báo; ghi chú trong ô nói cần sửa thế nào.",
    "Sửa xong, lưu và gửi lại chính tệp này; không cần xóa trang này, màu nền hay ghi chú."
    "  (Click an address, mend the cell, save and send this file again.)",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list. `cell` is None where there is no such cell to go to; `fill` is what the cell had before."""

    finding: Finding
    cell: str | None = None
    fill: str = ""


def list_sheet(book: Book, entries: list[Entry], summary: str) -> str:
    """The sheet's XML."""
    looks = _Looks(book)
    lines = [_row(1, [(TITLE, looks.title)]), _row(2, [(summary, looks.plain)])]
    lines += [_row(3 + index, [(sentence, looks.plain)]) for index, sentence in enumerate(INTRODUCTION)]
    lines.append(_row(HEADER_ROW, [(header, looks.header) for header in HEADERS]))
    lines += [_row(HEADER_ROW + number, _values(number, entry, looks)) for number, entry in enumerate(entries, 1)]
    links = "".join(_link(HEADER_ROW + number, entry) for number, entry in enumerate(entries, 1) if entry.cell)
    last = HEADER_ROW + max(len(entries), 1)
    columns = "".join(_column(number, f'width="{width}"') for number, width in enumerate(WIDTHS, 1))
    columns += _column(MEMORY_COLUMN, 'width="2" hidden="1"')
    return (
        f'{XML}<worksheet xmlns="{book.namespace}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{HEADER_ROW}"'
        f' topLeftCell="A{HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols>"
        f'<sheetData>{"".join(lines)}</sheetData><autoFilter ref="A{HEADER_ROW}:H{last}"/>'
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _column(number: int, width: str) -> str:
    return f'<col min="{number}" max="{number}" {width} customWidth="1"/>'


def _link(row: int, entry: Entry) -> str:
    location = quoteattr(on_sheet(entry.finding.sheet or "", entry.cell or ""))
    return f'<hyperlink ref="D{row}" location={location} display="{entry.cell}"/>'


class _Looks:
    """The cell formats of the list, added to the sender's styles."""

    def __init__(self, book: Book):
        self._styles = book.styles
        line = '<{0} style="thin"><color rgb="FF999999"/></{0}>'
        lines = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
        self._border = book.styles.add("borders", f"<border>{lines}</border>")
        self.title = self._format(self._font('<b/><sz val="14"/><color rgb="FFC00000"/>'), wrap=False)
        self.plain = self._format(self._font('<sz val="11"/>'), wrap=False)
        self.header = self._format(self._font('<b/><sz val="11"/>'), fill="FFD9E1F2", border=True, centred=True)
        self.text = self._format(self._font('<sz val="11"/>'), border=True)
        self.link = self._format(self._font('<u/><sz val="11"/><color rgb="FF0563C1"/>'), border=True)
        self.level = {
            severity: self._format(self._font('<b/><sz val="11"/>'), fill=FILLS.get(severity), border=True)
            for severity in LEVELS
        }

    def _font(self, inside: str) -> int:
        return self._styles.add("fonts", f'<font>{inside}<name val="Times New Roman"/><family val="1"/></font>')

    def _format(self, font: int, *, fill: str | None = None, border=False, wrap=True, centred=False) -> int:
        fill_number = self._styles.add("fills", solid(fill)) if fill else 0
        across = ' horizontal="center"' if centred else ""
        border_number = self._border if border else 0
        return self._styles.add(
            "cellXfs",
            f'<xf numFmtId="49" fontId="{font}" fillId="{fill_number}" borderId="{border_number}" xfId="0"'
            ' quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment{across} vertical="top" wrapText="{int(wrap)}"/></xf>',
        )


def _values(number: int, entry: Entry, looks: _Looks) -> list[tuple[str, int]]:
    finding = entry.finding
    return [
        (str(number), looks.text),
        (LEVELS[finding.severity], looks.level[finding.severity]),
        (finding.sheet or "(cả tệp)", looks.text),
        (entry.cell or finding.cell or "", looks.link if entry.cell else looks.text),
        (finding.value or "", looks.text),
        ("; ".join([finding.expected or "", *finding.suggestions]).strip("; "), looks.text),
        (finding.message, looks.text),
        (finding.rule, looks.text),
        (entry.fill, looks.plain),
    ]


def _row(number: int, values: list[tuple[str, int]]) -> str:
    cells = "".join(_cell(f"{chr(65 + column)}{number}", *value) for column, value in enumerate(values))
    return f'<row r="{number}" ht="{_height(number, values)}" customHeight="1">{cells}</row>'


def _height(number: int, values: list[tuple[str, int]]) -> int:
    """In points, so that wrapped text is seen whole: not every program fits rows to their text when it opens a file."""
    if number < HEADER_ROW:
        return TITLE_HEIGHT if number == 1 else LINE_HEIGHT
    lines = (_wrapped_lines(text, width) for (text, _), width in zip(values, WIDTHS, strict=False))
    return min(LINE_HEIGHT * max(lines, default=1), MAX_HEIGHT)


def _wrapped_lines(text: str, width: int) -> int:
    return sum(-(-max(len(part), 1) // width) for part in text.split("\n"))


def _cell(where: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{where}" s="{look}"/>'
    inside = f'<is><t xml:space="preserve">{xml_text(text, MAX_TEXT)}</t></is>'
    return f'<c r="{where}" s="{look}" t="inlineStr">{inside}</c>'
