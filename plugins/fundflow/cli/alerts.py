"""`fundflow alerts --on DATE [--send]`: the mails about slow money."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from fundflow.cli._times import day


def alerts(
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Ngày xét; mặc định hôm nay. / The day; today.")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Gửi thật, không chỉ xem. / Send, not only show.")] = False,
) -> None:
    """Xem (hoặc gửi) thư cảnh báo giải ngân chậm. / Shows the mails about slow money; sends them with --send."""
    from fundflow.alerts import alert, preview, undelivered
    from fundflow.settings import load_settings

    settings = load_settings()
    about = on or settings.today
    if send:
        counts = alert(settings, on=about)
        typer.echo(", ".join(f"{name}: {count}" for name, count in counts.items()))
        for mail in undelivered(settings, on=about):
            typer.echo(f"✗ {mail.recipient_id} <{mail.email}>: {mail.last_error}")
        return
    mails = preview(settings, on=about)
    for _, message in mails:
        typer.echo(f"To: {message['To']}\nSubject: {message['Subject']}\n")
        plain = message.get_body(("plain",))
        typer.echo(plain.get_content() if plain else "")
    typer.echo(f"{len(mails)} thư, chưa gửi (thêm --send để gửi). / {len(mails)} mails, not sent (add --send).")
