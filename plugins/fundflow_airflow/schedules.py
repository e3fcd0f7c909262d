"""When the DAGs run: by the clock of the people who read the tables. Viet Nam has no summer time."""

from airflow.sdk import Asset, AssetOrTimeSchedule, MultipleCronTriggerTimetable

TIME_ZONE = "Asia/Ho_Chi_Minh"


def at(*crons: str) -> MultipleCronTriggerTimetable:
    """At each of these times."""
    return MultipleCronTriggerTimetable(*crons, timezone=TIME_ZONE)


def after(asset: Asset, *crons: str) -> AssetOrTimeSchedule:
    """As soon as the asset changes, and at these times too: Airflow may lose or merge an event."""
    return AssetOrTimeSchedule(assets=[asset], timetable=at(*crons))
