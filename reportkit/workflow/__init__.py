"""One function a command, a module each: read, work out, write. The only place where the domain meets the disk."""
