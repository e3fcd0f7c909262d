#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty data directory: two databases, each with an owner of its own.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username postgres \
    -v airflow_password="$AIRFLOW_DB_PASSWORD" -v fundflow_password="$FUNDFLOW_DB_PASSWORD" <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'airflow_password';
CREATE ROLE fundflow LOGIN CREATEROLE PASSWORD :'fundflow_password';
CREATE DATABASE airflow OWNER airflow;
CREATE DATABASE fundflow OWNER fundflow;
REVOKE ALL ON DATABASE airflow, fundflow FROM PUBLIC;
SQL
