-- The country: 33 made-up provinces beside the one of include/reference, and the money that each unit gets every year.
INSERT INTO ref.unit (code, name_vi, kind, parent, valid_from, status, source)
SELECT format('%%s.UBND', province), format('UBND tỉnh %%s', province), 'province', NULL::text, DATE '2021-01-01',
    'generated', 'benchmarks/national'
FROM (SELECT to_char(number, 'FM00') AS province FROM generate_series(1, %(provinces)s - 1) AS number) AS made_up
UNION ALL
SELECT format('%%s.%%s', to_char(province, 'FM00'), 1000 + unit), format('Xã %%s.%%s', province, unit), 'commune',
    to_char(province, 'FM00') || '.UBND', DATE '2021-01-01', 'generated', 'benchmarks/national'
FROM generate_series(1, %(provinces)s - 1) AS province CROSS JOIN generate_series(1, %(units)s) AS unit;

-- A line of money: a unit's share of a component, in one capital type.
CREATE TEMP TABLE national_line ON COMMIT DROP AS
WITH spender AS (
    SELECT DISTINCT code AS unit_code, split_part(code, '.', 1) AS province
    FROM ref.unit WHERE kind IN ('district', 'department', 'commune')
),
leaf AS (
    SELECT code AS component_code, capital_types LIKE '%%DTPT%%' AS may_invest, row_number() OVER (ORDER BY code) AS place
    FROM ref.component
    WHERE parent IS NOT NULL AND applicable <> 'no' AND code NOT IN (SELECT parent FROM ref.component WHERE parent IS NOT NULL)
)
SELECT unit_code, province, component_code, place,
    CASE WHEN may_invest AND mod(place, 2) = 0 THEN 'DTPT' ELSE 'SN' END AS capital_type
FROM spender CROSS JOIN leaf
WHERE place <= %(components)s;

-- Each line's five budget years: the plan, how fast it is spent, what is carried in and how fast that is. A third of the
-- provinces gives the money of 2021 and 2022 together in 2023, as many did.
CREATE TEMP TABLE national_year ON COMMIT DROP AS
WITH planned AS (
    SELECT national_line.*, budget_year, 1000 * (100000 + mod(abs(hash), 4900000))::numeric AS plan,
        20 + mod(abs(hash / 7), 80) AS pace, 20 + mod(abs(hash / 11), 80) AS carried_pace
    FROM national_line
    CROSS JOIN generate_series(2021, 2025) AS budget_year
    CROSS JOIN LATERAL hashtextextended(concat_ws('|', unit_code, component_code, budget_year), %(seed)s) AS hash
),
spent AS (
    SELECT *, lag(plan - div(plan * pace, 100000) * 1000) OVER line AS carried
    FROM planned
    WINDOW line AS (PARTITION BY unit_code, component_code ORDER BY budget_year)
),
older AS (
    SELECT *, lag(carried - div(carried * carried_pace, 100000) * 1000) OVER line AS left_of_older
    FROM spent
    WINDOW line AS (PARTITION BY unit_code, component_code ORDER BY budget_year)
)
SELECT unit_code, province, component_code, place, capital_type, budget_year, plan, pace, carried_pace,
    CASE WHEN grouped THEN carried + left_of_older ELSE carried END AS carried,
    CASE WHEN grouped THEN 2021 ELSE budget_year - 1 END AS carried_first, budget_year - 1 AS carried_last
FROM older CROSS JOIN LATERAL (SELECT budget_year = 2023 AND mod(province::int, 3) = 0 AS grouped) AS said;
CREATE INDEX ON national_year (budget_year, unit_code);
CREATE INDEX ON national_year (budget_year, province);
ANALYZE national_year;
