"""Samples: drawn again they are the same, every item has its stated chance, and large items are certain."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fundflow.auditing.sampling import at_random, by_money

KEYS = st.lists(st.text("abcdef0123456789/.", min_size=1, max_size=12), unique=True, min_size=1, max_size=60)
AMOUNTS = st.decimals(0, 10**12, places=2)
WEIGHTS = st.dictionaries(st.text("abcdef/.", min_size=1, max_size=8), AMOUNTS, min_size=1, max_size=60)
SEEDS = st.integers(0, 10**9)
SIZES = st.integers(1, 40)


@given(KEYS, SIZES, SEEDS)
def test_a_random_sample_is_of_its_size_without_repeats_whatever_the_order_of_the_keys(keys, size, seed):
    drawn = at_random(keys, size, seed)
    assert len({one.key for one in drawn}) == len(drawn) == min(size, len(keys))
    assert at_random(sorted(keys), size, seed) == at_random(keys[::-1], size, seed) == drawn
    assert {one.chance for one in drawn} == {Fraction(min(size, len(keys)), len(keys))}


def test_another_seed_draws_another_sample():
    keys = [f"unit/{number}" for number in range(1000)]
    assert {one.key for one in at_random(keys, 20, 1)} != {one.key for one in at_random(keys, 20, 2)}


def test_over_many_seeds_every_item_is_drawn_alike():
    keys = [f"unit/{number}" for number in range(20)]
    counts = dict.fromkeys(keys, 0)
    for seed in range(2000):
        for one in at_random(keys, 5, seed):
            counts[one.key] += 1
    assert all(430 < count < 570 for count in counts.values())  # 500 expected, standard deviation 19


@given(WEIGHTS, SIZES, SEEDS)
def test_a_sample_by_money_draws_size_dong_and_never_an_item_without_money(weights, size, seed):
    drawn = by_money(weights, size, seed)
    assert by_money(dict(reversed(weights.items())), size, seed) == drawn
    assert sum(one.hits for one in drawn) == (size if sum(weights.values()) else 0)
    assert all(weights[one.key] > 0 and one.hits > 0 for one in drawn)


@given(WEIGHTS, SIZES, SEEDS)
def test_an_item_as_large_as_the_step_is_certain(weights, size, seed):
    step = Fraction(sum(weights.values())) / size
    drawn = {one.key: one for one in by_money(weights, size, seed)}
    for key, weight in ((key, Fraction(amount)) for key, amount in weights.items()):
        if weight and weight >= step:
            assert drawn[key].chance == 1
            assert drawn[key].hits in (weight // step, weight // step + 1)


def test_over_many_seeds_an_items_chance_is_its_share_of_the_money():
    weights = {"a": Decimal(1), "b": Decimal(3), "c": Decimal(6), "d": Decimal(10)}
    counts = dict.fromkeys(weights, 0)
    for seed in range(2000):
        for one in by_money(weights, 2, seed):
            counts[one.key] += 1
            assert one.chance == Fraction(weights[one.key]) / 10
    assert counts["d"] == 2000
    assert 1120 < counts["c"] < 1280 and 520 < counts["b"] < 680 and 140 < counts["a"] < 260
