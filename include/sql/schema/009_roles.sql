-- Roles as include/roles/*.csv state them (plugins/fundflow/roles.py calls these functions, as the tables' owner).
-- Rows that a unit may see are those of the units that its login is entered for here.
CREATE TABLE audit.unit_login (
    login name NOT NULL, unit_code text NOT NULL, granted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (login, unit_code)
);
-- Which version of the files is applied.
CREATE TABLE audit.roles_applied (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version text NOT NULL);
INSERT INTO audit.roles_applied (version) VALUES ('');

-- The five roles; nobody logs in as one, people's logins are members (audit.add_login).
CREATE FUNCTION audit.create_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['owner', 'loader', 'desk', 'auditor', 'unit_reader'] LOOP
        IF to_regrole('fundflow_' || wanted) IS NULL THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', 'fundflow_' || wanted);
        END IF;
    END LOOP;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another warehouse of the same server was faster
END $$;

-- Nothing to PUBLIC: no schema, table or function of ours, no temporary tables, large objects or advisory locks (any
-- login could block loaders or fill the disk with them), no connection to Airflow's own database.
CREATE FUNCTION audit.close_to_public() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT nspname FROM pg_namespace WHERE nspname IN ('ref', 'staging', 'core', 'quality', 'audit', 'mart')
    LOOP
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', one.nspname);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC', one.nspname);
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM PUBLIC', one.nspname);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON FUNCTIONS FROM PUBLIC', one.nspname);
    END LOOP;
    ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN;  -- what follows is the server administrator's to do: docs/auditors.md
    END IF;
    IF has_database_privilege('public', (SELECT oid FROM pg_database WHERE datname = 'airflow'), 'CONNECT') THEN
        REVOKE ALL ON DATABASE airflow FROM PUBLIC;
    END IF;
    FOR one IN
        SELECT oid::regprocedure AS function FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND (proname ~ '^(lo_|lowrite|loread|pg_(try_)?advisory_)' OR proname = 'pg_notify')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one.function);
    END LOOP;
END $$;

-- Grants exactly what the matrix says: [{"role": …, "object": "schema.table" or "schema.*", "privileges": "SELECT,…"}].
CREATE FUNCTION audit.apply_matrix(matrix jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT rolname, nspname FROM pg_roles, pg_namespace
        WHERE rolname IN ('fundflow_owner', 'fundflow_loader', 'fundflow_desk', 'fundflow_auditor', 'fundflow_unit_reader')
            AND nspname IN ('ref', 'staging', 'core', 'quality', 'audit', 'mart')
    LOOP
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), one.rolname);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', one.nspname, one.rolname);
        EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %I', one.nspname, one.rolname);
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM %I', one.nspname, one.rolname);
    END LOOP;
    FOR one IN
        SELECT format('fundflow_%s', entry.role) AS role, entry.privileges, relnamespace::regnamespace AS schema,
            pg_class.oid::regclass AS object
        FROM jsonb_to_recordset(matrix) AS entry (role text, object text, privileges text)
        JOIN pg_class ON relkind IN ('r', 'p', 'v') AND NOT relispartition  -- a partition would leave row security out
            AND entry.object IN (relnamespace::regnamespace || '.' || relname, relnamespace::regnamespace || '.*')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %s TO %I', one.schema, one.role);
        EXECUTE format('GRANT %s ON %s TO %I', one.privileges, one.object, one.role);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %s TO %I', one.schema, one.role);
        IF one.privileges LIKE '%INSERT%' THEN
            EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %s TO %I', one.schema, one.role);
        END IF;
    END LOOP;
    REVOKE EXECUTE ON FUNCTION audit.apply_matrix, audit.apply_own_rows, audit.create_roles, audit.close_to_public,
        audit.add_login, audit.make_append_only
        FROM fundflow_loader, fundflow_desk, fundflow_auditor, fundflow_unit_reader;
END $$;

-- A unit's login sees the rows of its units only; the other roles see all that the matrix lets them read.
CREATE FUNCTION audit.apply_own_rows(tables jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM jsonb_to_recordset(tables) AS entry (object text, unit_column text) LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one.object::regclass);
        EXECUTE format('DROP POLICY IF EXISTS all_rows ON %s', one.object::regclass);
        EXECUTE format('DROP POLICY IF EXISTS own_rows ON %s', one.object::regclass);
        EXECUTE format('CREATE POLICY all_rows ON %s TO fundflow_owner, fundflow_loader, fundflow_desk, fundflow_auditor '
                       'USING (true) WITH CHECK (true)', one.object::regclass);
        EXECUTE format('CREATE POLICY own_rows ON %s FOR SELECT TO fundflow_unit_reader USING (%I IN '
                       '(SELECT unit_code FROM audit.unit_login WHERE login = session_user))',
                       one.object::regclass, one.unit_column);
    END LOOP;
END $$;

-- A person's login: what it may use of the server is limited too. `units`: of a unit reader, whose rows it sees.
CREATE FUNCTION audit.add_login(login name, role text, units text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 5 IN ROLE %I', login, 'fundflow_' || role);
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', login, '5min');
    EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', login, '10s');
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', login, '10min');
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('ALTER ROLE %I SET temp_file_limit = %L', login, '2GB');  -- the one a login cannot lift
    END IF;
    INSERT INTO audit.unit_login (login, unit_code) SELECT add_login.login, unnest(units);
END $$;

-- A unit reader may read the entries of its own login: the policies of the other tables look here.
ALTER TABLE audit.unit_login ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entry ON audit.unit_login FOR SELECT USING (login = session_user);
