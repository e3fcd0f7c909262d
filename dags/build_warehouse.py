"""**Cập nhật kho dữ liệu.** Ngay khi có báo cáo đạt kiểm tra, và mười lăm phút một lần: đưa số liệu vào kho, làm mới
các bảng.

Takes the staged workbooks into the facts and refreshes the tables that people read.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import STAGED, TABLES
from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import after

with DAG(
    dag_id="build_warehouse",
    dag_display_name="2. Cập nhật kho dữ liệu",
    doc_md=__doc__,
    schedule=after(STAGED, "*/15 * * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(outlets=[TABLES], task_display_name="Ghi số liệu, làm mới bảng")
    def build():
        from fundflow.pipeline import build
        from fundflow_airflow.connections import settings
        from fundflow_airflow.outcomes import done

        built = build(settings())
        return done(accepted=len(built.accepted), unchanged=len(built.unchanged), held=len(built.held))

    build()
