-- What the checks across files compare a batch with (staging.known_figure): the figures in force about its units in its
-- budget years, what these units closed the year before with, and what they opened the year after a closing with. Driven
-- by the batch's units and years, so that it reads no more of the warehouse than these. Of each figure: does a file of the
-- batch say it again (the same voice about the same day and key), does one replace it (as a correction replaces all that
-- the file before said of its programme and unit)?
--
-- Beside them, so that the checks need not each sort all that was ever spent, the money whose spending they have to follow
-- (staging.unsteady_money): told lower than before by the same voice, twice for one day, after a figure that is missing, or
-- higher by more than twice its mean step till then. All other spending neither falls nor jumps.
WITH spoken_of AS MATERIALIZED (
    SELECT unit_code, budget_year, min(file_id) AS first_file, max(file_id) AS last_file,
        bool_or(source_kind = 'carryover_form') AS is_closed
    FROM staging.fund_row WHERE batch_id = %(batch_id)s
    GROUP BY unit_code, budget_year
),
known AS (
    INSERT INTO staging.known_figure
    SELECT figure.*, %(batch_id)s,
        (source_kind, reporting_unit, as_of, component_code, unit_code, capital_type) IN (
            SELECT source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
            FROM staging.fund_row WHERE batch_id = %(batch_id)s
        ),
        (source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code) IN (
            SELECT source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code
            FROM staging.fund_row WHERE batch_id = %(batch_id)s AND source_kind <> 'decision'
        )
    FROM staging.figure_in_force AS figure
    WHERE unit_code = ANY (ARRAY (SELECT unit_code FROM spoken_of))
        AND ((unit_code, budget_year) IN (SELECT unit_code, budget_year FROM spoken_of)
            OR source_kind = 'carryover_form' AND (unit_code, budget_year + 1) IN (SELECT unit_code, budget_year FROM spoken_of)
            OR source_kind = 'unit_report' AND measure = 'carried_in'
                AND (unit_code, budget_year - 1) IN (SELECT unit_code, budget_year FROM spoken_of WHERE is_closed))
    RETURNING source_kind, as_of, measure, amount, money, voice, is_said_again
),
spent AS NOT MATERIALIZED (
    SELECT as_of, amount, money, voice FROM staging.figures(%(batch_id)s)
    WHERE measure = 'disbursed' AND source_kind IN ('unit_report', 'summary')
    UNION ALL
    SELECT as_of, amount, money, voice FROM known
    WHERE measure = 'disbursed' AND source_kind IN ('unit_report', 'summary') AND NOT is_said_again
),
followed AS (
    SELECT money, as_of, amount, lag(as_of) OVER line AS before_on, lag(amount) OVER line AS before,
        row_number() OVER line - 1 AS steps_before
    FROM spent  -- before the figures of one file alone there is nothing
    WHERE EXISTS (SELECT FROM known) OR (SELECT min(first_file) < max(last_file) FROM spoken_of)
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
)
INSERT INTO staging.unsteady_money
SELECT DISTINCT %(batch_id)s, money FROM followed
WHERE steps_before > 0
    AND (before IS NULL OR amount < before OR before_on = as_of OR (amount - before) * steps_before > 2 * before)
