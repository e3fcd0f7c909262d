-- mart.spending_fall brought up to date for the keys (units[i], components[i], capital_types[i]), after their lines.
WITH touched AS (
    SELECT * FROM unnest(%(units)s::text[], %(components)s::text[], %(capital_types)s::text[])
        AS key (unit_code, component_code, capital_type)
),
fresh AS MATERIALIZED (
    SELECT fall.* FROM touched CROSS JOIN LATERAL mart.spending_falls(unit_code, component_code, capital_type) AS fall
),
gone AS (
    DELETE FROM mart.spending_fall AS known
    USING touched
    WHERE (known.unit_code, known.component_code, known.capital_type)
            = (touched.unit_code, touched.component_code, touched.capital_type)
        AND (known.budget_year, known.money_year_first, known.money_year_last, known.as_of) NOT IN (
            SELECT budget_year, money_year_first, money_year_last, as_of FROM fresh
            WHERE (fresh.unit_code, fresh.component_code, fresh.capital_type)
                = (known.unit_code, known.component_code, known.capital_type)
        )
)
INSERT INTO mart.spending_fall
SELECT * FROM fresh
ON CONFLICT (unit_code, component_code, capital_type, budget_year, money_year_first, money_year_last, as_of)
DO UPDATE SET before_as_of = EXCLUDED.before_as_of, before_vnd = EXCLUDED.before_vnd, after_vnd = EXCLUDED.after_vnd
