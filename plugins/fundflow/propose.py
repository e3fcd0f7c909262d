"""A draft of include/forms/<name>.yml from a workbook whose layout nobody knows: for a person to finish, never applied.

Which rows look like the header, what each column may be by the words of the known forms, and what must be decided, as
comments in Vietnamese and English.
"""

from __future__ import annotations

import re
from pathlib import Path

from fundflow.exceptions import WrongUse
from fundflow.formspec import Form
from fundflow.normalise.headers import Header
from fundflow.normalise.likely import LikelyColumn, describe
from fundflow.reader import Workbook
from fundflow.reader.cells import Sheet
from fundflow.text import bare, tidy

IGNORED = ("role", "ignored")
NAME = re.compile(r"\w+")  # of a file of ours, and of nothing else
HEAD = """\
# BẢN NHÁP do `fundflow forms propose` lập từ “{file}”, trang “{sheet}”, dòng tiêu đề {first}–{last}.
# Hãy xem từng dòng có dấu “?”, sửa rồi bỏ dấu; docs/adding-a-form.md giải thích từng khóa bằng ví dụ.
# DRAFT made from “{file}”, sheet “{sheet}”, header rows {first}–{last}. Decide every line marked “?”.
draft: true                   # xóa dòng này khi xong: bản nháp không đọc tệp nào / delete when done: a draft reads nothing
form: {name}
description: "?"
source_kind: unit_report      # ? unit_report | summary | decision | carryover_form | treasury
{recognise}
rows: components_and_units    # ? components | units | components_and_units
unit_of_money: stated         # ? stated (trang tính tự ghi / the sheet says it) or a number, e.g. 1
as_of: title                  # ? title | file_name | decision_date | settlement | 2023-12-31
columns:
"""
BY_TITLE = """\
recognise:
  title: [{title}]      # ? các chữ luôn có trong tiêu đề / words that the title always has"""
BY_COLUMNS = (
    "# recognise: trên tiêu đề không có chữ nào; nhận ra bằng các cột / no words above the header: the columns tell"
)


def draft(workbook: Workbook, file: str, forms: tuple[Form, ...], name: str) -> str:
    """The YAML text. Raises WrongUse where no row of the workbook looks like a header."""
    likely = describe([sheet for sheet in workbook.sheets if sheet.visible], forms)
    if likely.sheet is None or likely.header is None:
        raise WrongUse(
            f"Không thấy dòng nào giống tiêu đề bảng trong {file}. Hãy kiểm tra tệp. / "
            f"No row of {file} looks like a header: check the file."
        )
    header = likely.header
    columns = [column for column in likely.columns if column.numbers or column.texts] or likely.columns
    _each_meaning_once(columns)
    _name_something(columns)
    _measure_something(columns)
    title = _title(likely.sheet, header)
    head = HEAD.format(file=file, sheet=likely.sheet.name, first=header.first_row, last=header.last_row, name=name,
                       recognise=BY_TITLE.format(title=_quoted(title)) if title else BY_COLUMNS)  # fmt: skip
    keys: set[str] = set()
    return head + "".join(_line(column, _key(column, keys)) for column in columns)


def _each_meaning_once(columns: list[LikelyColumn]) -> None:
    """Of several columns that could be the rows' name, or say the same of a row, the one with the most texts is it."""
    for meaning in {column.meaning for column in columns if column.meaning}:
        same = [column for column in columns if column.meaning == meaning]
        if meaning[0] != "measure":
            same.remove(max(same, key=lambda column: column.texts))
            for column in same:
                column.meaning = IGNORED


def _name_something(columns: list[LikelyColumn]) -> None:
    """A form needs a column that tables are recognised by: without one, the wordiest is taken for the rows' names."""
    if not any(column.meaning in (("role", "name"), ("dimension", "component")) for column in columns):
        free = [column for column in columns if column.meaning in (None, IGNORED) and column.texts] or columns
        max(free, key=lambda column: column.texts).meaning = ("role", "name")


def _measure_something(columns: list[LikelyColumn]) -> None:
    """Without a word for amounts, the column with the longest numbers is taken for them."""
    unknown = [column for column in columns if column.meaning is None and column.numbers]
    if unknown and not any(column.meaning and column.meaning[0] == "measure" for column in columns):
        max(unknown, key=lambda column: column.digits).meaning = ("measure", "disbursed")


def _title(sheet: Sheet, header: Header) -> str:
    """The longest text above the header, without its years: they change; "" if there is none."""
    above = [
        tidy(cell.text)
        for row, cells in sheet.rows.items()
        if row < header.first_row
        for cell in cells
        if cell.kind == "text"
    ]
    longest = max(above, key=len, default="")
    return re.split(r"\b(?:năm|year)?\s*(?:19|20)\d\d\b", longest, flags=re.IGNORECASE)[0].strip(" ,.-(:") or longest


def _line(column: LikelyColumn, key: str) -> str:
    return f"  - {{key: {key}, {_meaning(column)}header: {_header(column)}}}  # ? {_seen(column)}\n"


def _meaning(column: LikelyColumn) -> str:
    kind, code = column.meaning or IGNORED
    needed = ", required: true" if code in ("name", "component") else ""
    return f"{kind}: {code}{needed}, "


def _header(column: LikelyColumn) -> str:
    texts = [_quoted(re.sub(r"\b(?:19|20)\d\d\b", "{year}", text)) for text in column.path]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _seen(column: LikelyColumn) -> str:
    known = "" if column.meaning else "không biểu nào có cột này / no known form has it; "
    shown = ": " + ", ".join(f"“{text}”" for text in column.examples) if column.examples else ""
    return f"{known}{column.numbers} số / numbers, {column.texts} chữ / texts{shown}"


def _key(column: LikelyColumn, taken: set[str]) -> str:
    words = (
        column.meaning[1]
        if column.meaning not in (None, IGNORED)
        else "_".join(bare(column.path[-1]).split()[:3]) or f"column_{column.index}"
    )
    key, number = words, 2
    while key in taken:
        key, number = f"{words}_{number}", number + 1
    taken.add(key)
    return key


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", " ").replace('"', "'").replace("|", "/") + '"'


def save(text: str, folder: Path, name: str) -> Path:
    """Writes include/forms/<name>.yml. Raises WrongUse for a form that is there already, or a name that is none."""
    if not NAME.fullmatch(name):
        raise WrongUse(
            f"“{name}” không dùng làm tên biểu được; hãy chỉ dùng chữ, số, gạch dưới (--name). / "
            "A form's name has only letters, digits and underscores (--name)."
        )
    path = folder / f"{name}.yml"
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise WrongUse(
            f"{path.name} đã có; hãy chọn tên khác (--name). / {path.name} exists: choose another name (--name)."
        ) from None
    return path
