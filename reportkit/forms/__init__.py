"""The form: its definition in a workbook, who is asked what, and the workbook a unit fills in."""
