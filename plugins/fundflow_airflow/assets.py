"""What the DAGs tell each other. An event only wakes a DAG: what there is to do stands in the ledger of files."""

from airflow.sdk import Asset, AssetAlias, AssetWatcher

from fundflow_airflow.watching import InboxTrigger

INBOX = Asset(
    name="inbox",
    uri="x-fundflow://inbox",
    group="fundflow",
    watchers=[AssetWatcher(name="inbox", trigger=InboxTrigger())],
)
STAGED = Asset(name="staged_workbooks", uri="x-fundflow://warehouse/staging", group="fundflow")
TABLES = Asset(name="warehouse_tables", uri="x-fundflow://warehouse/mart", group="fundflow")
MAYBE_TABLES = AssetAlias(name="warehouse_tables_maybe", group="fundflow")
"""Of a task that makes TABLES only now and then, and adds the event itself."""
