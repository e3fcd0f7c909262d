-- Which submission took which one's place.
INSERT INTO core.supersession (superseded_id, superseding_id, superseded_at)
SELECT superseded_id, superseding_id, %(at)s
FROM unnest(%(superseded)s::bigint[], %(superseding)s::bigint[]) AS pair (superseded_id, superseding_id)
