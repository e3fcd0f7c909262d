"""`fundflow alerts`: who is told what on a day; with --send, told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer


def alerts(
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ngày, mặc định hôm nay / The day, default today")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Gửi thật / Send the mails")] = False,
    json: Annotated[bool, typer.Option("--json", help="Kết quả cho máy đọc / For machines")] = False,
) -> None:
    """Xem trước hoặc gửi thư cảnh báo giải ngân chậm. / Shows, or sends, the mails about slow money."""
    from fundflow import alerts as mails
    from fundflow.settings import load_settings

    settings, day = load_settings(), on.date() if on else None
    if send:
        counts = mails.alert(settings, day)
        _say(counts, json, "Thư: {written} viết mới, {sent} đã gửi, {failed} không gửi được.".format_map(counts))
        return
    previews = [
        {
            "to": digest.email,
            "recipient": digest.recipient_id,
            "subject": message["Subject"],
            "lines": len(digest.lines),
        }
        for digest, message in mails.preview(settings, day)
    ]
    shown = [f"{each['to']}: {each['subject']}" for each in previews] or ["Không có gì cần báo. / Nothing to tell."]
    _say(previews, json, "\n".join(shown))


def _say(result, as_json: bool, text: str) -> None:
    if as_json:
        from json import dumps

        text = dumps(result, ensure_ascii=False)
    typer.echo(text)
