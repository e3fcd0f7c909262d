"""Whom a mail is for, and where mails may go."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fundflow.settings import Settings

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?P<domain>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")


class Addressed(Protocol):
    """Whom a mail is for; `key` is unlike that of any other mail."""

    @property
    def key(self) -> str: ...
    @property
    def recipient_id(self) -> str: ...
    @property
    def recipient_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def about_day(self) -> date: ...


def destination(letter: Addressed, settings: Settings) -> str:
    """The recipient's address, or in test mode the one address that gets everything."""
    return settings.mail_redirect_to or letter.email


def refused(email: str, domains: str) -> str | None:
    """Why no mail may go to this address; None if it may. `domains`: those allowed, separated by blanks."""
    match = ADDRESS.fullmatch(email)
    if match is None:
        return "Địa chỉ không đúng dạng; hãy sửa trong include/reference/recipients.csv. / Not an address: correct it."
    domain = match["domain"].lower()
    if any(domain == allowed or domain.endswith("." + allowed) for allowed in domains.lower().split()):
        return None
    return (
        f"Tên miền {domain} không được phép; nếu đúng, hãy thêm vào FUNDFLOW_MAIL_DOMAINS. / "
        "The domain is not allowed; if it is right, add it to FUNDFLOW_MAIL_DOMAINS."
    )
