"""So that Airflow's list of plugins names this project. It adds no page and no route: a plugin's pages ask for no login."""

from airflow.plugins_manager import AirflowPlugin


class FundflowPlugin(AirflowPlugin):
    name = "fundflow"
