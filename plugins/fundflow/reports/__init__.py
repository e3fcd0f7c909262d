"""What people receive as files: the tables' workbook, their own workbook with its faults marked, the next template."""
