"""The house on one machine: Airflow's home and processes, a catcher of mails, the demonstration.

Airflow is started as other programs are, and spoken to over HTTP: nothing here imports it.
"""
