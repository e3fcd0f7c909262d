"""The steps of pipeline.py, one per file, in the order in which a workbook meets them:

sweep       what lies in the inbox, and is settled
archive     the bytes, kept for ever under their sha256
ledger      one row per content, one receipt per drop; who works on what
staging     workbook -> rows in staging.fund_row, findings
verdicts    what becomes of each file, and the sentence its sender reads
facts       staged rows -> core.fact, submissions and what they supersede
recovery    what a crash left behind, put right
faults      named points at which tests make the loader die
"""
