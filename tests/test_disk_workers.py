"""Work in processes of their own: what kills one is a verdict on one file, and the others go on."""

import itertools
import json
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportkit.corrections import marked_copy
from reportkit.corrections.marked_copy import correction_copy
from reportkit.disk import workers
from reportkit.disk.work import Cause, Failure, Job, Shared
from reportkit.disk.workers import Pool
from reportkit.files.archives import open_bundle
from reportkit.files.bundle import Bundle
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.returns import reading
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.returns.reading import read_return
from reportkit.round.jobs import to_correct, to_look_at, to_read, to_unpack
from reportkit.workbook.style import OURS
from tests.dying import contents, mail, packed, take_all
from tests.hands import opened
from tests.office import GOOD, Office, fill
from tests.returned import DESK, filled, read
from tests.unix import SIGKILL, alarm, fork

METHODS = multiprocessing.get_all_start_methods()
forks = pytest.mark.skipif(workers._START != "fork", reason="what goes wrong is put in before the fork")
PERILS = {
    "abort": Cause.BYTES, "kill": Cause.MOMENT, "hang": Cause.MOMENT,
    "grow": Cause.BYTES, "nest": Cause.PROGRAM, "refuse": Cause.BYTES, "fault": Cause.PROGRAM,
    "unpackable": Cause.PROGRAM,
}  # fmt: skip
"""What a job may do to its worker, and why it has no answer then."""
if not workers.CAN_LIMIT:
    del PERILS["grow"]


def perilous(peril: str) -> Callable[[], None] | str:
    """Do what is said, which may be the end of the process."""
    match peril:
        case "abort":
            os.abort()
        case "kill":
            os.kill(os.getpid(), SIGKILL)
        case "hang":
            time.sleep(60)
        case "spin":
            all(True for _ in itertools.count())
        case "grow":
            bytearray(512 * 1024 * 1024)
        case "nest":
            return perilous(peril)
        case "refuse":
            raise ReportkitError(Words("“{file}” is no list.", "“{file}”不是任务单。"), Words("", ""), file="a.txt")
        case "fault":
            raise KeyError("a planted fault")
        case "unpackable":
            return lambda: None
        case _:
            pass
    return peril


def at_first(mark: Path, peril: str) -> str:
    """Do what is said the first time only."""
    if not mark.exists():
        mark.touch()
        perilous(peril)
    return "done"


def children(parent: int) -> set[str]:
    return set(Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split())


def beside(parent: int, mark: Path) -> tuple[int, set[str]]:
    """Come to an end by another's doing the first time, then tell which processes the caller has."""
    at_first(mark, "kill")
    return os.getpid(), children(parent)


def loud() -> None:
    os.write(2, b"thread panicked at src/lib.rs")
    os.abort()


def risky(peril: str) -> Job[object]:
    return Job(perilous, (peril,))


def answer(found: ReturnContent | Failure) -> ReturnContent:
    assert isinstance(found, ReturnContent)
    return found


def number_and_process(number: int) -> tuple[int, int]:
    time.sleep(0.02)
    return number, os.getpid()


def numbered(number: int, size: int = 0, weight: int = 4) -> Job[tuple[int, int]]:
    return Job(number_and_process, (number,), size, weight)


def one(found: tuple[int, int] | Failure) -> tuple[int, int]:
    """Return number and process of an answer."""
    assert not isinstance(found, Failure)
    return found


def wait_for(path: Path) -> bool:
    while not path.exists():
        time.sleep(0.01)
    return True


def make(path: Path) -> bool:
    path.touch()
    return True


def started(start_by: str, most: int, seconds: float = 300) -> Iterator[Pool]:
    """Yield workers with little memory and more time than a busy machine takes, and see that none of them stays."""
    pool = Pool(seconds=seconds, memory=256 * 1024 * 1024, most=most, start_by=start_by)
    yield pool
    pool.stop()
    assert multiprocessing.active_children() == []


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 1)


@pytest.fixture
def pool() -> Iterator[Pool]:
    yield from started("fork" if "fork" in METHODS else "spawn", 3)


@pytest.fixture
def spawned() -> Iterator[Pool]:
    """A pool whose workers import all they need anew, as they do on Windows and macOS."""
    yield from started("spawn", 1)


