"""Samples that anybody can draw again: the seed, the keys and the amounts decide, and no random number generator.

random    the items whose sha256 of "seed|key" is smallest: every item has the same chance
weighted  monetary unit sampling: đồng are counted through the items in the order of their keys, and every n-th đồng is
          drawn, starting at a place that the seed decides. An item's chance is in proportion to its money; an item as
          large as the step is certain
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn item. `chance`: how likely it was to be drawn; `hits`: drawn đồng in it (1 in a random sample)."""

    key: str
    chance: Fraction
    hits: int = 1


def at_random(keys: Sequence[str], size: int, seed: int) -> list[Drawn]:
    """`size` keys (all, where there are fewer), in the order in which they were drawn."""
    size = min(size, len(keys))
    chosen = sorted(keys, key=lambda key: (_digest(f"{seed}|{key}"), key))[:size]
    return [Drawn(key, Fraction(size, len(keys))) for key in chosen]


def by_money(weights: Mapping[str, Decimal], size: int, seed: int) -> list[Drawn]:
    """Items by key, the drawn đồng of each counted; at most `size` of them. Without money, nothing is drawn."""
    total = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    if not total:
        return []
    step = total / size
    start = step * _share(seed)
    drawn, before = [], Fraction(0)
    for key in sorted(weights):
        after = before + Fraction(weights[key])
        if hits := _points_below(after, start, step) - _points_below(before, start, step):
            drawn.append(Drawn(key, min(Fraction(1), (after - before) / step), hits))
        before = after
    return drawn


def _points_below(money: Fraction, start: Fraction, step: Fraction) -> int:
    """How many of start, start + step, start + 2 step, … lie below this đồng."""
    return max(0, -((start - money) // step))


def _share(seed: int) -> Fraction:
    """A fraction from 0 to below 1 that only the seed decides."""
    return Fraction(int(_digest(str(seed)), 16), 2**256)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
