-- The cells of the files that became known in one month. Of a report that was corrected, the first version says a tenth
-- less of what was spent.
INSERT INTO core.fact (submission_id, source_kind, budget_year, as_of, known_from, component_code, unit_code, capital_type,
    money_year_first, money_year_last, measure, amount, sheet, cell, raw_text)
WITH file AS (
    SELECT *, CASE WHEN is_corrected AND version = 1 THEN 90 ELSE 100 END AS said_pct,
        CASE WHEN source_kind = 'carryover_form' THEN 12 ELSE EXTRACT(month FROM as_of)::int END AS months
    FROM national_file
    WHERE known_from >= %(month)s::date AND known_from < %(month)s::date + interval '1 month'
),
spoken_of AS (
    SELECT file_id, line.*
    FROM file JOIN national_year AS line USING (budget_year, unit_code)
    WHERE file.source_kind IN ('unit_report', 'carryover_form')
    UNION ALL
    SELECT file_id, line.*
    FROM file JOIN national_year AS line USING (budget_year, province)
    WHERE file.source_kind IN ('decision', 'summary')
),
counted AS (
    SELECT file.source_kind, file.as_of, file.known_from, spoken_of.*,
        div(plan * pace * months * said_pct, 120000000) * 1000 AS spent,
        div(carried * carried_pace * months * said_pct, 120000000) * 1000 AS spent_carried
    FROM file JOIN spoken_of USING (file_id)
)
SELECT file_id, source_kind, budget_year, as_of, known_from, component_code, unit_code, capital_type, year_first,
    year_last, measure, amount, 'BC', column_letter || 7 + place, (amount / 1000)::text
FROM counted
CROSS JOIN LATERAL (
    SELECT 'allocated', 'C', budget_year, budget_year, plan
    WHERE source_kind <> 'carryover_form'
    UNION ALL
    SELECT 'disbursed', 'D', budget_year, budget_year, spent
    WHERE source_kind IN ('unit_report', 'summary')
    UNION ALL
    SELECT 'carried_in', 'E', carried_first, carried_last, carried
    WHERE source_kind IN ('unit_report', 'summary')
    UNION ALL
    SELECT 'disbursed', 'F', carried_first, carried_last, spent_carried
    WHERE source_kind IN ('unit_report', 'summary')
    UNION ALL
    SELECT 'carried_out', 'C', budget_year, budget_year, plan - spent
    WHERE source_kind = 'carryover_form'
    UNION ALL
    SELECT 'advance', 'D', budget_year, budget_year, CASE WHEN mod(pace, 10) = 0 THEN div(spent, 20) ELSE 0 END
    WHERE source_kind = 'carryover_form'
) AS said (measure, column_letter, year_first, year_last, amount)
WHERE amount IS NOT NULL
ORDER BY file_id, place
