"""`fundflow quality --out DIR`: the page of data quality over time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def quality(
    out: Annotated[Path | None, typer.Option(help="Thư mục ghi trang; bỏ trống: thư mục kết quả. / Folder.")] = None,
) -> None:
    """Ghi trang chất lượng số liệu: tỷ lệ đúng ngay lần đầu, thời gian sửa, lỗi. / Writes the data quality page."""
    from fundflow.quality.page import write_page
    from fundflow.settings import load_settings

    settings = load_settings()
    typer.echo(write_page(settings, out or settings.exports))
