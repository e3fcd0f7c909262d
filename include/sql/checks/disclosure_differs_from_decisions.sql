-- What is disclosed as the year's estimate of a unit is what decisions have given it.
--
-- The disclosure knows programmes, not projects, and the estimate of some day of the year: it may equal the sum of the
-- decisions up to any one of them. Tolerance: ref.authority of the disclosure. Judged when the disclosure comes. Silent:
-- 1. where no decision of the year gives the unit money of the programme and capital type: then the decisions are not loaded.
WITH said AS (
    SELECT figure.*, programme_code
    FROM staging.figures_of_decisions(%(batch_id)s) AS figure JOIN mart.component_tree ON code = component_code
    WHERE measure IN ('allocated', 'adjusted') AND source_kind IN ('decision', 'disclosure')
        AND EXISTS (SELECT FROM staging.fund_row WHERE batch_id = %(batch_id)s AND source_kind = 'disclosure')
),
disclosed AS (
    SELECT file_id, programme_code, unit_code, capital_type, budget_year, sum(amount) AS amount, min(sheet) AS sheet,
        min(cell) AS cell, min(value) AS value
    FROM said
    WHERE source_kind = 'disclosure' AND is_staged
    GROUP BY file_id, programme_code, unit_code, capital_type, budget_year
),
decided AS (  -- so much had been given by each day, and by which file last
    SELECT DISTINCT programme_code, unit_code, capital_type, budget_year, as_of, sum(amount) OVER to_date AS amount,
        max(file_id) OVER to_date AS decision_file
    FROM said
    WHERE source_kind = 'decision'
    WINDOW to_date AS (PARTITION BY programme_code, unit_code, capital_type, budget_year ORDER BY as_of)
),
different AS (
    SELECT disclosed.*, last.amount AS decided, staging.place(decision_file, NULL, NULL) AS decided_at
    FROM disclosed
    LEFT JOIN ref.authority ON measure = 'allocated' AND source_kind = 'disclosure'
    JOIN LATERAL (
        SELECT amount, decision_file, bool_or(abs(decided.amount - disclosed.amount) <= COALESCE(tolerance_vnd, 0)) OVER () AS met
        FROM decided
        WHERE (decided.programme_code, decided.unit_code, decided.capital_type, decided.budget_year)
            = (disclosed.programme_code, disclosed.unit_code, disclosed.capital_type, disclosed.budget_year)
        ORDER BY as_of DESC
        LIMIT 1
    ) AS last ON NOT met
)
SELECT file_id, 'disclosure_differs_from_decisions' AS rule, 'warning' AS severity, sheet, cell, value,
    decided::text AS expected, amount - decided AS difference_vnd,
    format('Công khai dự toán %%s của %%s là %%s, các quyết định giao cộng được %%s (sau cùng: %%s). Hãy đối chiếu với quyết định hoặc gửi '
        'quyết định còn thiếu. / The disclosed estimate of %%s for %%s is %%s, the decisions add up to %%s (the last: %%s). '
        'Compare with the decisions, or send the one that is missing.',
        programme_code, unit_code, mart.vi_money(amount), mart.vi_money(decided), decided_at,
        programme_code, unit_code, amount, decided, decided_at) AS message
FROM different
