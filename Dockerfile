# Any Debian-like base with python3 (3.11 to 3.13) and pip will do, for instance one of your own mirror.
ARG BASE_IMAGE=python:3.11-slim-bookworm
FROM ${BASE_IMAGE}

# Only where the package index is a mirror.
ARG PIP_INDEX_URL
ARG UV_DEFAULT_INDEX

ENV PATH=/opt/fundflow/.venv/bin:$PATH \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/fundflow/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/fundflow/plugins \
    FUNDFLOW_ROOT=/opt/fundflow \
    FUNDFLOW_HOME=/var/lib/fundflow \
    GX_ANALYTICS_ENABLED=false \
    PYTHONUNBUFFERED=1

WORKDIR /opt/fundflow
COPY . .
# The compiled bytecode halves the start of every task.
RUN scripts/setup

RUN useradd --uid 50000 --gid 0 --no-create-home --home-dir /opt/airflow airflow \
    && mkdir -p /opt/airflow/logs /var/lib/fundflow /srv/inbox \
    && chown -R airflow:0 /opt/airflow /var/lib/fundflow /srv/inbox
USER airflow
