"""The one door for bytes: every format behind one shield -> grids, paragraphs, attachments, findings. Pure."""
