-- Money that a unit reported as spent does not vanish from its next report of the year.
--
-- The finding goes to the file that arrives: the report that lacks the line, or one of an earlier day that comes after it.
-- Silent: 1. of the first report of a year; 2. where the new report says nothing of that programme and capital type at all;
-- 3. about lines that had spent nothing; 4. of a correction of the same day (restated_figure).
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.figures_of_reporters(%(batch_id)s) WHERE source_kind = 'unit_report'
),
report AS (  -- with one number for all the lines that it holds
    SELECT reporting_unit, budget_year, capital_type, split_part(component_code, '.', 1) AS programme, as_of,
        sum(hash_record_extended((component_code, unit_code), 0)) AS lines
    FROM known
    GROUP BY 1, 2, 3, 4, 5
),
changed AS MATERIALIZED (  -- who reports the same lines all along has lost none
    SELECT reporting_unit, budget_year FROM report
    GROUP BY reporting_unit, budget_year, capital_type, programme
    HAVING min(lines) < max(lines)
),
line AS (  -- what a report said of a line, with the report's file
    SELECT file_id, is_staged, as_of,
        concat_ws('|', reporting_unit, budget_year, capital_type, split_part(component_code, '.', 1)) AS series,
        component_code, unit_code, min(sheet) AS sheet, sum(amount) FILTER (WHERE measure = 'disbursed') AS spent
    FROM known
    WHERE EXISTS (SELECT FROM changed) AND (reporting_unit, budget_year) IN (SELECT reporting_unit, budget_year FROM changed)
    GROUP BY file_id, is_staged, as_of, reporting_unit, budget_year, capital_type, component_code, unit_code
),
followed AS (
    SELECT *, lead(as_of) OVER (PARTITION BY series, component_code, unit_code ORDER BY as_of) AS line_again_on,
        min(as_of) OVER next_report AS next_report_on, min(file_id) OVER next_report AS next_file,
        min(sheet) OVER next_report AS next_sheet, bool_or(is_staged) OVER next_report AS next_is_staged
    FROM line
    WINDOW next_report AS (PARTITION BY series ORDER BY as_of GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)
),
disappeared AS (
    SELECT * FROM followed
    WHERE spent > 0 AND (next_is_staged OR is_staged AND next_report_on IS NOT NULL)
        AND line_again_on IS DISTINCT FROM next_report_on
)
SELECT next_file AS file_id, 'line_disappeared' AS rule, 'warning' AS severity, next_sheet AS sheet, NULL AS cell,
    component_code AS value, spent::text AS expected, -spent AS difference_vnd,
    format('Báo cáo ngày %%s ghi %%s (%%s) đã giải ngân %%s, báo cáo này không còn dòng đó. Hãy bổ sung dòng hoặc giải trình. / '
        'The report as of %%s said that %%s (%%s) had spent %%s; this report lacks the line. Add it or explain.',
        mart.vi_day(as_of), component_code, unit_code, mart.vi_money(spent), as_of, component_code, unit_code, spent)
        AS message
FROM disappeared
WHERE next_is_staged
UNION ALL
SELECT file_id, 'line_disappeared', 'warning', sheet, NULL, component_code, NULL, spent,
    format('Báo cáo này ghi %%s (%%s) đã giải ngân %%s, báo cáo sau đó, ngày %%s, không có dòng đó. Hãy kiểm tra cả hai và gửi bản sửa của '
        'báo cáo sai. / This report says that %%s (%%s) has spent %%s; the later one, as of %%s, lacks the line. Check both and '
        'send the correction of the wrong one.',
        component_code, unit_code, mart.vi_money(spent), mart.vi_day(next_report_on),
        component_code, unit_code, spent, next_report_on)
FROM disappeared
WHERE NOT next_is_staged
