-- What a batch restates: figures that differ from what the same voice has already reported for the same day, also where
-- the new file leaves them out.
CREATE FUNCTION staging.restatements(batch_id bigint) RETURNS TABLE (
    file_id bigint, as_of date, sheet text, cell text, value text, amount numeric, before numeric, before_at text
) LANGUAGE sql STABLE AS $$
    WITH figure AS (
        SELECT * FROM staging.figures($1)
        UNION ALL
        SELECT * FROM staging.figures_in_force($1)
    ),
    said AS (
        SELECT *, max(file_id) FILTER (WHERE is_staged) OVER (
                PARTITION BY source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
            ) AS newer_file
        FROM figure
    ),
    compared AS (
        SELECT newer_file, as_of, min(sheet) FILTER (WHERE is_staged) AS sheet, min(cell) FILTER (WHERE is_staged) AS cell,
            min(value) FILTER (WHERE is_staged) AS value, sum(amount) FILTER (WHERE file_id = newer_file) AS amount,
            sum(amount) FILTER (WHERE NOT is_staged) AS before, max(file_id) FILTER (WHERE NOT is_staged) AS before_file,
            min(sheet) FILTER (WHERE NOT is_staged) AS before_sheet, min(cell) FILTER (WHERE NOT is_staged) AS before_cell
        FROM said
        WHERE newer_file IS NOT NULL
        GROUP BY newer_file, source_kind, reporting_unit, as_of, component_code, unit_code, capital_type, budget_level,
            measure, money_year_first, money_year_last
    )
    SELECT newer_file, as_of, sheet, cell, value, amount, before, staging.place(before_file, before_sheet, before_cell)
    FROM compared
    WHERE before IS NOT NULL AND amount IS DISTINCT FROM before
$$;
COMMENT ON FUNCTION staging.restatements IS 'Số liệu của đợt khác với bản đang dùng cho cùng ngày. / Figures of a batch that differ from the version in force of the same day.';

-- What waits for a person today. A decision closes the verdict it was about, an approval also what the same matter finds in
-- the file afterwards; after `correct` and `ask` the matter waits again when the days of its policy are over. Silent: 1. of
-- files that a later one of the same subject has replaced; 2. of files that are being read or judged again.
CREATE OR REPLACE VIEW quality.waiting WITH (security_invoker = true) AS
WITH told AS (
    SELECT finding.file_id, finding.rule, policy.matter, policy.remind_after_days, policy.waiver_days, policy.decider_id,
        policy.rule = '*' AS is_general, count(*) AS findings, sum(abs(finding.difference_vnd)) AS difference_vnd
    FROM quality.finding
    JOIN quality.file USING (file_id)
    JOIN ref.decision_policy AS policy ON policy.rule = finding.rule
        OR policy.rule = '*' AND NOT EXISTS (SELECT FROM ref.decision_policy AS own WHERE own.rule = finding.rule)
    WHERE NOT finding.on_trial AND finding.waived_by IS NULL AND (
        finding.severity = 'error' AND file.status = 'rejected'
        OR finding.severity = 'warning' AND file.status = 'accepted' AND policy.rule <> '*' AND NOT EXISTS (
            SELECT FROM quality.finding AS approved JOIN ref.decision_policy AS asked ON asked.rule = approved.rule
            WHERE approved.file_id = finding.file_id AND approved.waived_by IS NOT NULL AND asked.matter = policy.matter
        )
    )
    GROUP BY finding.file_id, finding.rule, policy.rule
    HAVING bool_or(finding.severity = 'error') OR sum(abs(finding.difference_vnd)) >= policy.least_vnd
    UNION ALL
    SELECT file_id, NULL, matter, remind_after_days, waiver_days, decider_id, true, 0, NULL  -- the system failed on them
    FROM quality.file, ref.decision_policy
    WHERE file.status = 'held' AND decision_policy.rule = '*'
),
matter AS (
    SELECT DISTINCT ON (file_id) file_id, matter, remind_after_days, waiver_days, decider_id,
        array_remove(array_agg(rule) OVER of_file, NULL) AS rules, sum(findings) OVER of_file AS findings,
        sum(difference_vnd) OVER of_file AS difference_vnd
    FROM told
    WINDOW of_file AS (PARTITION BY file_id)
    ORDER BY file_id, is_general, matter
),
receipt AS (
    SELECT DISTINCT ON (file_id) file_id, reference, original_name
    FROM quality.receipt WHERE status NOT IN ('duplicate', 'refused') ORDER BY file_id, receipt_id
),
decision AS (
    SELECT DISTINCT ON (file_id, judged_at) file_id, judged_at, choice, decided_at
    FROM quality.decision ORDER BY file_id, judged_at, decision_id DESC
)
SELECT file.file_id, receipt.reference, receipt.original_name, file.sha256,
    COALESCE(file.unit_code, file.folder_unit_code) AS unit_code, file.status, file.form, file.as_of, file.rows_read,
    matter.matter, matter.rules, matter.findings::int AS findings, matter.difference_vnd, file.decided_at AS judged_at,
    COALESCE(decision.decided_at, file.decided_at) AS waiting_since, decision.choice AS last_choice,
    matter.remind_after_days, matter.waiver_days, matter.decider_id, question.link,
    COALESCE(question.judged_at = file.decided_at AND question.open_until > now(), false) AS is_asked
FROM matter
JOIN quality.file USING (file_id)
JOIN receipt USING (file_id)
LEFT JOIN decision ON decision.file_id = file.file_id AND decision.judged_at = file.decided_at
LEFT JOIN quality.question ON question.file_id = file.file_id
WHERE NOT EXISTS (
        SELECT FROM quality.file AS later
        WHERE later.subject = file.subject AND later.file_id > file.file_id
            AND later.status IN ('staged', 'accepted', 'unchanged')
    )
    AND (decision.choice IS NULL OR decision.choice IN ('correct', 'ask')
        AND decision.decided_at + make_interval(days => matter.remind_after_days) <= now());
