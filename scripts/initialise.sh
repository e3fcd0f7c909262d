#!/usr/bin/env bash
# Brings both databases to this version's form and makes the first administrator; harmless when run again.
set -euo pipefail

airflow db migrate
airflow users create --role Admin --username admin --password "$AIRFLOW_ADMIN_PASSWORD" \
    --firstname Quản --lastname trị --email "$FUNDFLOW_MAIL_FROM"
fundflow status
