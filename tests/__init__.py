"""What reportkit does, as examples."""
