"""Data quality over time, for people: one page, written from the views quality.findings_by_month and report_tries.

Great Expectations' own pages do not escape cell text and load from elsewhere; this one does neither.
"""
