"""Entries -> findings: what a return lacks, what contradicts what, and the copy in which a unit mends it."""
