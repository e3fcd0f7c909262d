-- mart.restatement brought up to date for the units (touched_units[i]), as to what was replaced since a moment (null: ever):
-- submissions do not change, so that what is known of an earlier replacement stays.
WITH fresh AS MATERIALIZED (
    SELECT * FROM mart.restatements(
        %(touched_units)s::text[], COALESCE(%(since)s::timestamptz, '-infinity')
    )
),
gone AS (
    DELETE FROM mart.restatement AS known
    WHERE unit_code = ANY (%(touched_units)s::text[])
        AND superseded_at >= COALESCE(%(since)s::timestamptz, '-infinity')
        AND (superseded_id, unit_code, component_code, capital_type, money_year_first, measure, money_year_last, as_of)
            NOT IN (
                SELECT superseded_id, unit_code, component_code, capital_type, money_year_first, measure, money_year_last,
                    as_of
                FROM fresh
            )
)
INSERT INTO mart.restatement
SELECT * FROM fresh
ON CONFLICT (superseded_id, unit_code, component_code, capital_type, money_year_first, measure, money_year_last, as_of)
DO UPDATE SET superseding_id = EXCLUDED.superseding_id, superseded_at = EXCLUDED.superseded_at,
    before_vnd = EXCLUDED.before_vnd, after_vnd = EXCLUDED.after_vnd, cells_before = EXCLUDED.cells_before,
    cells_after = EXCLUDED.cells_after
