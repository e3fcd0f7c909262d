-- Of these files, which hold no figures, those whose unit is known to hold money of that year.
SELECT file.file_id, sum(line.available_vnd) AS available_vnd
FROM quality.file
JOIN mart.fund_status AS line ON line.unit_code = file.unit_code AND line.budget_year = file.budget_year
WHERE file.file_id = ANY (%(files)s) AND line.as_of <= file.as_of
GROUP BY file.file_id
HAVING sum(line.available_vnd) > 0
