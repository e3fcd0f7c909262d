"""Workbook -> flat cells with addresses. The only room that opens a spreadsheet."""
