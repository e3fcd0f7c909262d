"""Random allocations, reports, corrections, closings and changes of the law: the tables equal an independent model
after every step, the tables of past moments stay what they were, and all of it can be derived again from the facts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import model
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from mart_facts import Ledger

from fundflow import mart, why
from fundflow.warehouse import Warehouse

COMPONENTS = ("GNBV.2", "DTTS.9.1")
DAYS = {
    2022: ("2022-06-30", "2022-12-31", "2023-01-31"),
    2023: ("2022-12-30", "2023-01-31", "2023-06-30", "2023-09-30"),
}
AFTER_ALL = date(2100, 1, 1)
COLUMNS = (
    "component_code, budget_year, money_year_first, money_year_last, as_of, available_vnd, disbursed_vnd, remaining_vnd"
)
ALL_FALLS = """
(SELECT DISTINCT unit_code, component_code, capital_type FROM mart.line_version) AS key
CROSS JOIN LATERAL mart.spending_falls(unit_code, component_code, capital_type) AS fall
"""

budget_years = st.sampled_from(sorted(DAYS))
amounts = st.integers(0, 4)  # few values, so that parts often add up
components = st.sampled_from(COMPONENTS)
money_years = st.sampled_from([(2021, 2021), (2022, 2022), (2021, 2022), (2023, 2023)])
figures = st.builds(
    lambda component, years, measure, amount: model.Figure(component, *years, measure, amount),
    components,
    money_years,
    st.sampled_from(["carried_in", "allocated", "disbursed", "cancelled"]),
    amounts,
)
decided = st.builds(
    lambda component, year, measure, amount: model.Figure(component, year, year, measure, amount),
    components,
    st.sampled_from([2022, 2023]),
    st.sampled_from(["allocated", "adjusted"]),
    st.integers(-2, 4),
)


def _once_each(figures) -> tuple:
    """A file says one figure per line of money and measure."""
    return tuple({(each.component, each.first, each.last, each.measure): each for each in figures}.values())


def _split(figure: model.Figure, moved: int, off: int) -> list[model.Figure]:
    if figure.first == figure.last:
        return [figure]
    parts = ((figure.first, moved), (figure.last, figure.amount - moved + off))
    return [model.Figure(figure.component, year, year, figure.measure, amount) for year, amount in parts]


class Province(RuleBasedStateMachine):
    ledger: Ledger  # set by the test

    def __init__(self) -> None:
        super().__init__()
        self.warehouse = self.ledger.warehouse
        self.ledger.empty()
        self.warehouse.query("DELETE FROM ref.law WHERE rule_id LIKE 'MODEL-%%'")
        self.submissions: list[model.Submission] = []
        self.copies: list[tuple[datetime, date, list]] = []

    @rule(kind=st.sampled_from(["unit_report", "summary", "carryover_form"]), year=budget_years, day=st.integers(0, 3),
          figures=st.lists(figures, min_size=1, max_size=8))  # fmt: skip
    def report(self, kind, year, day, figures):
        self._submit(kind, year, DAYS[year][day % len(DAYS[year])], _once_each(figures))

    @rule(year=budget_years, day=st.integers(0, 3), figures=st.lists(decided, min_size=1, max_size=3))
    def decide(self, year, day, figures):
        self._submit("decision", year, DAYS[year][day % len(DAYS[year])], _once_each(figures))

    @precondition(lambda self: any(not one.superseded for one in self.submissions))
    @rule(data=st.data(), figures=st.lists(figures, min_size=1, max_size=8))
    def correct(self, data, figures):
        old = data.draw(st.sampled_from([one for one in self.submissions if not one.superseded]))
        old.superseded = True
        self._submit(old.kind, old.budget_year, str(old.as_of), _once_each(figures), replaces=old.number)

    @precondition(lambda self: any(one.kind == "unit_report" for one in self.submissions))
    @rule(data=st.data(), moved=st.integers(-4, 4), off=st.sampled_from([0, 0, 1]))
    def summarise(self, data, moved, off):
        """The province's summary of a report, with its grouped figures split, rightly or wrongly."""
        report = data.draw(st.sampled_from([one for one in self.submissions if one.kind == "unit_report"]))
        parts = [part for figure in report.figures for part in _split(figure, moved, off)]
        self._submit("summary", report.budget_year, str(report.as_of), _once_each(parts))

    @rule(days=st.integers(1, 2000))
    def change_the_law(self, days):
        number = self.warehouse.value("SELECT count(*) FROM ref.law")
        self.warehouse.query(
            "INSERT INTO ref.law VALUES (%(id)s, 2021, 2023, '*', '*', '*', date '2023-12-31' + %(days)s::int, 'Luật',"
            " '2022-01-01', NULL, 'test', NULL)", id=f"MODEL-{number}", days=days,
        )  # fmt: skip
        mart.refresh(self.warehouse)

    @rule(asked_on=st.sampled_from(["2022-12-31", "2023-03-31", "2100-01-01"]))
    def keep_a_copy(self, asked_on):
        moment = self.warehouse.value("SELECT clock_timestamp()")
        self.copies.append((moment, asked_on, self._as_of(asked_on, moment)))
        tables = [why.Moment(moment, date.fromisoformat(day)) for moment, day, _ in self.copies[-2:]]
        assert why.explain(self.warehouse, tables[0], tables[-1]).unexplained == {}

    @invariant()
    def history_equals_the_model(self):
        expected = [line for line in model.history(self.submissions) if not line.is_zero]
        assert self._shown("mart.fund_status_history") == _comparable(expected)

    @invariant()
    def latest_equals_the_model(self):
        lines = model.history(self.submissions)
        assert self._shown("mart.fund_status") == _comparable(model.latest(lines, AFTER_ALL))
        assert self._shown("mart.fund_status_as_of('2023-01-31')") == _comparable(
            model.latest(lines, date(2023, 1, 31))
        )

    @invariant()
    def falls_of_spending_are_those_of_all_lines(self):
        assert self._texts("mart.spending_fall AS fall") == self._texts(ALL_FALLS)

    @invariant()
    def tables_of_the_past_stay_what_they_were(self):
        for moment, asked_on, copy in self.copies[-10:]:
            assert self._as_of(asked_on, moment) == copy

    def teardown(self):
        """Rebuilt from the facts, the open versions are the same."""
        before = self._open_versions()
        mart.rebuild(self.warehouse)
        assert self._open_versions() == before

    def _submit(self, kind, budget_year, as_of, figures, replaces=None):
        known = datetime.now(UTC)
        text = "\n".join(
            f"{each.component} SN {each.first}-{each.last} {each.measure} {each.amount}" for each in figures
        )
        number = self.ledger.submit(text, kind=kind, budget_year=budget_year, as_of=as_of, known=known,
                                    replaces=replaces, decision=f"{len(self.submissions)}/QĐ")  # fmt: skip
        self.submissions.append(model.Submission(number, kind, budget_year, date.fromisoformat(as_of), known, figures))

    def _shown(self, source) -> list:
        return sorted(map(str, self.warehouse.query(f"SELECT {COLUMNS} FROM {source}")))  # noqa: S608

    def _texts(self, source) -> list:
        return sorted(row[0] for row in self.warehouse.query(f"SELECT fall::text FROM {source}"))  # noqa: S608

    def _as_of(self, asked_on, moment) -> list:
        rows = self.warehouse.query("SELECT * FROM mart.fund_status_as_of(%(on)s, %(at)s)", on=asked_on, at=moment)
        return sorted(map(str, rows))

    def _open_versions(self) -> list:
        return sorted(
            row[0]
            for row in self.warehouse.query(
                "SELECT (to_jsonb(version) - 'known_from')::text FROM mart.line_version AS version"
                " WHERE known_to = 'infinity'"
            )
        )


def _comparable(lines) -> list:
    from decimal import Decimal

    def money(amount):
        return None if amount is None else Decimal(amount)

    return sorted(
        str((each.component, each.budget_year, each.first, each.last, each.as_of,
             *map(money, (each.available, each.disbursed, each.remaining))))
        for each in lines
    )  # fmt: skip


def test_the_tables_equal_the_model(fresh, rounds):
    with Warehouse(fresh) as warehouse:
        Province.ledger = Ledger(warehouse)
        run_state_machine_as_test(
            Province,
            settings=settings(
                max_examples=rounds(25, 300),
                stateful_step_count=10,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_a_law_changed_after_a_report_that_changed_nothing_leaves_the_past_alone(fresh):
    with Warehouse(fresh) as warehouse:
        Province.ledger = Ledger(warehouse)
        state = Province()
        carried = model.Figure("GNBV.2", 2021, 2021, "carried_in", 1)
        for kind in ("unit_report", "summary"):
            state.report(kind=kind, year=2022, day=0, figures=[carried])
        state.keep_a_copy(asked_on="2022-12-31")
        state.change_the_law(days=1)
        state.tables_of_the_past_stay_what_they_were()
        state.latest_equals_the_model()
