"""Entries -> findings: what a return lacks, and what contradicts what. Pure."""
