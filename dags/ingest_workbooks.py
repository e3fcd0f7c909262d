"""**Nhận và kiểm tra báo cáo.** Cứ ba phút một lần, và 6 giờ sáng hằng ngày: tìm tệp mới trong thư mục nhận, đọc, kiểm
tra, ghi kết quả; người gửi có câu trả lời cho từng tệp.

Sweeps the inbox: every new workbook is read, checked and staged, and its sender gets an answer.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import STAGED
from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import at

with DAG(
    dag_id="ingest_workbooks",
    dag_display_name="1. Nhận và kiểm tra báo cáo",
    doc_md=__doc__,
    schedule=at("*/3 * * * *", "0 6 * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(outlets=[STAGED], task_display_name="Nhận, đọc, kiểm tra")
    def ingest():
        from fundflow.pipeline import ingest
        from fundflow_airflow.connections import settings
        from fundflow_airflow.outcomes import done

        ingested = ingest(settings())
        return done(decided=ingested.decided, receipts=len(ingested.receipts))

    ingest()
