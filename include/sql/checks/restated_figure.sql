-- Restatement watch: a figure that differs from what the same voice has already reported for the same day is called out
-- cell by cell, also where the new file leaves it out.
--
-- Silent: 1. of a first report; 2. of figures that stay the same.
SELECT file_id, 'restated_figure' AS rule, 'warning' AS severity, sheet, cell, value, before::text AS expected,
    COALESCE(amount, 0) - before AS difference_vnd,
    format('Số liệu ngày %%s đã báo cáo là %%s (%%s), nay %%s. Hãy xác nhận đây là số đính chính. / The figure of %%s was '
        'reported as %%s (%%s), now %%s. Confirm that this is a correction.',
        mart.vi_day(as_of), mart.vi_money(before), before_at, COALESCE(mart.vi_money(amount), 'không còn trong tệp'),
        as_of, before, before_at, COALESCE(amount::text, 'left out')) AS message
FROM staging.restatements(%(batch_id)s)
