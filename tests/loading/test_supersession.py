"""What replaces what does not depend on the order in which files happened to be read."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fundflow.loading.supersession import Plan, Version, plan


def version(arrival: int, *scope: str, content: str | None = None) -> Version:
    return Version(arrival, arrival, "disbursement|unit_report|42.444|2023-09-30", frozenset(scope), content)


def test_a_correction_replaces_what_it_corrects():
    result = plan([version(1, "GNBV|SN")], [version(2, "GNBV|SN")])
    assert result == Plan(accepted=[2], superseded=[(1, 2)])


def test_reports_of_two_programmes_stand_side_by_side():
    result = plan([version(1, "GNBV|SN")], [version(2, "DTTS|SN")])
    assert result == Plan(accepted=[2])


def test_what_arrived_earlier_but_is_read_later_does_not_replace_the_later_one():
    result = plan([version(5, "GNBV|SN")], [version(4, "GNBV|SN")])
    assert result == Plan(accepted=[4], superseded=[(4, 5)])


def test_the_same_figures_again_change_nothing():
    result = plan([version(1, "GNBV|SN", content="h")], [version(2, "GNBV|SN", content="h")])
    assert result == Plan(unchanged=[2])


def test_figures_that_come_back_after_a_correction_are_a_new_version():
    old = replace(version(1, "GNBV|SN", content="h"), in_force=False)
    result = plan([old, version(2, "GNBV|SN", content="i")], [version(3, "GNBV|SN", content="h")])
    assert result == Plan(accepted=[3], superseded=[(2, 3)])


def test_a_correction_that_leaves_a_programme_out_is_noticed():
    result = plan([version(1, "GNBV|SN", "DTTS|SN")], [version(2, "GNBV|SN")])
    assert result == Plan(accepted=[2], superseded=[(1, 2)], narrower=[(1, 2)])


def test_a_nil_return_speaks_of_everything():
    result = plan([version(1, "GNBV|SN")], [version(2)])
    assert result == Plan(accepted=[2], superseded=[(1, 2)])


def test_what_lies_between_two_equal_ones_and_is_read_last_does_not_replace_them():
    confirmed = plan([version(1, "GNBV|SN", content="h")], [version(3, "GNBV|SN", content="h")])
    assert confirmed == Plan(unchanged=[3])
    later = replace(version(1, "GNBV|SN", content="h"), arrival=3)
    result = plan([later], [version(2, "GNBV|SN", content="i")])
    assert result == Plan(accepted=[2], superseded=[(2, 1)])


def test_a_rejected_file_that_is_sent_again_arrives_anew():
    sent_again = replace(version(1, "GNBV|SN"), arrival=3)
    assert plan([version(2, "GNBV|SN")], [sent_again]) == Plan(accepted=[1], superseded=[(2, 1)])


@given(contents=st.lists(st.sampled_from("hij"), min_size=1, max_size=7), data=st.data())
def test_the_figures_in_force_are_those_sent_last_however_arrivals_are_spread_over_builds(contents, data):
    versions = [version(arrival, "GNBV|SN", content=content) for arrival, content in enumerate(contents)]
    history: list[Version] = []
    for one in data.draw(st.permutations(versions)):
        history = _history_after(history, [one])
    assert [one.content_hash for one in history if one.in_force] == [contents[-1]]


@given(scopes=st.lists(st.frozensets(st.sampled_from("abc"), max_size=3), max_size=7), data=st.data())
def test_what_is_in_force_does_not_depend_on_how_arrivals_are_spread_over_builds(scopes, data):
    versions = [version(arrival, *scope) for arrival, scope in enumerate(scopes)]
    at_once = _in_force(versions, [versions])
    one_by_one = _in_force(versions, [[one] for one in data.draw(st.permutations(versions))])
    assert at_once == one_by_one


def _in_force(versions, builds) -> set[int]:
    history: list[Version] = []
    for arrived in builds:
        history = _history_after(history, arrived)
    return {one.arrival for one in history if one.in_force}


def _history_after(history: list[Version], arrived: list[Version]) -> list[Version]:
    """As include/sql/facts/history.sql tells it: a version that is said again while it is in force arrives anew."""
    result = plan(history, arrived)
    gone = {earlier for earlier, _ in result.superseded}
    again = [one for one in arrived if one.file_id in result.unchanged]
    known = [
        replace(one, in_force=one.in_force and one.file_id not in gone)
        for one in [*history, *arrived]
        if one not in again
    ]
    return [
        replace(
            one,
            arrival=max(
                [
                    one.arrival,
                    *(same.arrival for same in again if one.in_force and same.content_hash == one.content_hash),
                ]
            ),
        )
        for one in known
    ]
