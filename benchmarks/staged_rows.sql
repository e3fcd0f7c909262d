-- A million staged rows that every rule lets pass: monthly reports of every unit that the province ever had, each line with
-- its plan, what was carried into the year, and what was spent of both, growing from month to month.
INSERT INTO staging.fund_row (batch_id, row_number, file_id, form, source_kind, reporting_unit, budget_year, as_of,
    component_code, unit_code, capital_type, money_year_first, money_year_last, measure, amount, currency, sheet, cell,
    raw_text)
SELECT 1, row_number() OVER (), report.file_id, 'disbursement', 'unit_report', report.unit_code, year, as_of,
    component.code, report.unit_code, capital.code, year - figure.back, year - figure.back, figure.measure,
    1000::numeric * figure.share * (1 + (hashtext(component.code || report.unit_code || capital.code) & 1048575)), 'VND',
    capital.code, chr(66 + figure.place) || (7 + component.place), NULL
FROM (
    SELECT row_number() OVER (ORDER BY first, unit.code) AS file_id, unit.code AS unit_code,
        (first + interval '1 month')::date - 1 AS as_of, extract(year FROM first)::int AS year,
        extract(month FROM first)::int AS month
    FROM (SELECT DISTINCT code FROM ref.unit) AS unit,
        generate_series(date '2023-01-01', date '2026-12-01', interval '1 month') AS first
) AS report
CROSS JOIN (
    SELECT code, row_number() OVER (ORDER BY code) AS place FROM ref.component AS leaf
    WHERE NOT EXISTS (SELECT FROM ref.component AS part WHERE part.parent = leaf.code)
) AS component
CROSS JOIN ref.capital_type AS capital
CROSS JOIN LATERAL (VALUES
    (1, 'allocated', 0, 12), (2, 'carried_in', 1, 12), (3, 'disbursed', 0, report.month), (4, 'disbursed', 1, report.month)
) AS figure (place, measure, back, share)
ORDER BY file_id, component.place
LIMIT %(rows)s
