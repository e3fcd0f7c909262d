-- Which units owe reports, asked of the nation: reports are looked up by the duties that they answer, and what a report says
-- among the facts of its own budget year, one partition of many.

-- Duties of every period that ended since the first file's period, up to the day asked about (a duty shows from the
-- day its period ends). States:
--   reported        figures came            reported_zero   figures came, nothing is spent
--   nil_return      an empty report came    held            a file came and waits: rejected, or for a person
--   missing         due and not here        not_due         the day is not yet reached
-- days_late counts to the arrival, or to the day asked about while nothing came; null where nothing is late.
CREATE OR REPLACE FUNCTION mart.coverage_on(asked_on date) RETURNS TABLE (
    duty_id text, form text, unit_code text, unit_name text, period_end date, due_date date, received_at timestamptz,
    state text, days_late int, file_id bigint, held_file_id bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH first_period AS (
    SELECT min(as_of) AS first_day FROM core.submission
    WHERE source_kind NOT IN ('decision', 'treasury', 'disclosure')
),
duty AS (
    SELECT calendar.duty_id, calendar.form, unit.code AS unit_code, unit.name_vi AS unit_name, period_end,
        make_date(year + due_year_offset, due_month, due_day) AS due_date
    FROM first_period
    CROSS JOIN LATERAL generate_series(EXTRACT(year FROM first_day)::int, EXTRACT(year FROM $1)::int) AS year
    CROSS JOIN ref.report_calendar AS calendar
    CROSS JOIN LATERAL (SELECT make_date(year, period_month, period_day) AS period_end) AS period
    JOIN ref.unit ON calendar.unit_kind IN (unit.kind, '*') AND unit.kind <> 'province'
        AND period_end >= unit.valid_from AND (unit.valid_to IS NULL OR period_end < unit.valid_to)
    WHERE period_end BETWEEN first_day AND $1
        AND period_end >= calendar.valid_from AND (calendar.valid_to IS NULL OR period_end < calendar.valid_to)
),
answer AS (
    SELECT duty.*, submission.submission_id, arrival.received_at, held.file_id AS held_file_id,
        spent.is_empty, spent.is_zero
    FROM duty
    LEFT JOIN LATERAL (
        SELECT submission_id, subject, budget_year
        FROM core.submission
        WHERE (form, unit_code, as_of) = (duty.form, duty.unit_code, duty.period_end) AND source_kind <> 'summary'
            AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
        OFFSET 0  -- looked up duty by duty: the planner takes the duties for many more than they are
    ) AS submission ON true
    LEFT JOIN LATERAL (
        SELECT count(*) = 0 AS is_empty, bool_and(amount = 0) FILTER (WHERE measure = 'disbursed') AS is_zero
        FROM core.fact
        WHERE fact.submission_id = submission.submission_id AND fact.budget_year = submission.budget_year
    ) AS spent ON submission.submission_id IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT min(receipt.received_at) AS received_at  -- a correction does not make a report late
        FROM core.submission AS version JOIN quality.receipt ON receipt.file_id = version.submission_id
        WHERE version.subject = submission.subject
    ) AS arrival ON true
    LEFT JOIN LATERAL (
        SELECT max(file.file_id) AS file_id
        FROM quality.file
        WHERE file.form = duty.form AND COALESCE(file.unit_code, file.folder_unit_code) = duty.unit_code
            AND file.as_of = duty.period_end AND file.status IN ('rejected', 'held')
            AND file.file_id > COALESCE(submission.submission_id, 0)
    ) AS held ON true
)
SELECT duty_id, form, unit_code, unit_name, period_end, due_date, received_at,
    CASE
        WHEN is_empty THEN 'nil_return'
        WHEN is_zero THEN 'reported_zero'
        WHEN submission_id IS NOT NULL THEN 'reported'
        WHEN held_file_id IS NOT NULL THEN 'held'
        WHEN $1 > due_date THEN 'missing'
        ELSE 'not_due'
    END,
    NULLIF(GREATEST(COALESCE((received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, $1) - due_date, 0), 0),
    submission_id, held_file_id
FROM answer
$$;
