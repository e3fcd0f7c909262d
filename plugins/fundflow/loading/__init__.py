"""The steps of pipeline.py, one per file, in the order in which a workbook meets them:

sweep       what lies in the inbox, and is settled
archive     the bytes, kept for ever under their sha256
ledger      one row per content, one receipt per drop; who works on what
batch       a batch of files: examined, staged, compared, decided
comparison  what they say, beside each other and beside what is in force
verdicts    what becomes of each file of a batch
examination files in guarded children
staging     what a child does: workbook -> rows in COPY's format, findings
receipts    the sentences that senders read
facts       staged rows -> core.fact, submissions
supersession which submission takes which one's place
answers     texts and marked workbooks in the senders' outbox
reference   include/reference/*.csv -> schema ref
recovery    what a crash left behind, put right
"""
