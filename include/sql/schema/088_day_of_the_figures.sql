-- The day that the figures speak of is looked up once a question, not once a line.

-- The day that the figures speak of: the latest as-of of a report in force (decisions are dated ahead of reports).
CREATE OR REPLACE FUNCTION mart.data_date() RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT submission.as_of
    FROM core.submission
    WHERE submission.source_kind NOT IN ('decision', 'treasury', 'disclosure') AND NOT EXISTS (
        SELECT FROM core.supersession WHERE superseded_id = submission.submission_id
    )
    ORDER BY submission.as_of DESC
    LIMIT 1
$$;

CREATE INDEX ON core.submission (as_of);

-- The same as a row: a view that joins it asks once, not once a line.
CREATE VIEW mart.data_day WITH (security_invoker = true) AS SELECT mart.data_date() AS day OFFSET 0;
COMMENT ON VIEW mart.data_day IS 'Ngày của số liệu: ngày muộn nhất của báo cáo còn hiệu lực. / The day that the figures speak of.';
COMMENT ON COLUMN mart.data_day.day IS 'Số liệu đến ngày. / The day that the figures speak of.';

-- As it stands today, for the periods that anybody has reported of; coverage_on(current_date) shows the later ones too.
CREATE OR REPLACE VIEW mart.coverage WITH (security_invoker = true) AS
SELECT coverage.* FROM mart.coverage_on(current_date) AS coverage JOIN mart.data_day ON period_end <= day;
