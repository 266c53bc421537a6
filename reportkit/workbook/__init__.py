"""Writing workbooks, and how they look."""
