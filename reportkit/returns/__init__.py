"""Returns: an opened file -> whose it is, of which period, and what it says on each task."""
