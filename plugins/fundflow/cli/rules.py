"""`fundflow rules`: by which rules files are judged, what one says, what it would stop, and the page of them all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Các luật kiểm tra. / The rules by which files are judged.")

AsJson = Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")]


@app.command(name="list")
def list_(
    kind: Annotated[str | None, typer.Option(help="business, across, reading, shape, file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Mọi luật, theo loại. / Every rule, by kind."""
    from rich.console import Console
    from rich.table import Column, Table

    from fundflow.catalogue import KINDS, entries
    from fundflow.exceptions import WrongUse
    from fundflow.settings import load_settings

    if kind is not None and kind not in KINDS:
        raise WrongUse(f"Không có loại luật “{kind}”. Hãy chọn: {', '.join(KINDS)}. / Choose one of these kinds.")
    found = [entry for entry in entries(load_settings()) if kind in (None, entry.kind)]
    if as_json:
        typer.echo(json.dumps([entry.as_json() for entry in found], ensure_ascii=False, indent=1))
        return
    rule = Column("Luật / Rule", no_wrap=True)  # to be copied whole
    table = Table("Loại / Kind", rule, "Mức / Severity", "Nội dung / What it says")
    for entry in found:
        severity = f"{entry.severity} (thử / on trial)" if entry.on_trial else str(entry.severity)
        table.add_row(entry.kind, entry.id, severity, f"{entry.sentence_vi}\n[dim]{entry.sentence_en}[/]")
    Console().print(table)


@app.command()
def show(rule: Annotated[str, typer.Argument(help="Mã luật. / The rule's id.")], as_json: AsJson = False) -> None:
    """Một luật: lời, mức, so sánh gì, nguồn, khi nào im lặng. / One rule in full."""
    from fundflow.catalogue import require_rule
    from fundflow.settings import load_settings

    entry = require_rule(load_settings(), rule)
    if as_json:
        typer.echo(json.dumps(entry.as_json(), ensure_ascii=False, indent=1))
        return
    for name, value in entry.as_json().items():
        typer.echo(f"{name:12} {value}")


@app.command()
def trial(
    rule: Annotated[str, typer.Argument(help="Mã luật nghiệp vụ. / A business rule.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True, help="Tệp để thử; bỏ trống: toàn bộ kho lưu. / Files to try it on; none: the archive."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Luật này sẽ chặn bao nhiêu tệp, bao nhiêu tiền. / How many files and how much money the rule would stop."""
    from fundflow import trials
    from fundflow.cli._progress import steps_shown
    from fundflow.settings import load_settings

    settings = load_settings()
    with steps_shown(quiet=as_json) as progress:
        if paths:
            files = [trials.ArchivedFile(path, None, path.name) for path in paths]
            tried = trials.try_rule(settings, rule, files, progress)
        else:
            tried = _over_the_archive(settings, rule, progress)
    summary = tried.summary()
    if as_json:
        stopped = [one.name for one in tried.stopped]
        typer.echo(json.dumps(summary | {"stopped": stopped}, ensure_ascii=False, indent=1, default=str))
        return
    _print(summary, tried.stopped)


def _over_the_archive(settings, rule: str, progress):
    from fundflow import trials
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        tried = trials.try_rule(settings, rule, trials.standing_files(warehouse), progress)
        trials.record(warehouse, tried)
    return tried


def _print(summary: dict, stopped) -> None:
    from fundflow.money import million

    typer.echo(
        f"{summary['rule']} v{summary['rule_version']}: {summary['files_stopped']}/{summary['files_judged']} tệp sẽ "
        f"bị chặn, {summary['findings']} phát hiện; giao {million(summary['allocated_vnd'])}, giải ngân "
        f"{million(summary['disbursed_vnd'])} triệu đồng.\n"
        f"It would stop {summary['files_stopped']} of {summary['files_judged']} files "
        f"({summary['files_not_applicable']} not applicable), with {summary['findings']} findings."
    )
    for one in stopped:
        typer.echo(f"  {one.name}: {one.findings}")


@app.command()
def page(
    out: Annotated[Path | None, typer.Option(help="Tệp để ghi, ví dụ docs/rules.md. / File to write.")] = None,
) -> None:
    """Trang các luật (docs/rules.md). / The page of rules."""
    from fundflow.catalogue_page import rules_page
    from fundflow.settings import load_settings

    text = rules_page(load_settings())
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(f"{out}")
