"""Numbers typed so that they can mean two amounts ("1.234" is 1234 or 1,234): which reading does the file itself support?

The file is read and judged both ways. Totals, balances, rates and limits that hold under the one reading and break under
the other decide; if both hold, or each breaks something of its own, the cells stay refused with both readings shown.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from fundflow import rules
from fundflow.amounts import Style
from fundflow.findings import Severity
from fundflow.formspec import Form
from fundflow.messages import finding
from fundflow.normalise import normalise
from fundflow.reader.cells import Workbook
from fundflow.records import Reading
from fundflow.reference import Reference

OPEN = "amount.ambiguous"
COMPARING_WARNINGS = frozenset({"rates_match_amounts", "advances_within_disbursed", "estimate_within_available"})


def read_and_judge(
    workbook: Workbook, reading: Reading, reference: Reference, forms: tuple[Form, ...], today: date
) -> Reading:
    """The reading filled with what the workbook says, every rule of the file run on it."""
    untouched = deepcopy(reading)
    _judge(workbook, reading, reference, forms, today)
    undecided = [found for found in reading.findings if found.rule == OPEN]
    if not undecided:
        return reading
    tried = {style: _judge(workbook, deepcopy(untouched), reference, forms, today, style) for style in Style}
    style = _supported(tried)
    if style is None:
        return reading
    decided, first = tried[style], undecided[0]
    name = {Style.COMMA: "1.234,5 (vi-VN)", Style.POINT: "1,234.5 (en-US)"}[style]
    decided.findings.append(
        finding("amount.style_decided", sheet=first.sheet, cell=first.cell, value=first.value, expected=name)
    )
    return decided


def _judge(workbook, reading, reference, forms, today, assumed: Style | None = None) -> Reading:
    normalise(workbook, reading, reference, forms, assumed)
    rules.run(reading, reference, today)
    return reading


def _supported(tried: dict[Style, Reading]) -> Style | None:
    """The style whose contradictions are a true part of the other's."""
    comma, point = (_contradictions(tried[style]) for style in (Style.COMMA, Style.POINT))
    return Style.COMMA if comma < point else Style.POINT if point < comma else None


def _contradictions(reading: Reading) -> set[tuple]:
    """What amounts of the file say against each other; that an amount is unlikely by itself decides nothing."""
    return {
        (found.rule, found.sheet, found.cell)
        for found in reading.findings
        if found.severity is Severity.ERROR or found.rule in COMPARING_WARNINGS
    }
