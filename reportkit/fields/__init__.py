"""What a field of the form can hold: one table of types, and how each is read, written, checked and printed."""
