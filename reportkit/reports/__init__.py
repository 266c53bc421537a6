"""The reports: a merged round becomes workbooks; one function a sheet."""
