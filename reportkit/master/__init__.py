"""The master workbook: its sheets, written, read, checked, and renewed from a new version of the list."""
