"""What this project adds to Airflow's own user interface. It opens no route: a plugin's pages ask for no login."""

from airflow.plugins_manager import AirflowPlugin


class FundflowPlugin(AirflowPlugin):
    name = "fundflow"
