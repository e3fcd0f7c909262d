-- What people read first: every line of money and its state.

-- The name a unit's code stood for on a day: codes are used again (a commune's code since 1/7/2025 names another one).
CREATE VIEW mart.unit_name WITH (security_invoker = true) AS
SELECT code, name_vi, kind,
    CASE WHEN lag(valid_from) OVER each_code IS NULL THEN '-infinity' ELSE valid_from END AS named_from,
    COALESCE(lead(valid_from) OVER each_code, 'infinity') AS named_to
FROM ref.unit
WINDOW each_code AS (PARTITION BY code ORDER BY valid_from);

-- Every version of every line with its names; the tables below are cuts of it.
CREATE VIEW mart.fund_status_version WITH (security_invoker = true) AS
SELECT line.as_of, line.budget_year, tree.programme_code AS program_code,
    COALESCE(tree.project_code, line.component_code) AS project_code, line.component_code,
    COALESCE(tree.name_vi, line.component_code) AS component_name, line.unit_code,
    COALESCE(unit_name.name_vi, line.unit_code) AS unit_name, line.capital_type, line.money_year_first,
    line.money_year_last, line.money_year_last < line.budget_year AS is_carryover, line.available_vnd,
    line.disbursed_vnd, line.remaining_vnd, line.disbursed_pct, line.deadline_date,
    line.deadline_date - line.as_of AS days_left, line.status_code, line.source_file_id,
    line.as_of_next, line.known_from, line.known_to
FROM mart.line_version AS line
LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
LEFT JOIN mart.unit_name
    ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
WHERE line.is_line;

-- Every line at every day a voice spoke of it, as known now.
CREATE VIEW mart.fund_status_history WITH (security_invoker = true) AS
SELECT as_of, budget_year, program_code, project_code, component_code, component_name, unit_code, unit_name,
    capital_type, money_year_first, money_year_last, is_carryover, available_vnd, disbursed_vnd, remaining_vnd,
    disbursed_pct, deadline_date, days_left, status_code, source_file_id
FROM mart.fund_status_version
WHERE known_to = 'infinity';

-- The latest word per line, as known now.
CREATE VIEW mart.fund_status WITH (security_invoker = true) AS
SELECT as_of, budget_year, program_code, project_code, component_code, component_name, unit_code, unit_name,
    capital_type, money_year_first, money_year_last, is_carryover, available_vnd, disbursed_vnd, remaining_vnd,
    disbursed_pct, deadline_date, days_left, status_code, source_file_id
FROM mart.fund_status_version
WHERE known_to = 'infinity' AND as_of_next = 'infinity';

-- The latest word per line up to a day, as the warehouse knew it at a moment: exactly the table of that day.
CREATE FUNCTION mart.fund_status_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.fund_status
LANGUAGE sql STABLE AS $$
    SELECT version.as_of, budget_year, program_code, project_code, component_code, component_name, unit_code, unit_name,
        capital_type, money_year_first, money_year_last, is_carryover, available_vnd, disbursed_vnd, remaining_vnd,
        disbursed_pct, deadline_date, days_left, status_code, source_file_id
    FROM mart.fund_status_version AS version
    WHERE version.as_of <= $1 AND $1 < version.as_of_next AND version.known_from <= $2 AND $2 < version.known_to
$$;

-- The same lines with all their amounts, as known now: what the tables of the next files are made of.
CREATE FUNCTION mart.lines_on(asked_on date) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE AS $$
    SELECT * FROM mart.line_version
    WHERE as_of <= $1 AND $1 < as_of_next AND known_to = 'infinity' AND is_line
$$;

-- The day that the figures speak of: the latest as-of of a report in force (decisions are dated ahead of reports).
CREATE FUNCTION mart.data_date() RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT max(submission.as_of)
    FROM core.submission
    WHERE submission.source_kind NOT IN ('decision', 'treasury', 'disclosure') AND NOT EXISTS (
        SELECT FROM core.supersession WHERE superseded_id = submission.submission_id
    )
$$;
