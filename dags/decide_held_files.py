"""**Người quyết định.** Sau mỗi lần kiểm tra và mỗi nửa giờ: tệp bị giữ lại, tên lạ, đính chính lớn chờ người phụ trách
quyết định (duyệt, trả lại, sửa, hỏi đơn vị) ở mục “Required Actions”; ai để chờ lâu thì được nhắc.

Puts what waits for a person before people, one task per file, and does what they decide. A run lasts until its files
are decided, so several runs may be open; no two ask about the same file.
"""

from airflow.sdk import DAG, task

from fundflow_airflow.assets import STAGED
from fundflow_airflow.decisions import AskPerson, carry_out, questions, remind
from fundflow_airflow.defaults import WAITING_DAG_DEFAULTS
from fundflow_airflow.schedules import after

with DAG(
    dag_id="decide_held_files",
    dag_display_name="6. Người quyết định",
    doc_md=__doc__,
    schedule=after(STAGED, "*/30 * * * *"),
    tags=["fundflow"],
    **WAITING_DAG_DEFAULTS,
):
    waiting = task(task_display_name="Tìm tệp đang chờ")(questions)()
    answered = AskPerson.partial(task_id="ask", task_display_name="Hỏi người phụ trách").expand_kwargs(waiting)
    task(task_display_name="Làm theo quyết định")(carry_out).expand(answer=answered.output)
    task(task_display_name="Nhắc người để chờ lâu, gửi thư")(remind)()
