"""**Bảo trì kho dữ liệu.** 1 giờ sáng hằng ngày: sao lưu, rồi kiểm tra nhật ký và tệp gốc còn nguyên vẹn.

Backs the warehouse up, then proves that the journal and the original workbooks are untouched.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import at

with DAG(
    dag_id="maintain_warehouse",
    dag_display_name="5. Bảo trì kho dữ liệu",
    doc_md=__doc__,
    schedule=at("0 1 * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(task_display_name="Sao lưu")
    def back_up():
        from fundflow.maintenance import back_up
        from fundflow_airflow.connections import settings

        return back_up(settings()).name

    @task(task_display_name="Kiểm tra nguyên vẹn")
    def verify():
        from fundflow.maintenance import verify
        from fundflow_airflow.connections import settings

        verify(settings())

    back_up() >> verify()
