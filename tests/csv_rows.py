"""Rows of the tidy tables by the names of their columns, whatever heads these in the language of the list."""

import csv
import io

from reportkit.language.words import Lang
from reportkit.model import Template
from reportkit.progress.csv_headings import CODE_OF, HEADINGS, csv_headings


def csv_rows(text: str, template: Template, lang: Lang = Lang.HANS) -> list[dict[str, str]]:
    """Return the rows of a table; a column of the office's own by its heading."""
    fields = [field.name for field in (*template.task_fields, *template.target_fields)]
    names = [*HEADINGS, *fields, *(f"{name}{CODE_OF}" for name in fields)]
    known = {csv_headings([name], {}, template, lang)[0]: name for name in reversed(names)}
    head, *rows = csv.reader(io.StringIO(text))
    return [dict(zip([known.get(heading, heading) for heading in head], row, strict=True)) for row in rows]
