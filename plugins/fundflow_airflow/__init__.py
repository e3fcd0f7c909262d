"""The seam between Airflow and the domain: assets, schedules, retries, connections. No rule of the field lives here."""
