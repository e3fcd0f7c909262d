-- What auditors ask about the whole nation, with less work.

-- Who sends several files a day: the days in their order, so that nothing is sorted and no receipt is opened.
DROP INDEX quality.receipt_folder_unit_code_received_at_idx;
CREATE INDEX ON quality.receipt (folder_unit_code, ((received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), file_id)
    INCLUDE (received_at);

-- What milestones ask of kinds of lines is the small side of every join with lines. ROWS are fewer than there are, as of
-- mart.carried_law_on: of keys without statistics the planner fears long chains, and would hash the lines instead.
ALTER FUNCTION mart.milestones_on(date) ROWS 40;
