-- The checks are done: what the batch was compared with (staging/gather_known.sql) is not needed any more.
WITH forgotten AS (
    DELETE FROM staging.unsteady_money WHERE batch_id = %(batch_id)s
)
DELETE FROM staging.known_figure WHERE batch_id = %(batch_id)s
