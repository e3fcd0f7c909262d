"""What a mail says, and what it must never let through."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.alerts.compose import compose, subject
from fundflow.alerts.find import Alert, Digest, Line

LINE = Line(
    unit_code="42.441", unit_name="Huyện Vũ Quang", component_code="GNBV.2", component_name="Đa dạng hóa sinh kế",
    capital_type="SN", money_year_first=2021, money_year_last=2022, budget_year=2023, as_of=date(2023, 9, 30),
    available_vnd=Decimal("1234567890"), disbursed_vnd=Decimal("123456789"), remaining_vnd=Decimal("1111111101"),
    disbursed_pct=Decimal("10.00"), deadline_date=date(2023, 12, 31), days_left=90,
)  # fmt: skip


def digest(line: Line = LINE, why: str = "Đã giải ngân 10 %, thấp hơn mốc 50 %.", **changes) -> Digest:
    alert = Alert(
        alert="slow_disbursement", level="red", reminder=0, rule="absolute", milestone_id="SN-0930",
        threshold=Decimal(50), actual=Decimal(10), since_date=date(2023, 9, 30), why=why, recipient_id="42.441-head",
        line=line,
    )  # fmt: skip
    whole = Digest(
        recipient_id="42.441-head", recipient_name="Chủ tịch UBND huyện Vũ Quang", email="vu-quang@hatinh.example",
        about_day=date(2023, 10, 2), head_number=7, head_hash="f" * 64, alerts=[alert],
    )  # fmt: skip
    return replace(whole, **changes)


def both_parts(message) -> tuple[str, str]:
    return message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()


def test_the_subject_says_the_fact():
    assert subject(digest()) == "[Giải ngân] Huyện Vũ Quang: 1 dòng vốn chậm, 1 khẩn; còn 1.111,1 triệu đồng"


def test_both_parts_say_every_figure_exactly(fresh):
    plain, html = both_parts(compose(digest(), fresh))
    for part in (plain, html):
        for words in (
            "1.234.567.890", "123.456.789", "1.111.111.101", "10,0%", "2021-2022", "31/12/2023", "còn 90 ngày",
            "Đã giải ngân 10 %, thấp hơn mốc 50 %.", "30/09/2023", "f" * 64,
        ):  # fmt: skip
            assert words in part
    assert "1.234,6" in html


def test_amounts_that_nobody_said_stay_empty(fresh):
    plain, _ = both_parts(compose(digest(replace(LINE, available_vnd=None, disbursed_pct=None)), fresh))
    assert "Được sử dụng:  đồng" in plain


def test_styles_are_inline_and_nothing_is_loaded_from_elsewhere(fresh):
    _, html = both_parts(compose(digest(), fresh))
    assert "<style" not in html and 'style="' in html
    assert "http" not in html


def test_the_same_digest_has_the_same_message_id(fresh):
    assert compose(digest(), fresh)["Message-ID"] == compose(digest(), fresh)["Message-ID"]
    other_day = compose(digest(about_day=date(2023, 10, 3)), fresh)["Message-ID"]
    assert compose(digest(), fresh)["Message-ID"] != other_day


def test_a_long_digest_says_how_many_lines_it_leaves_out(fresh):
    [alert] = digest().alerts
    many = [replace(alert, line=replace(LINE, component_code=f"GNBV.{number}")) for number in range(75)]
    plain, html = both_parts(compose(digest(alerts=many), fresh))
    assert "và 15 dòng khác" in plain and "và 15 dòng khác" in html
    assert "75 dòng vốn chậm" in subject(digest(alerts=many))


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "{% raw %}",
     "\r\nBcc: x@evil.example\r\n\r\n", '"><svg onload=alert(1)>', "a\x00b\x1b[31m"],
)  # fmt: skip
def test_text_from_workbooks_is_text(fresh, hostile):
    line = replace(LINE, unit_name=hostile, component_name=hostile)
    message = compose(digest(line, why=hostile, recipient_name=hostile), fresh)
    _, html = both_parts(message)
    assert not {"<script", "<img", "<svg"} & set(html.lower().split())
    assert "<script>" not in html and "<img" not in html and "<svg" not in html
    assert "49" not in message["Subject"]
    assert message["Bcc"] is None
    assert b"\r\nBcc:" not in message.as_bytes().partition(b"\r\n\r\n")[0]


@given(st.text(max_size=60))
def test_no_text_breaks_a_mail(text):
    from fundflow.settings import Settings

    line = replace(LINE, unit_name=text, component_name=text)
    message = compose(digest(line, why=text, recipient_name=text), Settings())
    assert message["To"].addresses[0].addr_spec == "vu-quang@hatinh.example"
    assert message.as_bytes()


def test_test_mode_says_whom_it_was_meant_for(fresh):
    settings = fresh.model_copy(update={"mail_redirect_to": "thu@hatinh.example"})
    message = compose(digest(), settings)
    assert message["To"].addresses[0].addr_spec == "thu@hatinh.example"
    assert all("vu-quang@hatinh.example" in part for part in both_parts(message))
