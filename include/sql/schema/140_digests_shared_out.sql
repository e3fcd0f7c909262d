-- What a submission's facts say, in one hash per submission. Writing the facts out is most of the work: of large loads
-- parallel workers share it, and hand over lines in their order, which the hash needs. The planner would not believe that a
-- line costs more to write than to hand over.
CREATE FUNCTION core.digests(submissions bigint[]) RETURNS TABLE (submission_id bigint, row_count bigint, sha256 text)
LANGUAGE sql STABLE SET parallel_tuple_cost = 0 AS $$
    WITH written AS NOT MATERIALIZED (
        SELECT submission_id, fact_id, json_build_array(component_code, unit_code, capital_type, budget_level,
                money_year_first, money_year_last, measure, amount, currency, sheet, cell, raw_text, source_nature, note,
                source_kind, budget_year, as_of, extract(epoch FROM known_from))::text AS line
        FROM core.fact
        WHERE submission_id = ANY ($1)
        ORDER BY submission_id, fact_id
        OFFSET 0  -- keeps the writing below the hash
    )
    SELECT submission_id, count(*), encode(sha256(convert_to(string_agg(line, E'\n' ORDER BY fact_id), 'UTF8')), 'hex')
    FROM written
    GROUP BY submission_id
$$;

COMMENT ON FUNCTION core.digests IS 'Mã băm số liệu của mỗi bản nộp. / What the facts of each submission say, in one hash.';
