"""How people write what the reference data says: components, units, amounts, days, and the words around tables."""

from __future__ import annotations

import random
import unicodedata
from datetime import date
from decimal import Decimal

SHORT = {
    "mô hình giảm nghèo": "MHGN",
    "phát triển sản xuất": "PTSX",
    "giáo dục nghề nghiệp": "GDNN",
    "kinh tế - xã hội": "KT-XH",
    "dân tộc thiểu số": "DTTS",
    "Chương trình": "CT",
    "giảm nghèo": "GN",
}
PROGRAMMES = {
    "GNBV": [
        "Chương trình mục tiêu quốc gia giảm nghèo bền vững",
        "CTMTQG giảm nghèo bền vững",
        "CTMTQG giảm nghèo bền vững giai đoạn 2021-2025",
        "Chương trình MTQG Giảm nghèo bền vững",
        "CTMTQG GNBV",
    ],
    "DTTS": [
        "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
        "CTMTQG phát triển KT-XH vùng đồng bào DTTS và miền núi",
        "CTMTQG phát triển KT-XH vùng đồng bào DTTS&MN",
    ],
}
CAPITAL = {
    "SN": ["kinh phí sự nghiệp", "vốn sự nghiệp", "nguồn vốn sự nghiệp", "KPSN"],
    "DTPT": ["vốn đầu tư phát triển", "vốn ĐTPT", "nguồn vốn đầu tư phát triển", "vốn đầu tư"],
}
LEVELS = {
    "TW": ["NSTW", "Ngân sách trung ương", "NS trung ương", "Vốn NSTW"],
    "TINH": ["NS tỉnh", "Ngân sách tỉnh", "NSĐP (tỉnh)"],
}
DEPARTMENTS = {
    "42.SLDTBXH": ["Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", "Sở LĐ-TB&XH", "Sở Lao động - TB&XH"],
    "42.SYT": ["Sở Y tế"],
    "42.SNNPTNT": ["Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT", "Sở Nông nghiệp và PTNT"],
    "42.STTTT": ["Sở Thông tin và Truyền thông", "Sở TT&TT", "Sở TTTT"],
    "42.BDT": ["Ban Dân tộc", "Ban Dân tộc tỉnh"],
}
SCALES = {
    1: ["đồng", "Đồng", "VNĐ", "đồng Việt Nam"],
    1000: ["nghìn đồng", "Nghìn đồng", "1.000 đồng", "1000 đồng", "1000đ", "ngàn đồng"],
    10**6: ["triệu đồng", "Triệu đồng", "TRIỆU ĐỒNG", "tr.đ", "Tr.đồng", "tr. đồng", "trđ", "triệu đ"],
    10**9: ["tỷ đồng", "Tỷ đồng", "tỉ đồng"],
}
SUFFIXES = {1000: "nghìn đồng", 10**6: "triệu", 10**9: "tỷ đồng"}
SIGNERS = ["NGƯỜI LẬP BIỂU", "Người lập", "Người lập bảng", "KẾ TOÁN TRƯỞNG", "Nơi nhận:", "NGƯỜI TỔNG HỢP"]
HEADS = [
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "GIÁM ĐỐC",
    "THỦ TRƯỞNG ĐƠN VỊ",
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nTrần Văn Minh",
    "Thủ trưởng đơn vị\n(Ký, đóng dấu)",
]