def test_a_worker_answers_what_is_answered_without_one_and_is_started_once(pool: Pool) -> None:
    desk = pool.share(DESK)
    assert pool.run(to_read(desk, filled(), "回执.xlsx")) == read(filled())
    first = pool.run(numbered(1))
    assert answer(pool.run(to_read(desk, b"", "空.xlsx"))).outcome is Outcome.UNREADABLE
    assert pool.run(numbered(1)) == first
    assert one(first)[1] != os.getpid()


def hang(mark: Path) -> None:
    """Say which process this is, and never come back."""
    mark.with_suffix(".half").write_text(str(os.getpid()), encoding="ascii")
    mark.with_suffix(".half").rename(mark)
    time.sleep(600)


def soon(what: Callable[[], bool]) -> bool:
    """Tell whether something comes true within some seconds."""
    for _ in range(400):
        if what():
            return True
        time.sleep(0.05)
    return False


def is_at_work(process: int) -> bool:
    """Tell whether a process still does something; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    except FileNotFoundError:
        return False


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the alarm of workers go off after a second, instead of the half minute that a file may take."""
    monkeypatch.setattr(signal, "alarm", lambda seconds: alarm(min(seconds, 1)))


@forks
@pytest.mark.usefixtures("impatient")
def test_a_worker_that_hangs_while_its_caller_is_killed_ends_by_itself(tmp_path: Path) -> None:
    mark = tmp_path / "worker"
    caller = fork()
    if caller == 0:
        Pool().run(Job(hang, (mark,)))
        os._exit(0)
    assert soon(mark.exists)
    os.kill(caller, SIGKILL)
    os.waitpid(caller, 0)
    worker = int(mark.read_text(encoding="ascii"))
    assert soon(lambda: not is_at_work(worker))


@forks
@pytest.mark.usefixtures("impatient")
def test_a_worker_that_has_answered_waits_for_the_next_job_however_long_that_takes(pool: Pool) -> None:
    first = one(pool.run(numbered(1)))[1]
    time.sleep(1.5)
    assert one(pool.run(numbered(2)))[1] == first


def doubled(shared: list[int], number: int) -> tuple[list[int], int]:
    """Change what all share, and say what it was: each worker has its own."""
    before = list(shared)
    shared.append(number)
    return before, os.getpid()


def test_what_is_shared_is_handed_to_a_worker_once_before_it_begins_or_after(pool: Pool) -> None:
    early = pool.share([1])
    pool.run(numbered(0))
    late = pool.share([2])
    assert isinstance(early, Shared)
    found = [pool.run(Job(doubled, (shared, 7))) for shared in (early, late, early, late)]
    assert [item[0] for item in found if not isinstance(item, Failure)] == [[1], [2], [1, 7], [2, 7]]


def test_all_that_goes_to_a_worker_and_comes_back_is_the_same_where_processes_are_spawned(spawned: Pool) -> None:
    desk = spawned.share(DESK)
    found = spawned.run(to_look_at(desk, filled(), "回执.xlsx"))
    assert found == read(filled())
    archive = packed({"一.xlsx": filled(), "二.csv": b"a"})
    assert spawned.run(to_look_at(desk, archive, "包.zip")) == Bundle()
    assert spawned.run(to_unpack(archive, "包.zip")) == open_bundle(archive, "包.zip")
    marked = read(filled()).diagnostics
    job = to_correct(desk, filled(), "回执.xlsx", marked, read(filled()).entries, blank=None, house_style=OURS)
    works = {task.no: task.work for task in DESK.master.tasks}
    lang, entries = DESK.master.settings.lang, read(filled()).entries
    assert spawned.run(job) == correction_copy(filled(), "回执.xlsx", marked, lang=lang, entries=entries, works=works)
    none = spawned.run(to_correct(desk, b"", "a.xlsx", (), (), blank=None, house_style=OURS))
    assert isinstance(none, Failure)
    assert none.refusal is not None
    assert none.refusal.message(Lang.HANS) == "“a.xlsx”无法标注。"


def test_what_ends_a_job_without_an_answer_is_told_of_that_job_alone_with_its_cause(pool: Pool) -> None:
    pool.seconds = 4  # for the one that hangs
    found = list(pool.run_all([job for peril in PERILS for job in (risky(peril), risky("nothing"))]))
    assert found[1::2] == ["nothing"] * len(PERILS)
    causes = [item.cause for item in found if isinstance(item, Failure)]
    assert dict(zip(PERILS, causes, strict=True)) == PERILS


