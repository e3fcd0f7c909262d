"""Who is told what on which day, and when again."""

from datetime import date, timedelta

import pytest
import yaml
from slow_lines import add_line

from fundflow import alerts
from fundflow.alerts.find import due_digests, policies

DAY = date(2023, 10, 2)
VU_QUANG, STANDING = "42.441-head", "42.SLDTBXH-standing-GNBV"

SPEND = """
UPDATE mart.line_version SET disbursed_pct = %(disbursed)s, disbursed_vnd = available_vnd * %(disbursed)s / 100,
    remaining_vnd = available_vnd * (100 - %(disbursed)s) / 100
"""


def told(warehouse, day=DAY) -> dict[str, list[tuple[str, int, str]]]:
    return {
        digest.recipient_id: [
            (line.component_code, line.money_year_first, each.rule) for line, found in digest.lines for each in found
        ]
        for digest in due_digests(warehouse, day)
    }


def send_all(warehouse, day=DAY) -> dict[str, int]:
    return alerts.alert(warehouse.settings, day, send=lambda message: None)


def test_the_head_of_the_unit_and_the_standing_agency_are_told_and_nobody_else(warehouse):
    slow = [("GNBV.2", 2023, "absolute"), ("GNBV.2", 2023, "relative"), ("GNBV.3.1", 2022, "deadline")]
    assert told(warehouse) == {VU_QUANG: slow, STANDING: slow}


def test_nothing_slow_no_mail(fresh):
    assert alerts.preview(fresh, DAY) == []
    assert alerts.alert(fresh, DAY, send=pytest.fail) == {"written": 0, "sent": 0, "failed": 0}


def test_the_same_day_twice_is_told_once(warehouse):
    assert send_all(warehouse) == {"written": 2, "sent": 2, "failed": 0}
    assert send_all(warehouse) == {"written": 0, "sent": 0, "failed": 0}
    assert warehouse.value("SELECT count(*) FROM quality.alert") == 6


def test_an_earlier_day_is_not_told_afterwards(warehouse):
    send_all(warehouse)
    assert told(warehouse, DAY - timedelta(days=1)) == {}


def test_a_figure_that_swings_around_its_threshold_is_told_once(warehouse):
    send_all(warehouse)
    warehouse.query(SPEND, disbursed=100)
    assert told(warehouse, DAY + timedelta(days=1)) == {}
    warehouse.query(SPEND, disbursed=0)
    lines = {(component, rule) for component, _, rule in told(warehouse, DAY + timedelta(days=2))[VU_QUANG]}
    assert ("GNBV.2", "absolute") not in lines
    assert ("GNBV.7.1", "absolute") in lines, "a line that was on pace before is news"


@pytest.mark.parametrize(("rule", "component"), [("absolute", "GNBV.2"), ("deadline", "GNBV.3.1")])
def test_a_line_that_stays_slow_is_told_again_after_the_days_of_its_policy(warehouse, rule, component):
    send_all(warehouse)
    [policy] = policies(warehouse.settings.sql / "alerts")
    again = DAY + timedelta(days=policy.remind_after_days[rule])
    assert (component, rule) not in {(c, r) for c, _, r in told(warehouse, again - timedelta(days=1)).get(VU_QUANG, [])}
    assert (component, rule) in {(c, r) for c, _, r in told(warehouse, again)[VU_QUANG]}


ADDRESS = "UPDATE ref.recipient SET email = %(email)s WHERE recipient_id = '42.441-head'"


def test_who_could_not_be_reached_is_told_when_the_address_is_corrected(warehouse):
    warehouse.query(ADDRESS, email="huyen-vu-quang")
    assert send_all(warehouse) == {"written": 2, "sent": 1, "failed": 0}
    [refused] = alerts.undelivered(warehouse.settings, DAY)
    assert (refused.recipient_id, refused.email, refused.status) == (VU_QUANG, "huyen-vu-quang", "refused")
    warehouse.query(ADDRESS, email="vu-quang@hatinh.example")
    assert send_all(warehouse) == {"written": 0, "sent": 0, "failed": 0}  # the day's digest is written
    assert send_all(warehouse, DAY + timedelta(days=1)) == {"written": 1, "sent": 1, "failed": 0}
    assert send_all(warehouse, DAY + timedelta(days=2)) == {"written": 0, "sent": 0, "failed": 0}


def test_a_domain_that_is_allowed_later_gets_its_mail_then(warehouse):
    strict = warehouse.settings.model_copy(update={"mail_domains": "elsewhere.example"})
    assert alerts.alert(strict, DAY, send=lambda message: None) == {"written": 2, "sent": 0, "failed": 0}
    assert send_all(warehouse, DAY + timedelta(days=1)) == {"written": 2, "sent": 2, "failed": 0}


def test_a_new_head_of_the_unit_is_told_what_the_one_before_was_told(warehouse):
    send_all(warehouse)
    warehouse.query(ADDRESS, email="nguoi-moi@hatinh.example")
    assert set(told(warehouse, DAY + timedelta(days=1))) == {VU_QUANG}


def test_after_test_mode_the_heads_are_told_what_only_the_tester_saw(warehouse):
    testing = warehouse.settings.model_copy(update={"mail_redirect_to": "thu@hatinh.example"})
    alerts.alert(testing, DAY, send=lambda message: None)
    assert alerts.preview(testing, DAY + timedelta(days=1)) == []
    assert set(told(warehouse, DAY + timedelta(days=1))) == {VU_QUANG, STANDING}


def test_a_nearer_deadline_is_news(warehouse):
    send_all(warehouse, date(2023, 10, 30))
    assert ("GNBV.3.1", 2022, "deadline") not in told(warehouse, date(2023, 10, 31)).get(VU_QUANG, [])
    assert ("GNBV.3.1", 2022, "deadline") in told(warehouse, date(2023, 11, 1))[VU_QUANG], "60 days before 31/12/2023"


def test_figures_of_past_years_raise_no_storm(warehouse):
    assert told(warehouse, date(2026, 10, 2)) == {}


def test_the_worst_lines_come_first(warehouse):
    add_line(warehouse, "42.441", "GNBV.6.1", 1_000_000, 1_000)
    [digest] = [each for each in due_digests(warehouse, DAY) if each.recipient_id == VU_QUANG]
    levels = [(line.component_code, {each.level for each in found}) for line, found in digest.lines]
    assert levels == [("GNBV.2", {"red"}), ("GNBV.6.1", {"red"}), ("GNBV.3.1", {"amber"})]


def test_every_alert_has_a_policy_for_each_of_its_rules(fresh):
    for path in (fresh.sql / "alerts").glob("*.sql"):
        assert set(yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["remind_after_days"])
    assert policies(fresh.sql / "alerts")
