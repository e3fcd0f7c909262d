-- The whole of the lines' versions in one hash.
SELECT count(*), sum(hashtextextended(line_version::text, 0)::numeric) FROM mart.line_version
