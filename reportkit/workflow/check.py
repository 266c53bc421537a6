"""Look over what the office edits."""

from reportkit.checks.waivers import unknown
from reportkit.fields.field_type import FieldType
from reportkit.fields.type_table import TYPES
from reportkit.round.basis import refuse_large
from reportkit.round.edges import Edges
from reportkit.round.jobs import answer_for, to_read_look, to_read_master, to_read_template
from reportkit.round.periods import next_period
from reportkit.workflow.results import Looked


def check(edges: Edges) -> Looked:
    """Look over the master workbook and the form template."""
    space, workers = edges.space, edges.workers
    master_file, name = space.relative(space.master), space.relative(space.form)
    refuse_large(space)
    master, master_findings = answer_for(workers, to_read_master(space.read_master(), master_file), master_file)
    form = space.read_form()
    types = space.rounds.types_issued(master.settings.calendar).items()
    issued = {key: FieldType(kind) for key, kind in types if kind in TYPES}
    template, form_findings = answer_for(
        workers, to_read_template(form, name, issued, master.kept, master.settings.lang), name
    )
    _, look_findings = answer_for(workers, to_read_look(form, name), name)
    waivers = unknown(master, template, master_file)
    findings = (*master_findings, *waivers, *form_findings, *look_findings)
    return Looked(findings, next_period(master.settings, space.rounds.periods(), edges.moment.date()))
