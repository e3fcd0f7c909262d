-- Units since a month: how many of their reports were right at first, how long mending took, what is not mended; the
-- lowest rate first.
SELECT unit_code, COALESCE((
        SELECT name_vi FROM ref.unit WHERE unit.code = unit_code ORDER BY valid_from DESC LIMIT 1
    ), unit_code, 'không rõ đơn vị') AS unit_name,
    count(*) AS reports, count(*) FILTER (WHERE passed_at_first) AS passed,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY days_to_mend) AS days_to_mend,
    count(*) FILTER (WHERE first_rejected_at IS NOT NULL AND mended_at IS NULL) AS not_mended
FROM quality.report_tries
WHERE month >= %(since)s
GROUP BY unit_code
ORDER BY count(*) FILTER (WHERE passed_at_first)::numeric / count(*), count(*) DESC, unit_code
