"""Writes a digest as a mail: Vietnamese, HTML and plain text, from include/mail/digest.*.j2.

Everything that comes from a workbook is escaped in the HTML and single-lined in headers. Tables carry their styles
inline, for Outlook and Gmail drop style sheets; nothing is loaded from elsewhere.
"""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from typing import TYPE_CHECKING

from fundflow import money
from fundflow.alerts.addresses import Addressed, destination, refused
from fundflow.alerts.find import Digest, Line, is_red
from fundflow.text import tidy

if TYPE_CHECKING:
    from fundflow.settings import Settings

MOST_LINES = 60  # what a mail can show; the exported workbook has all
CAPITAL_TYPES = {"SN": "sự nghiệp", "DTPT": "đầu tư phát triển"}
LONGEST_SUBJECT = 180
UNADDRESSED = "undisclosed-recipients:;"


def compose(digest: Digest, settings: Settings) -> EmailMessage:
    """The digest as a complete mail."""
    return write(digest, settings, subject(digest), "digest", _context(digest, settings))


def write(letter: Addressed, settings: Settings, subject: str, template: str, context: dict) -> EmailMessage:
    """A complete mail from include/mail/<template>.*.j2. One that may not be sent (addresses.py) has no address."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = _address("Theo dõi giải ngân", settings.mail_from)
    message["To"] = _to(letter, settings)
    message["Date"] = localtime()
    message["Message-ID"] = message_id(letter, settings)
    message["Auto-Submitted"] = "auto-generated"  # holiday replies stay away
    message.set_content(_rendered(settings, f"{template}.txt.j2", context), cte="quoted-printable")
    html = _inlined(_rendered(settings, f"{template}.html.j2", context))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def subject(digest: Digest) -> str:
    """The fact itself: "[Giải ngân] UBND huyện Hương Khê: 5 dòng vốn chậm, 2 khẩn; còn 1.234,5 triệu đồng"."""
    lines = digest.lines
    urgent = sum(is_red(alerts) for _, alerts in lines)
    parts = f"{len(lines)} dòng vốn chậm" + (f", {urgent} khẩn" if urgent else "")
    return tidy(f"[Giải ngân] {_units(lines)}: {parts}; còn {money.million(_left(lines), 1)} triệu đồng")[
        :LONGEST_SUBJECT
    ]


def message_id(letter: Addressed, settings: Settings) -> str:
    """Made of the letter's key: a mail that is sent again is recognised as the same."""
    fingerprint = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    return f"<{fingerprint}@{settings.mail_from.rpartition('@')[2]}>"


def _to(letter: Addressed, settings: Settings) -> Address | str:
    email = destination(letter, settings)
    return UNADDRESSED if refused(email, settings.mail_domains) else _address(letter.recipient_name, email)


def _address(name: str, email: str) -> Address:
    return Address(display_name=tidy(name), addr_spec=email)


def _units(lines) -> str:
    """Whose money it is: the unit's name, or how many units."""
    units = {line.unit_code: line.unit_name for line, _ in lines}
    return tidy(next(iter(units.values()))) if len(units) == 1 else f"{len(units)} đơn vị"


def _left(lines) -> int:
    return sum(line.remaining_vnd or 0 for line, _ in lines)


def _context(digest: Digest, settings: Settings) -> dict:
    lines = digest.lines
    return {
        "digest": digest,
        "lines": lines[:MOST_LINES],
        "more": len(lines) - len(lines[:MOST_LINES]),
        "urgent": sum(is_red(alerts) for _, alerts in lines),
        "left": _left(lines),
        "units": _units(lines),
        "redirected": settings.mail_redirect_to is not None,
        "public_url": settings.public_url,
        "exports": settings.exports,
        "subject": subject(digest),
    }


def _rendered(settings: Settings, template: str, context: dict) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(settings.include / "mail"),
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "vnd": money.vnd,
        "million": lambda amount: money.million(amount, 1),
        "percent": money.percent,
        "day": lambda day: f"{day:%d/%m/%Y}" if day else "",
        "plain": lambda text: tidy(str(text)),
        "money_year": money_year,
    }
    environment.tests["red"] = is_red
    return environment.get_template(template).render(context)


def money_year(line: Line) -> str:
    """ "2022" or "2021-2022", and the capital type in words."""
    years = {line.money_year_first, line.money_year_last}
    capital = CAPITAL_TYPES.get(line.capital_type, line.capital_type)
    return f"{'-'.join(map(str, sorted(years)))}, {capital}"


def _inlined(html: str) -> str:
    import css_inline

    return css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False).inline(html)