class Spelling:
    """One sender's habits, drawn once for a workbook."""

    def __init__(self, draw: random.Random, reference, omission: str | None = None):
        """`omission`: "money" or "period" are left out, "day" makes the period's day impossible."""
        self.draw, self.reference, self.omission = draw, reference, omission
        self.scale = draw.choice([1, 1, 1000, 1000, 10**6, 10**6, 10**6, 10**9])
        self.numbers = draw.choice(["number"] * 4 + ["vi", "vi", "en", "vi blanks", "mixed"])
        self.suffix = draw.random() < 0.1
        self.zero = draw.choice([Decimal(0), "-", "–", None, " - ", "0"])
        self.form = draw.choice(["NFC"] * 4 + ["NFD"])
        self.shorten = draw.random() < 0.3
        self.upper = draw.random() < 0.2
        self.eth = draw.random() < 0.15
        self.project = draw.choice(
            ["Dự án {}: {}", "DA{}. {}", "DA {} - {}", "Dự án số {} – {}", "Dự án số {}. {}", "DA{}- {}", "Dự án {}"]
        )
        self.sub = draw.choice(
            ["Tiểu dự án {}: {}", "TDA{}. {}", "TDA {} - {}", "Tiểu dự án số {}: {}", "TDA {}: {}", "TDA{}- {}"]
        )
        self.unit = draw.choice(["UBND {}", "{}", "{}", "UBND {} ", "{.}", "bare"])

    def text(self, words: str) -> str:
        if self.eth:
            words = words.replace("Đ", "Ð")
        return unicodedata.normalize(self.form, words)

    def title(self, words: str) -> str:
        return self.text(words.upper() if self.draw.random() < 0.6 else words)

    def name(self, code: str) -> str:
        component = self.reference.components[code]
        if component.depth == 0:
            return self.text(self._cased(self.draw.choice(PROGRAMMES[code])))
        name = component.name_vi
        if self.shorten:
            for long, short in SHORT.items():
                name = name.replace(long, short)
        pattern = self.project if component.depth == 1 else self.sub
        return self.text(self._cased(pattern.format(component.number, name).strip(), component.depth == 1))

    def full_name(self, code: str) -> str:
        """ "Dự án 3, Tiểu dự án 1: …": for rows without their project's row above them."""
        component = self.reference.components[code]
        if component.depth < 2:
            return self.name(code)
        project = self.reference.components[component.parent]
        pattern = self.draw.choice(
            [
                "Dự án {} - TDA{}: {}",
                "Dự án {}, Tiểu dự án {}: {}",
                "DA{}-TDA{}. {}",
                "Tiểu dự án {1}, Dự án {0}: {2}",
                "TDA{1} - DA{0}: {2}",
            ]
        )
        return self.text(pattern.format(project.number, component.number, component.name_vi))

    def _cased(self, words: str, always: bool = False) -> str:
        return words.upper() if self.upper and (always or self.draw.random() < 0.5) else words

    def unit_name(self, code: str) -> str:
        if code in DEPARTMENTS:
            return self.text(self.draw.choice(DEPARTMENTS[code]))
        name = self.reference.units[code].name_vi  # "Huyện Hương Khê"
        kind, proper = self._split(name)
        if self.unit == "{.}":
            short = {"huyện": "H.", "thị xã": "TX", "thành phố": "TP."}[kind]
            return self.text(f"{short} {proper}")
        if self.unit == "bare" and proper not in ("Kỳ Anh", "Hà Tĩnh"):
            return self.text(proper)
        pattern = self.unit if "{}" in self.unit else "{}"
        return self.text(pattern.format(f"{kind} {proper}" if "UBND" in pattern else f"{kind.capitalize()} {proper}"))

    @staticmethod
    def _split(name: str) -> tuple[str, str]:
        words = name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND ")
        for kind in ("huyện", "thị xã", "thành phố"):
            if words.lower().startswith(kind):
                return kind, words[len(kind) :].strip()
        raise AssertionError(name)

    # -- amounts

    def amount(self) -> Decimal:
        """An amount in đồng, mostly of some hundred million."""
        thousands = self.draw.choice([self.draw.randrange(1000, 90000), self.draw.randrange(90000, 5000000)])
        return Decimal(thousands * 1000)

    def typed(self, dong: Decimal) -> object:
        """What the sender has in the cell for an amount."""
        if dong == 0:
            return self.zero
        value = (dong / self.scale).normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        if self.suffix and value == value.to_integral_value() and self.scale > 1 and self.draw.random() < 0.2:
            return f"{value:f} {SUFFIXES[self.scale]}"
        how = self.draw.choice(["number", "vi"]) if self.numbers == "mixed" else self.numbers
        if how == "number":
            return value
        english = f"{value:,f}"
        vietnamese = english.translate(str.maketrans(",.", ".,"))
        if how == "en":
            return self._dressed(english)
        if how == "vi blanks":
            return vietnamese.replace(".", self.draw.choice([" ", "\u00a0"]))
        return self._dressed(vietnamese)

    def _dressed(self, text: str) -> str:
        kind = self.draw.random()
        if kind < 0.03:
            return text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
        return f" {text}  " if kind < 0.08 else text

    def money_words(self) -> str:
        if self.omission == "money":
            return ""
        return self.text(self.draw.choice(SCALES[self.scale]))

    def money_line(self) -> str:
        if self.omission == "money":
            return ""
        label = self.draw.choice(
            [
                "Đơn vị tính: {}",
                "ĐVT: {}",
                "Đơn vị tính : {}",
                "(Đơn vị tính: {})",
                "Đvt: {}",
                "Đơn vị: {}",
                "ĐƠN VỊ TÍNH: {}",
                "(ĐVT: {})",
            ]
        )
        return self.text(label.format(self.money_words()))

    def period(self, as_of: date) -> str:
        if self.omission == "period":
            return ""
        if self.omission == "day":
            return self.text(
                self.draw.choice(
                    ["(Lũy kế đến hết ngày 31/9/2023)", "Tính đến 30/02/2023", "(Số liệu đến ngày 32/8/2023)"]
                )
            )
        d, m, y = as_of.day, as_of.month, as_of.year
        wordings = [
            f"(Lũy kế đến hết ngày {d:02}/{m:02}/{y})",
            f"Tính đến {d}/{m}/{y}",
            f"(Số liệu đến ngày {d}/{m}/{y})",
            f"Đến ngày {d} tháng {m} năm {y}",
            f"(Lũy kế từ đầu năm đến hết ngày {d:02} tháng {m:02} năm {y})",
            f"Thời điểm báo cáo: {d}/{m}/{y}",
            f"{m} tháng năm {y}",
            f"({m} tháng đầu năm {y})",
            f"Tháng {m} năm {y}",
            f"Tháng {m:02}/{y}",
            f"(Số liệu tính đến {d:02}.{m:02}.{y})",
            f"Kỳ báo cáo: tháng {m}/{y}",
            f"Lũy kế đến hết tháng {m}/{y}",
        ]
        if m % 3 == 0:
            roman = ("I", "II", "III", "IV")[m // 3 - 1]
            wordings += [f"Quý {roman}/{y}", f"Quý {roman} năm {y}", f"(Đến hết quý {roman} năm {y})"]
        return self.text(self.draw.choice(wordings))

    def place_and_day(self, place: str, day: date | None) -> str:
        if day is None:
            return self.text(f"{place}, ngày      tháng      năm {2023}")
        return self.text(
            self.draw.choice(
                [
                    f"{place}, ngày {day.day} tháng {day.month:02} năm {day.year}",
                    f"{place}, ngày {day.day}/{day.month}/{day.year}",
                ]
            )
        )
