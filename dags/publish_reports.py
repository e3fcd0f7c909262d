"""**Xuất bảng cho người dùng.** Sau mỗi lần các bảng thay đổi, và 6 giờ 45 sáng hằng ngày: ghi bảng tính cho cán bộ tài
chính.

Writes the workbooks and pages that finance staff open in the morning.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import TABLES
from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import after

with DAG(
    dag_id="publish_reports",
    dag_display_name="4. Xuất bảng cho người dùng",
    doc_md=__doc__,
    schedule=after(TABLES, "45 6 * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(task_display_name="Ghi bảng tính và trang")
    def publish():
        from fundflow.pipeline import publish
        from fundflow_airflow.connections import settings
        from fundflow_airflow.outcomes import done

        return done(**publish(settings()))

    publish()
