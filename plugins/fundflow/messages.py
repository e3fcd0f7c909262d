"""Every sentence that a finding of the reading and the loading says: in one place, Vietnamese first, ending in what to do.

`finding("amount.not_a_number", sheet=…, cell=…, value=…)` makes the Finding. Rules bring their own sentences.
"""

from __future__ import annotations

from fundflow.findings import Finding, Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

# id -> severity, Vietnamese, English. {value}, {expected}, {near} are what was found, what was expected, near names.
SENTENCES: dict[str, tuple[Severity, str, str]] = {
    "form.unknown": (
        E,
        "Không nhận ra biểu mẫu nào trong tệp. Dòng giống tiêu đề nhất: {value}. Hãy dùng một trong các biểu: {expected}; hoặc gửi tệp cho người quản trị để khai báo biểu mới (fundflow forms propose).",
        "No known form in this file. The likeliest header: {value}. Use one of: {expected}; or ask the administrator to describe the new form.",
    ),
    "form.column_missing": (
        E,
        "Thiếu cột “{expected}” trong bảng. Hãy thêm cột này với đúng tên tiêu đề.",
        "The table lacks the column “{expected}”. Add it under that header.",
    ),
    "form.column_twice": (
        E,
        "Hai cột cùng mang tiêu đề “{value}”. Hãy sửa tiêu đề để mỗi cột có một nghĩa.",
        "Two columns carry the header “{value}”. Give each its own header.",
    ),
    "form.column_unknown": (
        W,
        "Không hiểu cột “{value}”: số liệu của cột này không được nạp. Nếu cần, hãy khai báo cột trong biểu mẫu.",
        "Column “{value}” is not understood and was not loaded. Describe it in the form if it matters.",
    ),
    "form.column_unclear": (
        E,
        "Không rõ cột “{value}” là số liệu gì (kế hoạch, giải ngân, vốn năm nào). Hãy sửa tiêu đề cột theo mẫu.",
        "Column “{value}” speaks of money but does not say which (plan or spent, of which year). Mend its header.",
    ),
    "findings.cut": (
        I,
        "Quy tắc “{value}”: chỉ nêu {expected} chỗ đầu tiên. Hãy sửa các chỗ đó rồi kiểm tra lại.",
        "Rule “{value}”: only the first {expected} places are told. Mend those and check again.",
    ),
    "form.nil_return": (
        I,
        "Tệp không có dòng số liệu nào: được ghi nhận là báo cáo không phát sinh. Nếu đơn vị có vốn, hãy gửi lại báo cáo đầy đủ.",
        "The file holds no figures: taken as a nil return. If the unit holds money, send the full report.",
    ),
    "sheet.hidden_table": (
        W,
        "Trang tính ẩn “{value}” chứa một bảng đúng mẫu nhưng không được đọc. Hãy bỏ ẩn nếu số liệu này phải tính.",
        "Hidden sheet “{value}” holds a table of a known form; it was not read. Unhide it if it counts.",
    ),
    "sheet.not_read": (
        E,
        "Bảng này có số liệu nhưng không nhận ra được tiêu đề (thiếu cột tên: nội dung, đơn vị…) nên chưa được đọc. "
        "Hãy sửa dòng tiêu đề theo mẫu, hoặc bỏ bảng nếu thừa.",
        "This table holds figures, but its header is not understood (no column of names), so it was not read. Mend the "
        "header or remove the table.",
    ),
    "form.two_forms": (
        E,
        "Tệp chứa hai loại biểu: {expected} và {value}. Hãy gửi mỗi biểu trong một tệp riêng.",
        "The file holds two forms: {expected} and {value}. Send each in a file of its own.",
    ),
    "table.rows_below": (
        E,
        "Có dòng số liệu nằm dưới phần ký, không thuộc bảng nào. Hãy chuyển vào bảng, hoặc xóa nếu thừa.",
        "Rows of figures stand below the signatures and belong to no table. Move them into the table, or delete them.",
    ),
    "table.page_unclear": (
        E,
        "Trang này có số liệu nhưng không có tiêu đề cột, và không khớp chắc chắn với bảng ở trang “{expected}” nên chưa được "
        "đọc. Hãy chép tên bảng, đơn vị tính và các dòng tiêu đề lên đầu trang này, hoặc dồn các dòng vào trang "
        "“{expected}”; nếu không phải số liệu báo cáo, hãy xóa trang.",
        "This sheet holds figures without a header, and does not surely go on with the table of sheet “{expected}”, so it "
        "was not read. Copy title, unit of money and header to its top, or move its rows to that sheet; if they are no "
        "part of the report, delete the sheet.",
    ),
    "budget_level.missing": (
        E,
        "Không rõ cột “{value}” thuộc nguồn nào (NSTW, ngân sách tỉnh…), trong khi các cột khác có ghi. Hãy ghi nguồn "
        "vào tiêu đề cột.",
        "Column “{value}” does not say which budget its money is from, while others do. Write it into its header.",
    ),
    "row.hidden": (
        W,
        "Dòng này đang bị ẩn nhưng vẫn có số liệu và vẫn được tính. Hãy kiểm tra và bỏ ẩn.",
        "This row is hidden but holds figures, which count. Check it and unhide it.",
    ),
    "column.hidden": (
        W,
        "Cột “{value}” đang bị ẩn nhưng vẫn có số liệu và vẫn được tính. Hãy kiểm tra và bỏ ẩn.",
        "Column “{value}” is hidden but holds figures, which count. Check it and unhide it.",
    ),
    "unit_of_money.missing": (
        E,
        "Trang tính không ghi đơn vị tính. Hãy ghi rõ phía trên bảng, ví dụ “Đơn vị tính: triệu đồng”.",
        "The sheet does not state its unit of money. Write it above the table, e.g. “Đơn vị tính: triệu đồng”.",
    ),
    "unit_of_money.contradiction": (
        E,
        "Trang tính ghi hai đơn vị tính khác nhau: {value}. Hãy chỉ giữ một.",
        "The sheet states two units of money: {value}. Keep one.",
    ),
    "period.missing": (
        E,
        "Không thấy số liệu tính đến ngày nào. Hãy ghi dưới tiêu đề, ví dụ “(Lũy kế đến hết ngày 30/9/2023)”.",
        "The day that the figures speak of is not stated. Write it under the title.",
    ),
    "period.contradiction": (
        E,
        "Tiêu đề và cột ghi hai ngày khác nhau: {value}. Hãy sửa cho thống nhất.",
        "Title and columns state different days: {value}. Make them agree.",
    ),
    "period.year_differs": (
        E,
        "Năm của tiêu đề ({expected}) và ngày số liệu ({value}) không khớp. Hãy sửa cho thống nhất.",
        "The year of the title ({expected}) and the day of the figures ({value}) do not agree. Mend one of them.",
    ),
    "decision.number_missing": (
        E,
        "Phụ lục không ghi số và ngày của Quyết định kèm theo. Hãy điền số, ngày đã ban hành.",
        "The annex does not state number and date of its decision. Fill them in.",
    ),
    "budget_year.missing": (
        E,
        "Không thấy năm ngân sách trong tiêu đề. Hãy ghi “NĂM 20…” trong tiêu đề.",
        "The title does not name the budget year. Add it.",
    ),
    "unit.missing": (
        E,
        "Không xác định được đơn vị báo cáo. Hãy ghi tên đơn vị phía trên tiêu đề, hoặc nộp vào đúng thư mục đơn vị.",
        "The reporting unit is not stated. Write its name above the title, or use the unit's own folder.",
    ),
    "unit.unknown": (
        E,
        "Không có đơn vị “{value}” trong danh mục hiệu lực.{near} Hãy sửa tên đơn vị, hoặc báo người quản trị thêm tên gọi này.",
        "“{value}” is not a unit of the reference list.{near} Mend the name, or have it added as an alias.",
    ),
    "unit.ambiguous": (
        E,
        "“{value}” có thể là nhiều đơn vị.{near} Hãy ghi rõ huyện hay thị xã, thành phố.",
        "“{value}” can mean several units.{near} Write which one.",
    ),
    "unit.retired": (
        E,
        "Đơn vị “{value}” không còn hiệu lực vào ngày số liệu.{near} Hãy dùng đơn vị kế thừa.",
        "Unit “{value}” is not in force on the day of the figures.{near} Use its successor.",
    ),
    "unit.not_named": (
        E,
        "Dòng “{value}” có số tiền nhưng không ghi đơn vị nào được giao. Hãy điền cột đơn vị thực hiện.",
        "Row “{value}” holds money but names no unit. Fill the column of units.",
    ),
    "unit.differs_from_folder": (
        E,
        "Tệp của đơn vị {value} nhưng nộp vào thư mục của {expected}. Hãy nộp đúng thư mục hoặc sửa tên đơn vị.",
        "The file is of unit {value} but lies in the folder of {expected}. Use the right folder or mend the name.",
    ),
    "row.breakdown": (
        I,
        "Có {expected} dòng chi tiết như “{value}” cộng lại đúng bằng dự án phía trên: được hiểu là phần của dự án đó, không nạp riêng.",
        "{expected} rows such as “{value}” add up exactly to the project above them: taken for parts of it, not loaded by themselves.",
    ),
    "unit.another_sheet": (
        E,
        "Bảng ở trang này là của đơn vị {value}, không phải của {expected}. Mỗi tệp chỉ báo cáo cho một đơn vị: hãy tách ra hoặc sửa tên đơn vị.",
        "The table on this sheet is of unit {value}, not of {expected}. A file reports for one unit: split it, or mend the name.",
    ),
    "unit.another_named": (
        W,
        "Tiêu đề hoặc tên trang ghi đơn vị {value} nhưng tệp là của {expected}. Hãy kiểm tra có chép nhầm biểu của đơn vị khác không.",
        "The title or the sheet's name says unit {value} but the file is of {expected}. Check that no other unit's sheet was copied.",
    ),
    "component.unknown": (
        E,
        "Không có dự án, tiểu dự án “{value}” trong chương trình.{near} Hãy sửa tên hoặc số dự án.",
        "“{value}” is no project or sub-project of the programme.{near} Mend its name or number.",
    ),
    "component.ambiguous": (
        E,
        "Không rõ “{value}” thuộc chương trình hoặc dự án nào.{near} Hãy ghi dòng chương trình, dự án phía trên.",
        "“{value}” can belong to several programmes or projects.{near} Put its programme or project above it.",
    ),
    "component.name_contradicts": (
        E,
        "Số và tên của “{value}” không khớp: tên này là của {expected}. Hãy sửa số hoặc tên dự án.",
        "Number and name of “{value}” disagree: the name is that of {expected}. Mend one of them.",
    ),
    "capital_type.missing": (
        E,
        "Không rõ bảng là vốn sự nghiệp hay vốn đầu tư phát triển. Hãy ghi rõ trong tiêu đề.",
        "The table does not say whether it is recurrent or investment money. State it in the title.",
    ),
    "capital_type.contradiction": (
        E,
        "Cột “{value}” ghi một loại vốn, tiêu đề bảng hoặc dòng ghi loại vốn khác. Hãy sửa cho khớp.",
        "Column “{value}” names one capital type, the table's title or its rows another. Make them agree.",
    ),
    "capital_type.column_missing": (
        E,
        "Không rõ cột “{value}” là vốn sự nghiệp hay vốn đầu tư phát triển, trong khi các cột khác có ghi. Hãy ghi loại "
        "vốn vào tiêu đề cột.",
        "Column “{value}” does not say whether it is recurrent or investment money, while others do. Write it into its "
        "header.",
    ),
    "date.impossible": (
        E,
        "“{value}” ghi một ngày không có thật. Hãy sửa lại ngày.",
        "“{value}” names a day that does not exist. Mend the date.",
    ),
    "cell.value_unknown": (
        E,
        "Không hiểu “{value}” trong cột này. Chỉ dùng: {expected}.",
        "“{value}” is not understood in this column. Use one of: {expected}.",
    ),
    "money_year.unknown": (
        E,
        "“{value}” không phải là năm vốn. Hãy ghi năm, ví dụ 2023.",
        "“{value}” is not a year of money. Write a year, e.g. 2023.",
    ),
    "money_year.missing": (
        E,
        "Không rõ cột “{value}” là vốn của năm nào. Hãy ghi năm trong tiêu đề cột.",
        "Column “{value}” does not say of which year its money is. Write the year into its header.",
    ),
    "row.unnamed": (
        E,
        "Dòng có số tiền nhưng không có tên. Hãy ghi nội dung của dòng hoặc xóa số thừa.",
        "This row holds money but no name. Name it or delete the figure.",
    ),
    "row.without_component": (
        E,
        "Dòng “{value}” có số tiền nhưng không thuộc dự án nào. Hãy ghi rõ dự án, tiểu dự án.",
        "Row “{value}” holds money but belongs to no project. Say which one.",
    ),
    "amount.not_a_number": (
        E,
        "“{value}” không phải là số tiền. Hãy chỉ ghi số trong ô này; ghi chú để ở cột ghi chú.",
        "“{value}” is not an amount. Put only the number here; notes go into the notes column.",
    ),
    "amount.ambiguous": (
        E,
        "“{value}” có thể đọc thành hai số: {expected}. Hãy nhập dưới dạng số (không phải chữ).",
        "“{value}” can be read as two amounts: {expected}. Enter it as a number, not as text.",
    ),
    "amount.style_decided": (
        I,
        "“{value}” có thể đọc theo hai cách; được đọc theo kiểu {expected} vì chỉ cách đó khớp với các số khác trong tệp.",
        "“{value}” has two readings; it is read as {expected}, the only one that agrees with the file's other numbers.",
    ),
    "amount.error_cell": (
        E,
        "Ô bị lỗi công thức {value}. Hãy sửa công thức rồi gửi lại.",
        "The cell holds the error {value}. Mend its formula and send again.",
    ),
    "amount.formula_without_value": (
        E,
        "Ô chứa công thức {value} chưa có kết quả lưu kèm. Hãy mở bằng Excel, lưu lại rồi gửi.",
        "The formula {value} has no stored result. Open it in Excel, save it, send it again.",
    ),
    "amount.too_large": (
        E,
        "Số {value} quá lớn, nghi sai đơn vị tính. Hãy kiểm tra đơn vị tính của bảng.",
        "{value} is too large: probably a wrong unit of money. Check the unit of the table.",
    ),
    "amount.fraction": (
        E,
        "Số {value} lẻ hơn đơn vị tiền nhỏ nhất (gần nhất: {expected}). Hãy làm tròn đến đồng.",
        "{value} is finer than the smallest unit of the currency (nearest: {expected}). Round it.",
    ),
    "correction.applied": (
        I,
        "Số “{value}” được sửa theo khai báo: {expected}. Đơn vị hãy sửa trong tệp lần gửi tới.",
        "“{value}” was corrected as declared: {expected}. The unit should mend it in its next file.",
    ),
    "correction.stale": (
        E,
        "Khai báo sửa lỗi không còn đúng: ô này ghi “{value}”, không phải “{expected}”. Người quản trị hãy xóa khai báo trong include/corrections rồi nạp lại.",
        "A declared correction no longer holds: the cell says “{value}”, not “{expected}”. The administrator should delete it in include/corrections.",
    ),
    "heading.incomplete": (
        E,
        "Không xác định được: {expected}. Hãy ghi rõ trong tiêu đề của biểu rồi gửi lại.",
        "Not stated: {expected}. Write it into the form's title and send it again.",
    ),
    "rows.unaccounted": (
        E,
        "Chương trình đọc {expected} dòng nhưng chỉ giải trình được {value}. Hãy gửi tệp cho người quản trị.",
        "{expected} rows were read but {value} accounted for. Send the file to the administrator.",
    ),
    "submission.narrower": (
        W,
        "Bản này thay cho {value} nhưng không còn chương trình, loại vốn hoặc đơn vị mà bản trước có. Nếu là thiếu sót, hãy gửi lại báo cáo đầy đủ.",
        "This replaces {value} but leaves out a programme, capital type or unit that it spoke of. If that is a mistake, send the full report.",
    ),
    "submission.nil_with_money": (
        W,
        "Báo cáo không có số liệu nào, nhưng đơn vị đang có {value} đồng vốn của năm. Hãy gửi lại báo cáo đầy đủ.",
        "A nil return, but the unit is known to hold {value} đồng of the year. Send the full report.",
    ),
    "table.stray_number": (
        W,
        "Có số {value} nằm dưới phần ký, ngoài bảng: không được tính. Hãy xóa nếu thừa.",
        "The number {value} stands below the signatures, outside the table: not counted. Delete it if it is left over.",
    ),
}


def finding(
    rule: str,
    *,
    sheet: str | None = None,
    cell: str | None = None,
    value: str | None = None,
    expected: str | None = None,
    suggestions: tuple[str, ...] = (),
    difference: str | None = None,
) -> Finding:
    """The Finding of one of SENTENCES, its sentence filled in."""
    severity, vietnamese, english = SENTENCES[rule]
    facts = {"value": value or "", "expected": expected or ""}
    near_vi = f" Gần đúng: {'; '.join(suggestions)}." if suggestions else ""
    near_en = f" Near: {'; '.join(suggestions)}." if suggestions else ""
    message = f"{vietnamese.format(**facts, near=near_vi)} / {english.format(**facts, near=near_en)}"
    return Finding(rule, severity, message, sheet, cell, value, expected, difference, suggestions=suggestions)
