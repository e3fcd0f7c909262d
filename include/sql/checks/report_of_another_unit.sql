-- A unit's report does not repeat, figure by figure, another unit's report of the same day: the wrong file was copied.
--
-- Silent: 1. with fewer than four figures that are not zero; 2. of summaries and decisions.
WITH said AS (
    SELECT file_id, reporting_unit, as_of, is_staged, count(*) AS figures, sum(amount) AS total, min(sheet) AS sheet
    FROM staging.figures_of_days(%(batch_id)s)
    WHERE source_kind = 'unit_report' AND amount <> 0
    GROUP BY 1, 2, 3, 4
),
like_another AS MATERIALIZED (  -- as many figures, with the same sum: only these are worth a look at each figure
    SELECT * FROM (
        SELECT *, min(reporting_unit) OVER same AS first_unit, max(reporting_unit) OVER same AS last_unit FROM said
        WINDOW same AS (PARTITION BY as_of, figures, total)
    ) AS grouped
    WHERE figures >= 4 AND first_unit <> last_unit
),
content AS (
    SELECT file_id, md5(string_agg(concat_ws('|', component_code, capital_type, money_year_first, money_year_last, measure,
            trim_scale(amount)), ';' ORDER BY component_code, capital_type, money_year_first, money_year_last, measure,
            amount)) AS content
    FROM staging.figures_of_days(%(batch_id)s)
    WHERE source_kind = 'unit_report' AND amount <> 0 AND file_id = ANY (ARRAY (SELECT file_id FROM like_another))
    GROUP BY 1
),
compared AS (
    SELECT * FROM like_another JOIN content USING (file_id)
)
SELECT said.file_id, 'report_of_another_unit' AS rule, 'warning' AS severity, said.sheet, NULL AS cell,
    said.reporting_unit AS value, NULL AS expected, NULL::numeric AS difference_vnd,
    format('Cả %%s số liệu trùng với báo cáo cùng ngày của %%s. Hãy kiểm tra xem có gửi nhầm tệp của đơn vị khác không. / '
        'All %%s figures equal the report of %%s of the same day. Check that the file is not another unit''s.',
        said.figures, other.reporting_unit, said.figures, other.reporting_unit) AS message
FROM compared AS said JOIN compared AS other USING (as_of, content)
WHERE said.is_staged AND said.reporting_unit <> other.reporting_unit
