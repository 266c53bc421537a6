"""Returns: bytes -> safe container -> cells -> identified form -> entries."""
