"""**Cảnh báo giải ngân chậm.** Mỗi giờ từ 7 giờ 30 đến 17 giờ 30 và sau mỗi lần các bảng thay đổi: gửi thư cho người
phụ trách những dòng vốn giải ngân chậm. Không có gì mới thì không gửi.

Mails the heads of the units whose money is slow, one digest per person and day, and only when there is something new.
Hourly, because a mail server may ask to be tried again later.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import TABLES
from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import after

with DAG(
    dag_id="alert_slow_disbursement",
    dag_display_name="3. Cảnh báo giải ngân chậm",
    doc_md=__doc__,
    schedule=after(TABLES, "30 7-17 * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(task_display_name="Tìm dòng chậm, gửi thư")
    def alert():
        from fundflow.alerts import alert
        from fundflow_airflow.connections import post_office, settings
        from fundflow_airflow.outcomes import done

        with post_office() as send:
            return done(**alert(settings(), send=send))

    alert()
