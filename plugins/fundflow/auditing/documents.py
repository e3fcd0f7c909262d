"""Pages made from the warehouse itself: the data dictionary and the cookbook with its answers on the sample workbooks.

`make docs` writes them; a test holds them fresh. What differs from one load to the next (moments, receipt numbers) is
left out of the answers.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fundflow import embedded, pipeline
from fundflow.auditing import cookbook, dictionary
from fundflow.settings import Settings, load_settings
from fundflow.warehouse import Warehouse

SAMPLES = ("ha_tinh_2023", "ha_tinh_2023_sequel")
ROWS_SHOWN = 8
HEADING = """\
# Câu hỏi của kiểm toán / The auditors' cookbook

Mỗi câu chạy được bằng `fundflow ask SỐ`, `--set tên=giá_trị` để hỏi ngày khác, đơn vị khác; hoặc chép câu SQL vào psql,
DBeaver ([cách kết nối](connecting.md)). Kết quả dưới đây là của các tệp mẫu trong `include/samples`.

Each is answered by `fundflow ask NUMBER`, with `--set name=value` for another day or unit; or paste the SQL into psql
or DBeaver ([how to connect](connecting.md)). The answers below are those of the sample workbooks in `include/samples`.
What the columns mean: [data dictionary](data-dictionary.md). Made by `make docs`; not edited by hand.
"""
DUCKDB_HEADING = """
## Không cần kho: DuckDB trên tệp Parquet / Without the warehouse: DuckDB on Parquet

`fundflow export history --format parquet --out DIR` (và / and `facts`), rồi trong thư mục đó / then in that folder:
"""


def pages(settings: Settings, warehouse: Warehouse) -> dict[str, str]:
    """Every page by its name in docs/. The warehouse holds the sample workbooks."""
    tables = dictionary.read_tables(warehouse)
    return {
        "data-dictionary.md": dictionary.written(tables, dictionary.EN),
        "data-dictionary.vi.md": dictionary.written(tables, dictionary.VI),
        "cookbook.md": cookbook_page(settings, warehouse),
    }


def load_samples(settings: Settings) -> None:
    """The sample workbooks, then those that correct them."""
    for name in SAMPLES:
        pipeline.ingest(settings, [settings.include / "samples" / name])
        pipeline.build(settings)


def cookbook_page(settings: Settings, warehouse: Warehouse) -> str:
    questions = cookbook.read_questions(settings)
    index = [f"{each.number}. [{each.vi} / {each.en}](#{each.number})" for each in questions]
    answers = [_question(each, cookbook.ask(warehouse, each, {})) for each in questions]
    queries = [path.read_text(encoding="utf-8") for path in sorted((settings.sql / "duckdb").glob("*.sql"))]
    duckdb = [f"\n```sql\n{query}```\n" for query in queries]
    return "\n".join([HEADING, *index, *answers]) + DUCKDB_HEADING + "".join(duckdb)


def _question(question: cookbook.Question, rows: Sequence) -> str:
    settable = [f"- `{bind.name}` = `{bind.value}`: {bind.vi} / {bind.en}" for bind in question.binds]
    return "\n".join([
        "", f'## <a id="{question.number}"></a>{question.number}. {question.vi} / {question.en}', "",
        question.prose_vi, "", question.prose_en, "", *settable, "", "```sql", question.ready({}).rstrip(), "```", "",
        *_table(rows), "",
    ])  # fmt: skip


def _table(rows: Sequence) -> list[str]:
    if not rows:
        return ["*Không có dòng nào. / No rows.*"]
    names = rows[0]._fields
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    for row in rows[:ROWS_SHOWN]:
        lines.append("| " + " | ".join(_steady(cookbook.shown(*pair)) for pair in zip(names, row, strict=True)) + " |")
    if len(rows) > ROWS_SHOWN:
        lines += ["", f"*… {len(rows)} dòng / rows*"]
    return lines


def _steady(text: str) -> str:
    """Without what differs from load to load."""
    text = re.sub(r"\bR-\d{8}-(\d{6})\b", r"R-…-\1", text)
    text = re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}\b", r"\1…", text)
    return re.sub(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d", "…", text).replace("|", "\\|")


def main() -> None:
    """Writes docs/ from a warehouse of its own, which is gone afterwards."""
    checkout = load_settings().root
    with tempfile.TemporaryDirectory(prefix="fundflow-docs-") as home:
        settings = Settings(root=checkout, home=Path(home))
        settings.make_folders()
        try:
            load_samples(settings)
            with Warehouse(settings) as warehouse:
                for name, page in pages(settings, warehouse).items():
                    (checkout / "docs" / name).write_text(page, encoding="utf-8")
        finally:
            embedded.stop(settings)


if __name__ == "__main__":
    main()
