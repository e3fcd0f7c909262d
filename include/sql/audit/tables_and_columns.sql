-- Every table and view of the schemas with its comment, and its columns with theirs; partitions are left out.
SELECT nspname AS schema, relname AS name, relkind = 'v' AS is_view, obj_description(class.oid, 'pg_class') AS comment,
    attname AS column_name, format_type(atttypid, atttypmod) AS type, col_description(class.oid, attnum) AS meaning
FROM pg_class AS class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
WHERE nspname = ANY (%(schemas)s) AND relkind IN ('r', 'p', 'v') AND NOT relispartition
ORDER BY array_position(%(schemas)s, nspname::text), relname, attnum
