-- What a report says was allocated and adjusted equals the sum of the decisions up to its day.
--
-- Tolerance: ref.authority for the voice. The finding goes to the file that arrives: the report, or a decision that comes
-- after it and is compared with the unit's last one. Silent: 1. where no decision up to that day is known for the line.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s)
    WHERE measure IN ('allocated', 'adjusted') AND source_kind IN ('decision', 'unit_report', 'summary')
),
decided_about AS MATERIALIZED (  -- without a decision there is nothing to add up
    SELECT DISTINCT unit_code FROM known WHERE source_kind = 'decision'
),
summed AS (
    SELECT file_id, source_kind, is_staged, component_code, unit_code, capital_type, budget_year, money_year_first,
        money_year_last, as_of, sum(amount) AS amount, min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM known
    WHERE EXISTS (SELECT FROM decided_about) AND unit_code = ANY (ARRAY (SELECT unit_code FROM decided_about))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
),
compared AS (  -- with the sum of the decisions up to the figure's day, and the last of them
    SELECT *, sum(amount) FILTER (WHERE source_kind = 'decision') OVER to_date AS decided,
        max(ARRAY[lpad(file_id::text, 19, '0'), sheet, cell, value]) FILTER (WHERE source_kind = 'decision') OVER to_date
            AS decision,
        max(ARRAY[lpad(file_id::text, 19, '0'), sheet, cell, value])
            FILTER (WHERE source_kind = 'decision' AND is_staged) OVER to_date AS fresh_decision,
        source_kind = 'unit_report'
            AND as_of = max(as_of) FILTER (WHERE source_kind = 'unit_report') OVER line AS is_last_report
    FROM summed
    WINDOW line AS (
        PARTITION BY component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last
    ), to_date AS (line ORDER BY as_of)
),
different AS (
    SELECT compared.*, staging.place(decision[1]::bigint, decision[2], decision[3]) AS decided_at,
        staging.place(file_id, sheet, cell) AS reported_at
    FROM compared
    LEFT JOIN ref.authority ON authority.measure = 'allocated' AND authority.source_kind = compared.source_kind
    WHERE compared.source_kind <> 'decision' AND (is_staged OR is_last_report AND fresh_decision IS NOT NULL)
        AND abs(amount - decided) > COALESCE(tolerance_vnd, 0)
)
SELECT file_id, 'allocated_differs_from_decisions' AS rule, 'warning' AS severity, sheet, cell, value,
    decided::text AS expected, amount - decided AS difference_vnd,
    format('Kế hoạch vốn %%s khác tổng các quyết định giao %%s (%%s). Hãy đối chiếu với quyết định hoặc gửi quyết định còn '
        'thiếu. / The plan of %%s differs from the sum of the decisions, %%s (%%s). Compare with the decisions, or send '
        'the one that is missing.',
        mart.vi_money(amount), mart.vi_money(decided), decided_at, amount, decided, decided_at) AS message
FROM different
WHERE is_staged
UNION ALL
SELECT fresh_decision[1]::bigint, 'allocated_differs_from_decisions', 'warning', fresh_decision[2], fresh_decision[3],
    fresh_decision[4], amount::text, decided - amount,
    format('Các quyết định giao cộng lại là %%s, báo cáo ngày %%s của %%s ghi kế hoạch %%s (%%s). Hãy đối chiếu với báo cáo, hoặc gửi '
        'quyết định còn thiếu. / The decisions add up to %%s; the report of %%s by %%s says a plan of %%s (%%s). Compare with '
        'the report, or send the decision that is missing.',
        mart.vi_money(decided), mart.vi_day(as_of), unit_code, mart.vi_money(amount), reported_at,
        decided, as_of, unit_code, amount, reported_at)
FROM different
WHERE NOT is_staged
