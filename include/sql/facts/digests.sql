-- What a submission's facts say, in one hash per submission: the journal keeps it, `fundflow verify` recomputes it.
SELECT submission_id, count(*) AS row_count, encode(sha256(convert_to(string_agg(
        json_build_array(component_code, unit_code, capital_type, budget_level, money_year_first, money_year_last,
            measure, amount, currency, sheet, cell, raw_text, source_nature, note, source_kind, budget_year, as_of,
            extract(epoch FROM known_from))::text,
        E'\n' ORDER BY fact_id), 'UTF8')), 'hex') AS sha256
FROM core.fact
WHERE submission_id = ANY (%(submissions)s)
GROUP BY submission_id
