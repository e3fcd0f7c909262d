"""The data dictionary: every table and column of the warehouse, as its COMMENT says, in Vietnamese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

SCHEMAS = {
    "mart": ("Những gì mọi người đọc", "What people read"),
    "core": ("Số liệu, mỗi ô một dòng, chỉ thêm", "Facts, a row per cell, append-only"),
    "quality": ("Tệp, biên nhận, phát hiện, thư đã gửi", "Files, receipts, findings, mails"),
    "audit": ("Nhật ký, phân quyền, nâng cấp", "The journal, roles, migrations"),
    "ref": ("Dữ liệu tham chiếu", "Reference data"),
    "staging": ("Lô tệp đang kiểm tra", "The batch that is being validated"),
}
VI, EN = 0, 1
HEADINGS = (
    ("Từ điển dữ liệu", "Tạo từ các COMMENT trong kho bằng `make docs`; không sửa tay. Bản tiếng Anh: "
     "[data-dictionary.md](data-dictionary.md).", ("Cột", "Kiểu", "Ý nghĩa"), "khung nhìn"),
    ("Data dictionary", "Made from the warehouse's COMMENTs by `make docs`; not edited by hand. In Vietnamese: "
     "[data-dictionary.vi.md](data-dictionary.vi.md).", ("Column", "Type", "Meaning"), "view"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    comment: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view with its columns. Comments are "Tiếng Việt. / English."; None where there is none."""

    schema: str
    name: str
    is_view: bool
    comment: str | None
    columns: tuple[Column, ...]


def read_tables(warehouse: Warehouse) -> list[Table]:
    """Every table and view of ours, in the order of SCHEMAS; partitions are their table."""
    rows = warehouse.run_sql("audit/tables_and_columns", schemas=list(SCHEMAS))
    tables = []
    for (schema, name, is_view, comment), columns in groupby(rows, key=lambda row: tuple(row[:4])):
        tables.append(Table(schema, name, is_view, comment, tuple(Column(*row[4:]) for row in columns)))
    return tables


def uncommented(tables: list[Table]) -> list[str]:
    """What has no comment in both languages: "schema.table" or "schema.table.column"."""
    places = []
    for table in tables:
        name = f"{table.schema}.{table.name}"
        described = [(name, table.comment)] + [(f"{name}.{column.name}", column.comment) for column in table.columns]
        places += [place for place, comment in described if len(_languages(comment)) != 2]
    return places


def meanings(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    """What a column of that name means, {"vi": …, "en": …}: the first table that says so speaks."""
    found: dict[str, dict[str, str]] = {}
    for table in read_tables(warehouse):
        for column in table.columns:
            if len(languages := _languages(column.comment)) == 2:
                found.setdefault(column.name, dict(zip(("vi", "en"), languages, strict=True)))
    return found


def written(tables: list[Table], language: int) -> str:
    """The dictionary as a page, in VI or EN."""
    title, origin, heads, view = HEADINGS[language]
    lines = [f"# {title}", "", origin]
    for schema, members in groupby(tables, key=lambda table: table.schema):
        lines += ["", f"## {schema}: {SCHEMAS[schema][language]}"]
        for table in members:
            lines += ["", f"### {schema}.{table.name}{f' ({view})' if table.is_view else ''}", ""]
            lines += [_said(table.comment, language), "", f"| {' | '.join(heads)} |", "|---|---|---|"]
            lines += [f"| `{c.name}` | {c.type} | {_said(c.comment, language)} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def _said(comment: str | None, language: int) -> str:
    languages = _languages(comment)
    return languages[language].replace("|", "\\|") if len(languages) == 2 else ""


def _languages(comment: str | None) -> list[str]:
    """Vietnamese, then English."""
    return [part.strip() for part in comment.split(" / ", 1)] if comment else []
