"""The page: it loads nothing, runs nothing of others, shows cell text as text, and reads without a report."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date

import pytest

from fundflow.quality.page import months_until, write_page
from fundflow.warehouse import Warehouse

PAYLOAD = "<script>alert(1)</script>{{ 7*7 }}\"'"


@pytest.fixture
def page(fresh, tmp_path):
    """page(): the page of December 2023, as text."""
    house = fresh.model_copy(update={"today": date(2023, 12, 31)})
    return lambda: write_page(house, tmp_path).read_text("utf-8")


@pytest.fixture
def filled(fresh):
    """A warehouse in which a unit and a rule of evil names have a report."""
    with Warehouse(fresh) as warehouse:
        warehouse.query(
            "INSERT INTO quality.file (sha256, told_by, size_bytes, first_received_at, status, unit_code, subject)"
            " VALUES ('a', 'a', 1, '2023-10-02', 'rejected', %(unit)s, 'S')", unit=PAYLOAD,
        )  # fmt: skip
        warehouse.query(
            "INSERT INTO quality.finding (file_id, rule, severity, message)"
            " SELECT file_id, %(rule)s, 'error', '' FROM quality.file", rule=PAYLOAD,
        )  # fmt: skip


def test_the_page_of_an_empty_warehouse_says_so(page):
    assert "Chưa có báo cáo nào" in page()


def test_text_of_files_is_inert(filled, page):
    text = page()
    assert text.count("<script>") == 1 and "alert(1)&lt;/script&gt;{{ 7*7 }}" in text
    assert text.count("&lt;script&gt;alert(1)") == 3  # unit, its code, rule


def test_the_policy_allows_what_stands_in_the_page_and_nothing_else(filled, page):
    text = page()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert not re.search(r"\bstyle=|\bon\w+=|https?:|\bsrc=|\bhref=", text)


def test_the_rates_are_shown(filled, page):
    text = page()
    assert re.search(r"<b>1</b>báo cáo đã nhận", text) and re.search(r"<b>0 %</b>", text)
    assert "10/2023" in text and ">0/1<" in text


def test_reports_that_came_after_today_have_their_month(fresh, filled, tmp_path):
    text = write_page(fresh.model_copy(update={"today": date(2022, 3, 31)}), tmp_path).read_text("utf-8")
    assert "Mười hai tháng đến 10/2023" in text and ">0/1<" in text


def test_twelve_months():
    months = months_until(date(2023, 3, 31))
    assert (months[0], months[-1], len(months)) == (date(2022, 4, 1), date(2023, 3, 1), 12)


def test_who_reads_the_page_while_it_is_written_again_reads_the_whole_of_the_one_before(page, tmp_path):
    before = page()
    with next(tmp_path.glob("*.html")).open(encoding="utf-8") as reader:
        page()
        assert reader.read() == before
