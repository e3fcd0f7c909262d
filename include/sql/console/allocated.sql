-- Money of a budget year that decisions in force allocate to a programme, by level of budget.
SELECT fact.budget_level, sum(fact.amount) AS allocated_vnd
FROM core.fact
JOIN mart.component_tree AS tree ON tree.code = fact.component_code
WHERE fact.source_kind = 'decision' AND fact.measure = 'allocated' AND fact.budget_year = %(budget_year)s
    AND fact.money_year_first = fact.budget_year AND fact.capital_type = %(capital_type)s
    AND tree.programme_code = %(programme)s
    AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
GROUP BY fact.budget_level
ORDER BY fact.budget_level