def test_a_fault_brings_its_traceback_and_a_refusal_its_words(pool: Pool) -> None:
    fault, refusal = pool.run(risky("fault")), pool.run(risky("refuse"))
    assert isinstance(fault, Failure)
    assert isinstance(refusal, Failure)
    assert "in perilous" in fault.trace
    assert "a planted fault" in fault.trace
    assert refusal.trace == ""
    assert refusal.refusal is not None
    assert refusal.refusal.message(Lang.HANS) == "“a.txt”不是任务单。"


@pytest.mark.skipif(not workers.CAN_LIMIT, reason="the processor's time is limited where the system can")
def test_what_takes_too_long_by_the_time_of_the_processor_is_the_files_doing(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 60)
    pool.seconds = 1
    assert pool.run(risky("spin")) == Failure(Cause.BYTES)


@pytest.mark.parametrize("peril", ["kill", "hang", "abort"])
def test_what_befell_a_worker_once_is_not_the_files_doing(pool: Pool, tmp_path: Path, peril: str) -> None:
    pool.seconds = 4
    jobs = [Job(at_first, (tmp_path / f"{n}", peril), weight=4) for n in range(3)]
    assert list(pool.run_all(jobs)) == ["done"] * 3


@pytest.mark.skipif(not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists(), reason="only Linux tells")
def test_what_is_tried_again_has_nothing_beside_it(pool: Pool, tmp_path: Path) -> None:
    others = children(os.getpid())
    found = pool.ahead(((n, numbered(n) if n != 6 else None) for n in range(9)), 36)
    assert [next(found)[0] for _ in range(5)] == [0, 1, 2, 3, 4]
    told = pool.run(Job(beside, (os.getpid(), tmp_path / "mark")))
    assert not isinstance(told, Failure)
    assert told[1] - others == {str(told[0])}
    assert [one(answer)[0] for n, answer in found if n != 6 and answer is not None] == [5, 7, 8]


def test_after_a_refusal_a_worker_goes_on_and_after_a_fault_it_is_replaced(pool: Pool) -> None:
    first = one(pool.run(numbered(1)))
    pool.run(risky("refuse"))
    assert one(pool.run(numbered(1))) == first
    pool.run(risky("fault"))
    assert one(pool.run(numbered(1))) != first


