"""A wording of a task -> its targets: what is to be reached, how much of it, and how it is measured. Pure."""
