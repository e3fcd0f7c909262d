"""**Nhận và kiểm tra báo cáo.** Ngay khi có tệp mới trong thư mục nhận, và ba phút một lần cho chắc: đọc, kiểm tra, ghi
kết quả; người gửi có câu trả lời cho từng tệp.

Sweeps the inbox: every new workbook is read, checked and staged, and its sender gets an answer.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import INBOX, MAYBE_TABLES, STAGED, TABLES
from fundflow_airflow.defaults import DAG_DEFAULTS
from fundflow_airflow.schedules import after

with DAG(
    dag_id="ingest_workbooks",
    dag_display_name="1. Nhận và kiểm tra báo cáo",
    doc_md=__doc__,
    schedule=after(INBOX, "*/3 * * * *"),
    tags=["fundflow"],
    **DAG_DEFAULTS,
):

    @task(outlets=[STAGED, MAYBE_TABLES], task_display_name="Nhận, đọc, kiểm tra")
    def ingest(*, outlet_events):
        from fundflow.pipeline import ingest
        from fundflow_airflow.connections import settings
        from fundflow_airflow.outcomes import done

        ingested = ingest(settings())
        if ingested.built:
            outlet_events[MAYBE_TABLES].add(TABLES)
        return done(decided=ingested.decided, receipts=len(ingested.receipts))

    ingest()
