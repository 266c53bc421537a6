"""What the commands answer to other programs: the JSON of the contract. Keys are added, never renamed."""

from collections.abc import Sequence
from typing import Any

from reportkit import tally
from reportkit.diagnostics import Diagnostic
from reportkit.language.words import Lang
from reportkit.master.changes import Changes
from reportkit.model import EvidenceFile, Target, Task, Verdict
from reportkit.progress.as_json import milestones_json, target_json
from reportkit.round.collected import Collected, Judged
from reportkit.tally import Tally
from reportkit.workflow.results import Distributed, ImportResult, Merged, RoundStatus


def findings(diagnostics: Sequence[Diagnostic], lang: Lang) -> list[dict[str, object]]:
    """Return findings as JSON objects."""
    return [diagnostic.to_json(lang) for diagnostic in diagnostics]


def imported(result: ImportResult, lang: Lang) -> dict[str, Any]:
    """Return the answer of `import`: the list as it was read."""
    master = result.imported.master
    return {
        "written": result.written,
        "kept": result.kept,
        "changes": _changes(result.changes) if result.changes else None,
        "tasks": [_task(task, master.targets_of(task.no)) for task in master.tasks],
        "diagnostics": findings((*result.imported.diagnostics, *result.own, *result.faults), lang),
    }


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "added": list(changes.added),
        "removed": [{"no": task.no, "work": task.work} for task in changes.removed],
        "withdrawn": [task.no for task in changes.withdrawn],
        "reworded": [{"no": item.no, "was": item.was, "now": item.now, "kept": item.kept} for item in changes.reworded],
        "changed": [{"no": item.no, "fields": list(item.columns)} for item in changes.changed],
        "renumbered": [{"was": item.was, "no": item.no} for item in changes.renumbered],
        "kept_edits": changes.kept_edits,
        "other_list": changes.other_list,
        "closes": [str(period) for period in changes.closing],
    }


def _task(task: Task, targets: Sequence[Target]) -> dict[str, Any]:
    return {
        "no": task.no,
        "section": task.section,
        "project": task.project,
        "work": task.work,
        "leaders": list(task.leaders),
        "lead_units": [unit.written for unit in task.leads],
        "lead_units_canonical": [unit.name for unit in task.leads],
        "participants": [unit.written for unit in task.participants],
        "participants_canonical": [unit.name for unit in task.participants],
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "milestones": milestones_json(task),
        "added": task.added.isoformat() if task.added else None,
        "withdrawn": task.withdrawn.isoformat() if task.withdrawn else None,
        "targets": [target_json(target) for target in targets],
    }


def checked(diagnostics: Sequence[Diagnostic], lang: Lang) -> dict[str, Any]:
    """Return the answer of `check`."""
    return {"diagnostics": findings(diagnostics, lang)}


def distributed(result: Distributed, lang: Lang) -> dict[str, Any]:
    """Return the answer of `distribute`."""
    return {
        "period": str(result.period),
        "due": result.due.isoformat(),
        "forms": [
            {"unit": f.unit, "form_id": f.form_id, "path": f.path, "tasks": list(f.tasks), "role": f.role.value}
            for f in result.forms
        ],
        "kept": list(result.kept),
        "diagnostics": findings(result.diagnostics, lang),
    }


def collected(judged: Judged, lang: Lang) -> dict[str, Any]:
    """Return the answer of `collect` and of `accept`."""
    returns = judged.returns
    return {
        "returns": [_return(item, lang) for item in returns if item.verdict or item.cause],
        "evidence": [
            {
                "file": item.file,
                "stored": item.stored,
                "unit": item.unit,
                "period": str(item.period),
                "diagnostics": findings(item.diagnostics, lang),
            }
            for item in returns
            if item.is_filed_evidence
        ],
        "skipped": [
            {"file": item.file, "diagnostics": findings(item.diagnostics, lang)}
            for item in returns
            if not (item.verdict or item.cause or item.is_filed_evidence)
        ],
        "reports": list(judged.reports),
        "diagnostics": findings(judged.faults, lang),
    }


def evidence_files(files: Sequence[EvidenceFile]) -> list[dict[str, str]]:
    """Return the scans, pictures and papers that came with a return."""
    return [{"file": file.file, "stored": file.stored} for file in files]


def _return(item: Collected, lang: Lang) -> dict[str, Any]:
    return {
        "file": item.file,
        "period": str(item.period) if item.period else None,
        "unit": item.unit,
        "form_id": item.form_id,
        # What could not be read for now has no verdict: it waits, and `cause` says for what.
        "verdict": (item.verdict or Verdict.UNREADABLE).value,
        "cause": item.cause.value if item.cause else None,
        "evidence": list(item.evidence),
        "evidence_files": evidence_files(item.evidence_files),
        "stored": item.stored,
        "correction": item.correction,
        "diagnostics": findings(item.diagnostics, lang),
    }


def round_status(result: RoundStatus, lang: Lang) -> dict[str, Any]:
    """Return the answer of `status`."""
    settled = result.settled
    return {
        "period": str(settled.period),
        "due": settled.due.isoformat(),
        "issued": result.issued,
        "waiting": list(result.waiting),
        "units": [
            {
                "unit": state.unit.name,
                "state": state.verdict.value if state.verdict else "missing",
                "late": state.late,
                "received": state.received.isoformat() if state.received else None,
                "received_by": state.received_by.value if state.received_by else None,
                "file": state.file,
                "sent_as": state.sent_as or None,
                "sent_back": state.sent_back or None,
                "unusable": [
                    {"file": one.file, "received": one.day.isoformat(), "why": one.why.text(lang)}
                    for one in state.unusable
                ],
                "form_id": state.form_id or None,
                "evidence_files": evidence_files(settled.evidence_for(state.unit.name)),
            }
            for state in settled.states
        ],
        "diagnostics": findings(result.astray, lang),
    }


def _tally(count: Tally) -> dict[str, Any]:
    return {
        "tasks": count.tasks,
        "reported": count.reported,
        "lights": {light.value: n for light, n in count.lights.items()},
        "status": {status.value: n for status, n in count.status.items()},
    }


def merged(result: Merged, lang: Lang) -> dict[str, Any]:
    """Return the answer of `merge`."""
    rounds = result.settled.round
    leaders = tally.by_leader(rounds.progress, rounds.master.leader_names)
    units = tally.by_unit(rounds.progress, rounds.master.unit_names)
    return {
        "period": str(rounds.period),
        "workbooks": list(result.workbooks),
        "briefs": list(result.briefs),
        "kept": list(result.kept),
        "summary": _tally(tally.total(rounds.progress)),
        "sections": [{"section": name, **_tally(t)} for name, t in tally.by_section(rounds.progress)],
        "leaders": [{"leader": name, **_tally(t)} for name, t in leaders],
        "units": [{"unit": name, **_tally(t)} for name, t in units],
        "diagnostics": findings(result.diagnostics, lang),
    }
