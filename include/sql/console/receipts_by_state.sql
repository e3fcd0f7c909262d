-- What became of the drops: how many receipts stand in which state.
SELECT status, count(*) AS receipts FROM quality.receipt GROUP BY status ORDER BY status
