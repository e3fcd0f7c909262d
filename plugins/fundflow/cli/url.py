"""`fundflow url`: the warehouse's address, as SQLAlchemy reads it."""

from __future__ import annotations

import typer


def url(
    plain: bool = typer.Option(False, "--plain", help="Cho psql và libpq: không có '+psycopg'. / As psql reads it."),
) -> None:
    """In địa chỉ kho dữ liệu (khởi động máy chủ nhúng nếu cần). / Prints the warehouse's address."""
    from fundflow import embedded
    from fundflow.settings import load_settings

    settings = load_settings()
    address = settings.warehouse_url or embedded.start(settings)
    typer.echo(address.replace("+psycopg", "", 1) if plain else address)
