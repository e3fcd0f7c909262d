-- Sorting all that was ever spent is most of the work of two checks: the money that they have to look at is sought once.

-- staging/gather_known.sql fills it before the checks and staging/forget_known.sql empties it after them.
CREATE UNLOGGED TABLE staging.unsteady_money (batch_id bigint, money text);

COMMENT ON TABLE staging.unsteady_money IS 'Khoản tiền mà lũy kế giải ngân không tăng đều; chỉ có trong lúc kiểm tra. / Money whose cumulative spending does not rise steadily; only while a batch is checked.';
COMMENT ON COLUMN staging.unsteady_money.batch_id IS 'Số của lô. / Number of the batch.';
COMMENT ON COLUMN staging.unsteady_money.money IS 'Khoản tiền: đơn vị, dự án, loại vốn, năm ngân sách, năm vốn, chỉ tiêu. / The money: unit, component, capital type, budget year, money years, measure.';

-- As of the batch itself (110): most checks look first for the rarer voice.
CREATE INDEX known_figure_rarer_voices ON staging.known_figure (batch_id) WHERE source_kind <> 'unit_report';
