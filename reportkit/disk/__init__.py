"""The disk and other processes: workspace, inbox, outbox, workers, printing. Renames only; whole files or none."""
