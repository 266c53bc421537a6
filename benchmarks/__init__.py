"""What reportkit costs, held against named baselines in one run: `python -m benchmarks` prints one table.

`offices` makes workspaces and fills forms in, `processes` runs commands and counts their processor time and memory,
`parts` says what is measured and what is wanted of it, `table` prints it. The baselines are programs of their own:
`floors` does the same with bare libraries, `script` is what an office would write itself; `peers` runs it and datamaps.
"""
