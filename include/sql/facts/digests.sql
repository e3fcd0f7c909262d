-- What a submission's facts say, in one hash per submission: the journal keeps it, `fundflow verify` recomputes it.
SELECT submission_id, row_count, sha256 FROM core.digests(%(submissions)s)
