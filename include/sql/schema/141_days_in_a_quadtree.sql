-- What was in force on an earlier day is found in a quad-tree of the days' ranges: of ranges of which very many are the same,
-- as all reports of a month are, it takes in a row several times as fast as a tree by nearness, and answers as a bitmap, whose
-- rows several processes fetch in the order in which they lie. The latest words are one for each line, and are looked
-- through.
DROP INDEX mart.line_latest_daterange_idx;
DROP INDEX mart.line_earlier_day_daterange_idx;
CREATE INDEX ON mart.line_earlier_day USING spgist (daterange(as_of, as_of_next));
ANALYZE mart.line_earlier_day;
