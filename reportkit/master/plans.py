"""All sheets of the master workbook. Pure."""

from reportkit.master.list_plans import MILESTONES, TARGETS, TASKS
from reportkit.master.office_plans import GROUPS, HEADINGS, KEPT_WORDS, LEADERS, NOTES, SETTINGS, SOURCE, UNITS, WAIVERS

PLANS = (TASKS, TARGETS, MILESTONES, UNITS, GROUPS, LEADERS, WAIVERS, HEADINGS, KEPT_WORDS, SETTINGS, SOURCE, NOTES)
"""The sheets in the order of their tabs."""

HIDDEN_LISTS = "_rk"
"""Name of the hidden sheet that holds the entries of the drop-down lists."""
