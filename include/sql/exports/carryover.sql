-- Money of earlier years that is still there, its deadline and the new money on top of it.
SELECT carried.unit_code, carried.unit_name, carried.component_code, carried.component_name,
    capital_type.name_vi AS capital_type,
    concat_ws('-', carried.money_year_first, NULLIF(carried.money_year_last, carried.money_year_first)) AS money_year,
    carried.as_of, carried.carried_in_vnd, carried.available_vnd, carried.disbursed_vnd, carried.disbursed_pct,
    carried.remaining_vnd, carried.unallocated_vnd, carried.advance_unsettled_vnd, budget_level.name_vi AS owner_level,
    carried.deadline_date, carried.deadline_document, carried.days_left, carried.weekly_spend_needed_vnd,
    carried.new_money_on_top_vnd, status.name_vi AS status,
    (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = carried.source_file_id) AS file
FROM mart.data_day
CROSS JOIN LATERAL mart.carryover_unspent_on(COALESCE(%(about_day)s, data_day.day)) AS carried
LEFT JOIN ref.capital_type ON capital_type.code = carried.capital_type
LEFT JOIN ref.budget_level ON budget_level.code = carried.owner_level
LEFT JOIN mart.status ON status.code = carried.status_code
ORDER BY carried.days_left, carried.remaining_vnd DESC, carried.unit_code, carried.component_code
