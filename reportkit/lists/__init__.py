"""A document of any kind -> the list of key tasks, with what was guessed or mended. Pure."""
