"""The list of key tasks: documents of any kind in, the master workbook out and in again."""
