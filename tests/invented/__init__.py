"""Invented lists of other offices in many shapes, what is right in each, and how `import` fares with them.

`python -m tests.invented` prints what becomes of each document. Offices and their tasks stand in `mainland`, `overseas`
and `english`; `tables` and `prose` write them in the shapes in which lists are published, `documents` as files;
`renderings` names what is tried, `nolists` holds documents that are no list, `scoring` holds what was read against what
is right.
"""
