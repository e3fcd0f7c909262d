"""The numbers and dates of a cell as the file stores them. Exact: no float is ever made of them.

Excel keeps 15 significant digits and writes a 17-digit trace of its binary fraction (0.30000000000000004). A fraction
is therefore rounded to 15 digits; a whole number is taken as it is written, because every digit of it was meant.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)
NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d{1,3}))?\s*", re.ASCII)
WHOLE = re.compile(r"-?\d+", re.ASCII)
LAST_SERIAL = Decimal(2_958_466)  # the day after 31/12/9999


def plain_digits(text: str) -> str | None:
    """The stored number in plain notation, which Decimal reads exactly; None if it is not a number.

    "1.2E+7" -> "12000000", "0.30000000000000004" -> "0.3", "9007199254740993" -> itself.
    """
    if not text.isascii():
        return None
    if text.isdigit():
        return text  # nearly every number; the rest costs ten times as much
    whole, point, fraction = text.partition(".")
    if whole.isdigit() and (not point or (fraction.isdigit() and len(text) < 16 and fraction[-1] != "0")):
        return text
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, exponent = match.groups()
    if exponent is None and WHOLE.fullmatch(digits):
        return digits if digits.strip("-0") else "0"
    number = Decimal(match.group(0).strip())
    return plain(FIFTEEN_DIGITS.plus(number) if len(digits) > 15 else number)


def plain(number: Decimal) -> str:
    """A Decimal without exponent, without zeros at the end of a fraction and without a minus before zero."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def float_digits(number: float) -> str | None:
    """The digits of a number that the file holds in binary (.xls, .xlsb), as Excel would write them; None for NaN."""
    return plain_digits(str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number))


def day_of_serial(digits: str, epoch_1904: bool) -> tuple[date, str] | None:
    """A serial day number -> (date, text as "30/09/2023" or "30/09/2023 14:05"); None where Excel knows no such day."""
    serial = Decimal(digits)
    if not 1 <= serial < LAST_SERIAL:
        return None
    if not epoch_1904 and 60 <= serial < 61:  # 29/02/1900, a day that never was
        return None
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        moment = epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
    return moment.date(), moment_text(moment)


def moment_text(moment: datetime) -> str:
    """As a Vietnamese Excel shows it; midnight is not written."""
    has_time = moment.hour or moment.minute or moment.second
    return moment.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")


def time_text(digits: str, elapsed: bool) -> str:
    """A serial number under a time format: "1.5" -> "12:00"; where the format counts on past midnight -> "36:00"."""
    days = Decimal(digits)
    minutes = round((days if elapsed else days % 1) * 1440)
    return f"{minutes // 60}:{minutes % 60:02d}"


def day_of_iso(text: str) -> tuple[date, str] | None:
    """ "2023-09-30T14:05:00" -> (date, "30/09/2023 14:05"); None if it is not a day."""
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    return moment.date(), moment_text(moment)


BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
BUILT_IN_TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56}
NOT_CODES = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


STRUCK = "struck"  # by its font, which a style says together with its format
SHOWN_IN = {"thousands": 3, "millions": 6, "billions": 9}
SCALING = re.compile(r"[0#?](,+)(?=[^0#?,]*(?:\.|$))")


@lru_cache(maxsize=1024)
def meaning_of_format(code: str) -> str | None:
    """What a format makes of a number: "date", "time", "elapsed" ([h]:mm), one of SHOWN_IN ("#,##0," shows 1234567 as
    1,235), None: a number. Its first section counts.
    """
    bare = NOT_CODES.sub("", code.split(";")[0]).lower()
    if "general" in bare or "@" in bare:
        return None
    if scaling := SCALING.search(bare):
        return dict(enumerate(SHOWN_IN, start=1)).get(len(scaling[1]))
    if "y" in bare or "d" in bare:
        return "date"
    if "[" in bare:
        return "elapsed"
    if "h" in bare or "s" in bare:
        return "time"
    return "date" if "m" in bare else None


def meaning_of_format_id(format_id: int, custom: dict[int, str]) -> str | None:
    """The same for the number of a format; `custom` are the codes that the file defines."""
    if format_id in custom:
        return meaning_of_format(custom[format_id])
    if format_id in BUILT_IN_DATES:
        return "date"
    return "time" if format_id in BUILT_IN_TIMES else None
