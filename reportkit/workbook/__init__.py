"""Workbooks as files: writing them, reading their values, and seeing what stands behind the values."""
