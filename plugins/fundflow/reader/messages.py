"""The reader's sentences for people: what is wrong with a file as a file, and what to do. Vietnamese, then English."""

from __future__ import annotations

from fundflow.findings import Finding, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

SAVE_AS_XLSX = (
    "hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại",
    "open it in Excel, save it as .xlsx and send it again",
)

# rule: (severity, Vietnamese, English). {names} are the facts that the caller gives.
MESSAGES: dict[str, tuple[Severity, str, str]] = {
    "file.missing": (
        ERROR,
        "Không mở được tệp ({reason}); hãy kiểm tra đường dẫn và quyền đọc.",
        "The file cannot be opened ({reason}); check its path and the right to read it.",
    ),
    "file.ignored": (
        INFO,
        "Tệp tạm của phần mềm văn phòng hoặc hệ điều hành, không phải báo cáo; không cần làm gì.",
        "A temporary file of an office program or the operating system, not a report; nothing to do.",
    ),
    "file.not_regular": (
        ERROR,
        "Đây không phải tệp thường ({kind}); hãy chép chính tệp báo cáo vào thư mục nhận.",
        "This is not a regular file ({kind}); copy the report's own file into the inbox.",
    ),
    "file.empty": (
        ERROR,
        "Tệp rỗng (0 byte), có thể do chép chưa xong; hãy gửi lại.",
        "The file is empty (0 bytes), perhaps the copy did not finish; send it again.",
    ),
    "file.too_large": (
        ERROR,
        "Tệp quá lớn: {found}, cho phép {allowed}; hãy bỏ phần thừa (hình, trang không dùng) "
        "hoặc chia nhỏ rồi gửi lại.",
        "The file is too large: {found}, allowed {allowed}; remove what is not needed (pictures, unused sheets) or "
        "split it, and send it again.",
    ),
    "file.zip_bomb": (
        ERROR,
        "Tệp phình quá lớn sau giải nén: {found}, cho phép {allowed}; {mend_vi}.",
        "The file grows too large when unpacked: {found}, allowed {allowed}; {mend_en}.",
    ),
    "file.zip_names": (
        ERROR,
        "Tệp có cấu trúc bên trong không hợp lệ (tên mục “{name}” {why_vi}); {mend_vi}.",
        "The file's inner structure is not valid (the entry “{name}” {why_en}); {mend_en}.",
    ),
    "file.truncated": (
        ERROR,
        "Tệp bị cắt cụt, có thể do chép chưa xong; hãy chép lại tệp gốc.",
        "The file is cut short, perhaps the copy did not finish; copy the original again.",
    ),
    "file.damaged": (
        ERROR,
        "Tệp bị hỏng ({part}: {reason}); {mend_vi}.",
        "The file is damaged ({part}: {reason}); {mend_en}.",
    ),
    "file.entity": (
        ERROR,
        "Tệp chứa khai báo XML không được phép (DOCTYPE/ENTITY trong {part}); {mend_vi}.",
        "The file holds XML declarations that are not allowed (DOCTYPE/ENTITY in {part}); {mend_en}.",
    ),
    "file.encrypted": (
        ERROR,
        "Tệp có mật khẩu nên không đọc được; hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi gửi lại.",
        "The file has a password and cannot be read; remove it (File > Info > Protect Workbook) and send it again.",
    ),
    "file.not_a_spreadsheet": (
        ERROR,
        "Nội dung tệp là {kind_vi}, không phải bảng tính; {mend_vi}.",
        "The file's content is {kind_en}, not a spreadsheet; {mend_en}.",
    ),
    "file.no_sheets": (
        ERROR,
        "Tệp không có trang tính nào; hãy kiểm tra và gửi lại đúng tệp.",
        "The file has no worksheet; check that it is the right file and send it again.",
    ),
    "file.timeout": (
        ERROR,
        "Đọc tệp quá {seconds} giây nên đã dừng; {mend_vi}, và báo quản trị nếu vẫn lỗi.",
        "Reading the file took more than {seconds} seconds and was stopped; {mend_en}, and tell the administrator if "
        "it fails again.",
    ),
    "file.memory": (
        ERROR,
        "Đọc tệp cần quá nhiều bộ nhớ (quá {allowed}) nên đã dừng; {mend_vi}.",
        "Reading the file needs too much memory (over {allowed}) and was stopped; {mend_en}.",
    ),
    "file.crashed": (
        ERROR,
        "Bộ đọc dừng đột ngột khi đọc tệp này ({reason}); {mend_vi}, và báo quản trị nếu vẫn lỗi.",
        "The reader stopped suddenly on this file ({reason}); {mend_en}, and tell the administrator if it fails again.",
    ),
    "file.far_cell": (
        WARNING,
        "Ô {cell} nằm quá xa vùng bảng nên bị bỏ qua (“{value}”); hãy xóa ô này, hoặc chuyển vào bảng nếu là số liệu.",
        "Cell {cell} lies far outside the table and was skipped (“{value}”); delete it, or move it into the table if "
        "it is a figure.",
    ),
    "file.macro": (
        INFO,
        "Tệp có macro; fundflow không bao giờ chạy macro, chỉ đọc số liệu. Lần sau nên gửi dạng .xlsx.",
        "The file has macros; fundflow never runs them and reads the figures only. Next time rather send .xlsx.",
    ),
    "file.external_link": (
        WARNING,
        "Tệp lấy số từ tệp khác hoặc nguồn ngoài{where_vi}; số đọc được là số lưu lần cuối. Hãy dán giá trị thay cho "
        "liên kết rồi gửi lại nếu số đã đổi.",
        "The file takes figures from another file or source{where_en}; what is read is what was last saved. Paste the "
        "values instead of the links and send it again if they have changed.",
    ),
    "sheet.hidden": (
        INFO,
        "Trang “{sheet}” đang ẩn nhưng có dữ liệu; hãy bỏ ẩn hoặc xóa nếu không dùng.",
        "Sheet “{sheet}” is hidden but holds data; unhide it, or delete it if it is not used.",
    ),
    "sheet.shown_scaled": (
        WARNING,
        "Trang “{sheet}” có số được định dạng để hiện theo nghìn, triệu hoặc tỷ (ô {cell}: lưu {value}, hiện {shown}); "
        "đã đọc như số hiện ra, theo đơn vị tính của trang. Nếu không đúng ý, hãy bỏ định dạng đó rồi gửi lại.",
        "Sheet “{sheet}” has numbers formatted to show in thousands, millions or billions (cell {cell}: stored {value}, "
        "shown {shown}); they were read as shown, in the sheet's unit of money. If that is not what is meant, take the "
        "format away and send it again.",
    ),
    "sheet.struck_numbers": (
        WARNING,
        "Trang “{sheet}” có số bị gạch ngang (từ ô {cell}) nhưng vẫn được tính; hãy xóa số đã bỏ, hoặc bỏ gạch ngang.",
        "Sheet “{sheet}” has numbers that are struck through (from cell {cell} on) and still counted; delete what no "
        "longer holds, or take the strike away.",
    ),
    "sheet.hidden_rows": (
        WARNING,
        "Trang “{sheet}” có hàng ẩn chứa số: {rows}; hãy bỏ ẩn, hoặc xóa nếu không thuộc báo cáo.",
        "Sheet “{sheet}” has hidden rows that hold numbers: {rows}; unhide them, or delete them if they are not part "
        "of the report.",
    ),
}


def finding(rule: str, *, sheet: str | None = None, cell: str | None = None, value: str | None = None, **facts):
    """The finding of a rule above. `facts` fill its sentences; SAVE_AS_XLSX is the advice where none is given."""
    severity, vietnamese, english = MESSAGES[rule]
    facts = {
        "mend_vi": SAVE_AS_XLSX[0],
        "mend_en": SAVE_AS_XLSX[1],
        "sheet": sheet,
        "cell": cell,
        "value": value,
    } | facts
    message = f"{vietnamese.format(**facts)} / {english.format(**facts)}"
    return Finding(rule, severity, message, sheet=sheet, cell=cell, value=value)
