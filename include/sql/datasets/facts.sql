-- Every figure ever accepted up to a day and a moment, with its cell: also what was replaced, and by which file.
SELECT fact.fact_id, fact.submission_id, submission.form, fact.source_kind, submission.unit_code AS reporting_unit,
    fact.budget_year, fact.as_of, fact.component_code, fact.unit_code, fact.capital_type, fact.budget_level,
    fact.money_year_first, fact.money_year_last, fact.measure, fact.amount, fact.currency, receipt.original_name,
    file.sha256, fact.sheet, fact.cell, fact.raw_text, fact.source_nature, fact.note, submission.decision_number,
    submission.decision_date, fact.known_from, supersession.superseded_at, supersession.superseding_id
FROM core.fact
JOIN core.submission USING (submission_id)
JOIN quality.file ON file.file_id = fact.submission_id
JOIN LATERAL (
    SELECT original_name FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS receipt ON true
LEFT JOIN core.supersession ON superseded_id = fact.submission_id AND superseded_at <= %(known_at)s::timestamptz
WHERE fact.as_of <= COALESCE(%(on_day)s::date, 'infinity') AND fact.known_from <= %(known_at)s::timestamptz
ORDER BY fact.submission_id, fact.fact_id
