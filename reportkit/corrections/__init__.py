"""Findings -> what goes back: the copy in which a unit mends its return, the check report, the short texts. Pure."""
