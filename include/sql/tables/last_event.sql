-- The moment of the warehouse's latest knowledge: a submission that came into force, or one that took another's place.
SELECT GREATEST((SELECT max(known_from) FROM core.submission), (SELECT max(superseded_at) FROM core.supersession))
