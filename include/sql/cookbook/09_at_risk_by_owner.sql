-- Tiền có nguy cơ mất là của trung ương hay của tỉnh? / Is the money at risk the centre's or the province's?
--
-- VI: Vốn trung ương còn dư phải trả lại, vốn địa phương thì không. Nguồn nào không tách cấp ngân sách thì ghi rõ là
-- không tách, không chia theo tỷ lệ.
-- EN: Central money that is left has to go back, local money has not. Where the source does not split the levels this
-- says so; nothing is apportioned.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT program_code, capital_type, COALESCE(budget_level.name_vi, 'nguồn không tách / not split by the source') AS owner,
    count(*) AS lines, sum(at_risk_vnd) AS at_risk_vnd, min(deadline_date) AS deadline_date
FROM mart.carryover_unspent_of(%(units)s::text, %(on_day)s::date) AS carried
LEFT JOIN ref.budget_level ON budget_level.code = carried.owner_level
WHERE at_risk_vnd > 0
GROUP BY program_code, capital_type, budget_level.name_vi
ORDER BY program_code, capital_type, at_risk_vnd DESC
