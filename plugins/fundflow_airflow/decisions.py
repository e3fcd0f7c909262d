"""The task that waits for a person, and how its answer is read.

Nothing of a workbook passes through Jinja here: no field of the task is a template. Airflow checks who answers, and
that the option is one of ours; reason and day are checked where the decision is carried out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param

CHOICES = {
    "Duyệt / Approve": "approve",
    "Trả lại / Reject": "reject",
    "Sửa / Correct": "correct",
    "Hỏi đơn vị / Ask the unit": "ask",
}
WAIT = timedelta(days=30)  # then the page closes and the next run asks again; reminders go on meanwhile


class AskPerson(HITLOperator):
    """Asks about one file: its receipt, and the verdict that the person is shown.

    Answers {"reference", "judged_at", "choice", "by", "reason", "until"}; skipped where the matter is settled, another
    page asks, or nobody answered.
    """

    template_fields = ()

    def __init__(self, *, reference: str, judged_at: str, **kwargs) -> None:
        params = {
            "reason": Param("", type="string", title="Lý do / Reason", description="Ít nhất 10 chữ / 10 letters"),
            "until": Param(
                None, type=["null", "string"], format="date", title="Duyệt đến ngày / Until",
                description="Chỉ khi duyệt; bỏ trống: theo quy định / For an approval; empty: as the policy says",
            ),
        }  # fmt: skip
        super().__init__(options=list(CHOICES), params=params, response_timeout=WAIT, **kwargs)
        self.reference = reference
        self.judged_at = judged_at

    def execute(self, context) -> None:
        from airflow.sdk.exceptions import AirflowSkipException

        from fundflow.decisions.asking import open_question
        from fundflow_airflow.connections import settings

        link = self.generate_link_to_ui(task_instance=context["task_instance"])
        if not open_question(settings(), self.reference, datetime.fromisoformat(self.judged_at), link, WAIT):
            raise AirflowSkipException(f"{self.reference}: đã quyết định, hoặc đang hỏi. / Settled, or asked already.")
        super().execute(context)

    def execute_complete(self, context, event: dict[str, Any]) -> dict[str, str | None]:
        try:
            answer = super().execute_complete(context, event)
        except Exception:
            self._ask_again()
            raise
        person = answer["responded_by_user"] or {}
        return {
            "reference": self.reference,
            "judged_at": self.judged_at,
            "choice": CHOICES[answer["chosen_options"][0]],
            "by": person.get("name") or person.get("id") or "",
            "reason": answer["params_input"].get("reason") or "",
            "until": answer["params_input"].get("until") or None,
        }

    def process_trigger_event_error(self, event: dict[str, Any]) -> None:
        from airflow.sdk.exceptions import AirflowSkipException

        if event["error_type"] == "timeout":
            raise AirflowSkipException(f"{self.reference}: chưa ai trả lời, sẽ hỏi lại. / No answer: asked again.")
        super().process_trigger_event_error(event)

    def _ask_again(self) -> None:
        from fundflow.decisions.asking import close_question
        from fundflow_airflow.connections import settings

        close_question(settings(), self.reference)


def questions() -> list[dict[str, str]]:
    """The arguments of AskPerson, one dict per file that waits and nobody is asked about yet."""
    from fundflow.decisions.asking import unasked
    from fundflow_airflow.connections import settings

    return [
        {
            "reference": matter.reference,
            "judged_at": matter.judged_at.isoformat(),
            "subject": matter.title,
            "body": matter.markdown(),
        }
        for matter in unasked(settings())
    ]


def carry_out(answer: dict[str, str | None]) -> str:
    """Does what a person answered: what follows from it. What cannot be done is asked again, and fails here by name."""
    from datetime import date

    from fundflow.decisions import Choice, decide
    from fundflow.decisions.asking import close_question
    from fundflow.exceptions import WrongUse
    from fundflow_airflow.connections import settings

    house = settings()
    reference, until = str(answer["reference"]), answer["until"]
    try:
        decided = decide(
            house, reference, Choice(str(answer["choice"])), by=str(answer["by"]), reason=str(answer["reason"]),
            until=date.fromisoformat(until) if until else None, through="airflow",
            judged_at=datetime.fromisoformat(str(answer["judged_at"])),
        )  # fmt: skip
    except WrongUse:
        close_question(house, reference)
        raise
    return decided.follows


def remind() -> dict[str, int]:
    """Reminds those who let files wait, and hands what lies in the outbox to the mail server."""
    from fundflow import decisions
    from fundflow.alerts import outbox
    from fundflow.warehouse import Warehouse
    from fundflow_airflow.connections import post_office, settings
    from fundflow_airflow.outcomes import done

    house = settings()
    reminded = decisions.remind(house)
    with Warehouse(house, role="loader") as warehouse, post_office() as send:
        return done(**reminded, **outbox.deliver(warehouse, send))
