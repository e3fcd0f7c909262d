-- Lines of money that are slow on a day, once for each rule that says so and each person whom it concerns.
SELECT slow.as_of, slow.budget_year, slow.component_code, slow.component_name, slow.unit_code, slow.unit_name,
    slow.capital_type, slow.money_year_first, slow.money_year_last, slow.available_vnd, slow.disbursed_vnd,
    slow.remaining_vnd, slow.disbursed_pct, slow.rule, slow.milestone_id, slow.threshold, slow.actual, slow.since_date,
    slow.deadline_date, slow.days_left, slow.why_vi AS why,
    recipient.recipient_id, recipient.name_vi AS recipient_name, recipient.email
FROM mart.slow_disbursement_on(%(about_day)s) AS slow
CROSS JOIN LATERAL unnest(slow.recipients) AS concerned (recipient_id)
JOIN ref.recipient USING (recipient_id)
ORDER BY recipient.recipient_id, slow.unit_code, slow.component_code, slow.capital_type, slow.money_year_first, slow.rule
