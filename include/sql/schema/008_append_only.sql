-- History cannot be rewritten by mistake, not even by the owner of the tables: whoever wants to must first take the
-- trigger away, which the nightly verification would show.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bảng %.% chỉ được thêm, không được sửa hoặc xóa. / %.% is append-only: % is refused.',
        TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- Puts the guard on a table and its partitions. A new partition gets it by calling this again.
CREATE FUNCTION audit.make_append_only(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one regclass;
BEGIN
    FOR one IN SELECT relid FROM pg_partition_tree(table_name) UNION SELECT table_name LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
                       'FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', one);
    END LOOP;
END $$;

SELECT audit.make_append_only(one::regclass)
FROM unnest(ARRAY['core.fact', 'core.submission', 'core.supersession', 'audit.journal']) AS one;
