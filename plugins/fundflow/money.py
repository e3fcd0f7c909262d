"""How amounts are written for people in Viet Nam: dots between thousands, a comma before decimals.

An amount that is missing is written as an empty text, never as zero. Amounts are exact: rounding happens only where the
caller names the number of decimals.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MILLION = Decimal(1_000_000)
Amount = Decimal | int | str | None


def vnd(amount: Amount) -> str:
    """Exact đồng: "1234567890" -> "1.234.567.890"; decimals are kept where there are some."""
    return "" if amount is None else _vietnamese(_plain(Decimal(amount)))


def million(amount: Amount, decimals: int | None = None) -> str:
    """Đồng as triệu đồng: "118168000000" -> "118.168". Exact, unless `decimals` asks for rounding (half up)."""
    if amount is None:
        return ""
    value = Decimal(amount) / MILLION
    return _vietnamese(_plain(value) if decimals is None else format(_rounded(value, decimals), "f"))


def percent(value: Amount, decimals: int = 1) -> str:
    """A number of per cent: "45.25" -> "45,3%"."""
    return "" if value is None else _vietnamese(format(_rounded(Decimal(value), decimals), "f")) + "%"


def exponent(value: Decimal) -> int:
    """The power of ten of the last digit that is written: "45.30" -> -2."""
    power = value.as_tuple().exponent
    assert isinstance(power, int)  # a letter stands for infinity and NaN only
    return power


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _vietnamese(plain: str) -> str:
    """ "-1234.5" -> "-1.234,5"; a zero loses its minus sign."""
    negative = plain.startswith("-") and plain.strip("-0.") != ""
    whole, _, decimals = plain.lstrip("-").partition(".")
    grouped = f"{int(whole or 0):,}".replace(",", ".")
    return ("-" if negative else "") + grouped + ("," + decimals if decimals else "")
