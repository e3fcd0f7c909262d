"""The trigger that watches the inbox: it fires once for each change that has come to rest, and survives a lost share."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fundflow_airflow import watching
from fundflow_airflow.watching import InboxTrigger, news, seen

NONE: dict = {}
ONE = {b"42.444/a.xlsx": (10, 1)}
GROWN = {b"42.444/a.xlsx": (20, 2)}
TWO = ONE | {b"42.444/b.xlsx": (5, 3)}


def told(monkeypatch, *looks) -> list[int]:
    """What is told while the inbox looks like this, look by look; the last look lasts."""
    monkeypatch.setattr(watching, "LOOK_EVERY_SECONDS", 0.0)
    states = iter(looks)

    def look(inbox):
        try:
            return next(states)
        except StopIteration:
            raise EOFError from None

    async def listen() -> list[int]:
        numbers = []
        try:
            async for number in news(Path("inbox"), look):
                numbers.append(number)
        except EOFError:
            return numbers
        raise AssertionError("a watcher never ends by itself")

    return asyncio.run(listen())


@pytest.mark.parametrize(
    "looks, expected",
    [
        ([NONE, NONE, NONE], []),
        ([ONE, ONE, ONE], [1]),
        ([NONE, ONE, ONE, ONE], [1]),
        ([NONE, ONE, GROWN, GROWN, GROWN], [1]),
        ([NONE, ONE, ONE, GROWN, GROWN], [1, 1]),
        ([NONE, ONE, TWO, TWO], [2]),
        ([TWO, TWO, ONE, ONE], [2]),
        ([TWO, TWO, ONE, ONE, TWO, TWO], [2, 1]),
        ([ONE, ONE, None, None, ONE, ONE, TWO, TWO], [1, 1]),
        ([None, None, ONE, ONE], [1]),
    ],
    ids=[
        "nothing", "what lies there at first", "a file", "a file that grows", "a file that is replaced", "two at once",
        "a file taken away", "a file put back", "the share was lost",
        "a share that comes late",
    ],
)  # fmt: skip
def test_news(monkeypatch, looks, expected):
    assert told(monkeypatch, *looks) == expected


def test_what_is_seen_is_what_the_sweep_takes_in(tmp_path):
    unit = tmp_path / "42.444"
    unit.mkdir()
    (unit / "báo cáo.xlsx").write_text("12345")
    (unit / "~$báo cáo.xlsx").write_text("lock")
    [(key, (size, _))] = seen(tmp_path).items()
    assert (key.decode(), size) == ("42.444/báo cáo.xlsx", 5)
    assert seen(tmp_path / "not mounted") is None


def test_airflow_finds_the_trigger_by_its_name():
    path, arguments = InboxTrigger().serialize()
    assert (path, arguments) == ("fundflow_airflow.watching.InboxTrigger", {})