def test_what_a_library_says_while_it_dies_is_shown_to_nobody(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert pool.run(Job(loud, ())) == Failure(Cause.BYTES)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("number", workers._STOPS)
def test_a_worker_is_not_ended_by_what_every_process_of_a_terminal_is_told(pool: Pool, number: int) -> None:
    first, second = (one(pool.run(numbered(n)))[1] for n in range(2))
    assert first == second
    os.kill(first, number)
    assert pool.run(numbered(2)) == (2, first)


def test_a_spawned_worker_has_the_same_limits(spawned: Pool) -> None:
    perils = sorted(set(PERILS) & {"abort", "grow"})
    found = list(spawned.run_all([*map(risky, perils), risky("nothing")]))
    assert found == [*(Failure(Cause.BYTES) for _ in perils), "nothing"]


def test_answers_come_in_the_order_of_the_questions_from_several_workers(pool: Pool) -> None:
    found = list(pool.run_all([numbered(n) for n in range(20)]))
    assert [one(item)[0] for item in found] == list(range(20))
    assert len({one(item)[1] for item in found}) == 3


def test_others_go_on_while_one_file_takes_its_time(pool: Pool, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    both = [Job(wait_for, (mark,), weight=2), Job(make, (mark,), weight=2)]
    assert list(pool.run_all(both)) == [True, True]


def test_little_work_is_done_by_one_worker(pool: Pool) -> None:
    assert len({one(item)[1] for item in pool.run_all([numbered(n, weight=1) for n in range(3)])}) == 1


@pytest.mark.parametrize(("size", "most"), [(0, 12), (5_000_000, 4), (50_000_000, 1)])
def test_no_more_than_a_few_files_are_at_hand_at_once(pool: Pool, size: int, most: int) -> None:
    taken = 0

    def things() -> Iterator[tuple[int, Job[tuple[int, int]] | None]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield number, numbered(number, size) if number % 5 else None

    seen = []
    answered = pool.ahead(things(), 30)
    for done, (number, answer) in enumerate(answered):
        assert number == done
        assert answer is None if number % 5 == 0 else answer is not None
        seen.append(taken - done)
    assert max(seen) <= most + (size > 0)  # what has no file holds nothing


def test_what_is_no_longer_wanted_is_not_begun(pool: Pool) -> None:
    things = pool.ahead(((n, numbered(n)) for n in range(30)), 120)
    next(things)
    things.close()  # type: ignore[attr-defined]
    assert pool._queue == type(pool._queue)()
    assert one(pool.run(numbered(7)))[0] == 7


def test_a_question_amid_others_is_answered(pool: Pool) -> None:
    things = ((n, numbered(n)) for n in range(9))
    assert [(n, one(pool.run(numbered(n)))[0]) for n, _ in pool.ahead(things, 36)] == [(n, n) for n in range(9)]


def test_a_worker_that_died_by_itself_is_replaced(pool: Pool) -> None:
    pool.run(numbered(1))
    for worker in pool._workers:
        worker.process.kill()
        worker.process.join()
    assert one(pool.run(numbered(2)))[0] == 2


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc")
def test_workers_that_come_and_go_leave_nothing_open(pool: Pool) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        pool.run(risky("abort"))
    pool.stop()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_without_processes_work_goes_on_in_this_one(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refuse)
    found = list(pool.run_all([numbered(n) for n in range(5)]))
    assert found == [(n, os.getpid()) for n in range(5)]


def test_without_processes_too_a_fault_is_told_of_one_job(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_TRIES", 0)
    fault, nothing = pool.run_all([risky("fault"), risky("nothing")])
    assert isinstance(fault, Failure)
    assert (fault.cause, nothing) == (Cause.PROGRAM, "nothing")


def dies_at_once(*_: object) -> None:
    os._exit(3)


@pytest.mark.skipif("fork" not in METHODS, reason="what goes wrong is put in before the fork")
def test_workers_that_cannot_begin_are_no_verdict_on_a_file(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", dies_at_once)
    assert pool.run(numbered(1)) == (1, os.getpid())


@pytest.mark.skipif("fork" not in METHODS, reason="what goes wrong is put in before the fork")
def test_where_the_worker_for_the_second_try_cannot_begin_the_file_waits(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, serve = tmp_path / "mark", workers._serve

    def serves_until_marked(*asked: Any) -> None:  # noqa: ANN401 - what a worker is given
        (dies_at_once if mark.exists() else serve)(*asked)

    monkeypatch.setattr(workers, "_serve", serves_until_marked)
    assert pool.run(Job(at_first, (mark, "kill"))) == Failure(Cause.MOMENT)


# In a round


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose forms are out."""
    yield Office(tmp_path)
    assert multiprocessing.active_children() == []


def send_faulty(office: Office) -> Path:
    """Put a return into the inbox that must be corrected."""
    return office.send("有错.xlsx", fill(office.distribute()["区住建局"], {3: {"status": "完成80%"}}))


def lethal(office: Office, monkeypatch: pytest.MonkeyPatch, *, blank_too: bool) -> None:
    """Let marking a sent file end its process, and marking an empty form too if asked for."""

    def copy(data: bytes, *args: object, **more: object) -> bytes:
        if data or blank_too:
            os.abort()
        return correction_copy(data, *args, **more)  # type: ignore[arg-type]

    office.workers = Pool(seconds=300)
    monkeypatch.setattr(marked_copy, "correction_copy", copy)


@forks
def test_a_file_that_kills_its_marking_gets_its_copy_from_the_issued_form(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_faulty(office)
    lethal(office, monkeypatch, blank_too=False)
    copy = office.folder / office.collect(status=1)["有错.xlsx"]["correction"]
    assert {"完成80%", GOOD["progress"]} <= {cell.value for sheet in opened(copy) for row in sheet for cell in row}


@forks
def test_where_no_copy_can_be_made_the_findings_are_told_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_faulty(office)
    lethal(office, monkeypatch, blank_too=True)
    assert office.collect(status=1)["有错.xlsx"]["correction"] is None
    outbox = office.folder / "outbox" / "2022-Q2"
    assert not (outbox / "corrections").exists()
    assert "完成80%" in (outbox / "messages" / "区住建局.txt").read_text(encoding="utf-8-sig")
    report = opened(outbox / "核查结果.xlsx")
    assert any("完成80%" in str(cell.value) for sheet in report for row in sheet for cell in row)


def test_a_collection_leaves_the_same_behind_whoever_reads(office: Office, pool: Pool) -> None:
    forms = office.distribute()
    good = fill(forms["区科技局"])
    office.send("再来.xlsx", good)
    office.send("包.zip", packed({"经信.xlsx": fill(forms["区经信局"]), "说明.txt": b"a", "~$a.xlsx": b"a"}))
    office.send("信.eml", mail({"环境.xlsx": fill(forms["市生态环境局余杭分局"])}))
    office.send("图.png", b"\x89PNG\r\n\x1a\n")
    office.send("好.xlsx", good)
    send_faulty(office)
    for second, path in enumerate(sorted((office.folder / "inbox").iterdir())):
        os.utime(path, (1_656_900_000 + second,) * 2)
    other = office.folder.with_name("other")
    shutil.copytree(office.folder, other)
    take_all(office.folder)
    take_all(other, pool)
    assert contents(office.folder) == contents(other)


@pytest.mark.parametrize("name", ["回执.xlsx", "包.zip"])
def test_a_file_that_changed_after_it_was_read_is_left_for_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    form = office.distribute()["区科技局"]
    first, second = (data if name.endswith("xlsx") else packed({"a.xlsx": data}) for data in (fill(form), fill(form)))
    second = second[:-1] + bytes([second[-1] ^ 1])  # as long, and below as old
    path = office.send(name, first)
    moment = path.stat().st_mtime_ns

    def overtaken(*args: object, **more: object) -> ReturnContent:
        path.write_bytes(second)
        os.utime(path, ns=(moment, moment))
        return read_return(*args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_return", overtaken)
        left = json.loads(office.run("--json", "collect")[1])["skipped"]
    assert [(item["file"], item["diagnostics"][0]["code"]) for item in left] == [(name, "F15")]
    assert path.read_bytes() == second
    office.run("collect")
    assert not path.exists()
    assert second in [kept.read_bytes() for kept in (office.folder / "returns").rglob("*.*")]


def test_a_file_that_changed_while_it_was_accepted_is_not_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = fill(office.distribute()["区科技局"])
    path = office.send("回执.xlsx", data)

    def overtaken(*args: object, **more: object) -> ReturnContent:
        path.write_bytes(b"another")
        return read_return(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_return", overtaken)
    words = ("accept", str(path), "--period", "2022-Q2", "--unit", "区科技局")
    status, _, told = office.run(*words)
    assert (status, "回执.xlsx”在读取过程中被改动。" in told) == (2, True)
    assert path.read_bytes() == b"another"


def test_mails_in_mails_without_end_are_a_verdict_on_that_mail(office: Office) -> None:
    mail_in_mail = b"x"
    for depth in range(2000):
        head, mark = b'Content-Type: multipart/mixed; boundary="%d"\n\n' % depth, b"--%d" % depth
        mail_in_mail = head + mark + b"\n" + mail_in_mail + b"\n" + mark + b"--\n"
    office.send("信.eml", b"From: a@example.cn\nSubject: a\n" + mail_in_mail)
    office.send("好.xlsx", fill(office.distribute()["区科技局"]))
    office.workers = Pool(seconds=300)
    found = office.collect(status=1)
    assert [finding["code"] for finding in found["信.eml"]["diagnostics"]] == ["F26"]
    assert found["好.xlsx"]["verdict"].startswith("accepted")


def test_the_same_bytes_twice_are_read_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    data = fill(office.distribute()["区科技局"])
    for name in ("一.xlsx", "二.xlsx"):
        office.send(name, data)
    office.send("三.zip", packed({"四.xlsx": data, "五.xlsx": data}))
    names: list[str] = []

    def noted(data: bytes, name: str, *args: object, **more: object) -> ReturnContent:
        names.append(name)
        return read_return(data, name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_return", noted)
    assert "duplicate" in {item["verdict"] for item in office.collect().values()}
    assert len(names) == 1
