"""The master workbook: what stands on its sheets, written, read, checked, and renewed from a new version of the list."""
