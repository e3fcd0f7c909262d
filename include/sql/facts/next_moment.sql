-- The moment at which a load becomes known: later than every earlier one, even if the clock was set back.
SELECT greatest(clock_timestamp(), max(known_from) + interval '1 microsecond')
FROM core.submission
