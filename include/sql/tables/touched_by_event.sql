-- The keys that each moment of knowledge touched, in the order of the moments: a submission that came into force touches
-- what it speaks of, a supersession what the superseded submission spoke of.
WITH event AS (
    SELECT submission_id, known_from AS known_at FROM core.submission
    UNION
    SELECT superseded_id, superseded_at FROM core.supersession
)
SELECT DISTINCT event.known_at, fact.unit_code, fact.component_code, fact.capital_type
FROM event JOIN core.fact USING (submission_id)
ORDER BY event.known_at, fact.unit_code, fact.component_code, fact.capital_type
