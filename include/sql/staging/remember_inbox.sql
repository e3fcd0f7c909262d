-- What was seen in the inbox. Only new or changed places come back: of two sweeps at once one gets each drop.
INSERT INTO quality.inbox AS place (path, size_bytes, modified_ns)
SELECT decode(path, 'hex'), size_bytes, modified_ns
FROM jsonb_to_recordset(%(places)s::jsonb) AS seen (path text, size_bytes bigint, modified_ns bigint)
ON CONFLICT (path) DO UPDATE
SET size_bytes = EXCLUDED.size_bytes, modified_ns = EXCLUDED.modified_ns, seen_at = now()
WHERE (place.size_bytes, place.modified_ns) IS DISTINCT FROM (EXCLUDED.size_bytes, EXCLUDED.modified_ns)
RETURNING encode(path, 'hex') AS path
