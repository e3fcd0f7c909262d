-- A merge join of a line's words by book and measure goes through every pair of days; a hash join takes the day along. The
-- planner, which knows nothing of the sizes between the steps, would choose the merge.
ALTER FUNCTION mart.words(text[], text[], text[], timestamptz) SET enable_mergejoin = off;
ALTER FUNCTION mart.lines(text[], text[], text[], timestamptz) SET enable_mergejoin = off;
