"""`fundflow forms list`, `fundflow forms propose FILE`: the forms that are known, and a draft of one that is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Các biểu mẫu đã khai báo; lập nháp biểu mới. / The known forms; a draft of a new one.", no_args_is_help=True
)


@app.command("list")
def list_forms() -> None:
    """Các biểu đang dùng. / The forms in use."""
    from fundflow.forms import load_forms
    from fundflow.settings import load_settings

    for form in load_forms(load_settings().forms):
        typer.echo(f"{form.form:<16} include/forms/{form.layout}.yml  {form.description}")


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(help="Tệp có bố cục mới. / A workbook of an unknown layout.")],
    name: Annotated[str | None, typer.Option(help="Tên biểu mới. / The new form's name.")] = None,
    write: Annotated[bool, typer.Option(help="Ghi vào include/forms. / Write it to include/forms.")] = False,
) -> None:
    """In bản nháp include/forms/<tên>.yml để người quản trị hoàn thiện. / Prints a draft for a person to finish."""
    from fundflow.forms import load_forms
    from fundflow.propose import draft, save
    from fundflow.reader import open_workbook
    from fundflow.settings import load_settings
    from fundflow.text import bare

    settings = load_settings()
    name = name or "_".join(bare(file.stem).split()) or "new_form"
    text = draft(open_workbook(file), file.name, load_forms(settings.forms), name)
    typer.echo(save(text, settings.forms, name) if write else text)
