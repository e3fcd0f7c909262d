"""Marks in a sender's workbook, made by editing the file's own XML: cells' fills, notes, the list of faults."""
