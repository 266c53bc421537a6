"""Several returns of one unit: which of them counts, and what is said where nothing tells."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from openpyxl import Workbook

from reportkit.language.words import Lang
from reportkit.model import Verdict
from reportkit.round.choosing import passed_over_again
from tests.kept_returns import NOON, at_moment, codes, kept, verdicts, weighed
from tests.returned import HOUSING, edited, filled, put, sheet

MAY, JUNE = (datetime(2022, month, 1, 9, tzinfo=UTC) for month in (5, 6))


NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def sent(percent: object, saved: datetime = NEVER) -> bytes:
    """Return the filled form with another percent of task 3, saved at a moment."""
    return at_moment(edited(filled(HOUSING), lambda book: put(sheet(book), 3, {"percent": percent})), saved)


def test_what_says_nothing_is_refused_and_held_against_no_rule() -> None:
    late = datetime(2022, 7, 20, tzinfo=UTC)
    found = weighed(kept(b"%PDF-1.7 a scan", 1, received=late))["1.xlsx"]
    assert (found.verdict, found.entries, codes(found)) == (Verdict.REJECTED, (), {"F05"})


def test_the_time_inside_the_files_tells_before_their_arrival() -> None:
    assert verdicts(kept(sent(40, JUNE), 1), kept(sent(30, MAY), 2)) == ["accepted", "superseded"]


def test_a_time_inside_the_file_counts_up_to_a_day_after_it_came() -> None:
    hours = [NOON + timedelta(hours=hour) for hour in (-5, -3, 20, 30)]
    assert verdicts(kept(sent(40, hours[1]), 1), kept(sent(30, hours[0]), 2)) == ["accepted", "superseded"]
    assert verdicts(kept(sent(40, hours[2]), 1), kept(sent(30, hours[1]), 2)) == ["accepted", "superseded"]
    # That far ahead no clock tells the truth: the arrival decides.
    assert verdicts(kept(sent(40, hours[3]), 1, run=1), kept(sent(30, hours[1]), 2, run=2)) == [
        "superseded",
        "accepted",
    ]


def test_a_time_that_only_one_of_them_has_or_that_lies_ahead_tells_nothing() -> None:
    assert verdicts(kept(sent(40, JUNE), 1), kept(sent(30), 2)) == ["superseded", "accepted"]
    ahead = datetime(2023, 1, 1, tzinfo=UTC)
    assert verdicts(kept(sent(40, ahead), 1), kept(sent(30, MAY), 2)) == ["superseded", "accepted"]


def test_the_date_of_the_mail_tells_where_the_files_do_not() -> None:
    later, sooner = (moment.isoformat() for moment in (JUNE, MAY))
    assert verdicts(kept(sent(40), 1, dated=later), kept(sent(30), 2, dated=sooner)) == ["accepted", "superseded"]


def test_else_the_later_collection_and_the_later_change_tell() -> None:
    assert verdicts(kept(sent(40), 9, run=1), kept(sent(30), 2, run=2)) == ["superseded", "accepted"]
    assert verdicts(kept(sent(40), 9), kept(sent(30), 2)) == ["accepted", "superseded"]


def test_where_nothing_tells_none_counts_and_the_cells_are_named() -> None:
    first, second = kept(sent(40), 1, changed="7"), kept(sent(30), 2, changed="7")
    found = weighed(first, second)
    assert [item.verdict for item in found.values()] == [Verdict.QUARANTINED] * 2
    assert all("D02" in codes(item) for item in found.values())
    note = next(d for d in found["1.xlsx"].diagnostics if d.code.name == "D02")
    percent = next(e.answers["percent"] for e in found["1.xlsx"].entries if e.task == 3)
    assert note.message(Lang.EN).endswith(f"Where they differ: {percent.cell}.")
    assert verdicts(kept(sent(50), 0, run=0, changed=""), first, second) == ["superseded", "quarantined", "quarantined"]


def test_where_more_cells_differ_than_are_named_their_number_is_said() -> None:
    def otherwise(n: int) -> bytes:
        def write(book: Workbook) -> None:
            for task in (3, 4):
                texts = {name: f"{name} {n}" for name in ("progress", "problems", "next_steps", "remarks")}
                put(sheet(book), task, {**texts, "percent": 50 + n, "expected_date": date(2022, 8, n)})

        return at_moment(edited(filled(HOUSING), write), NEVER)

    found = weighed(*(kept(otherwise(n), n, changed="7") for n in (1, 2)))
    note = next(d for d in found["1.xlsx"].diagnostics if d.code.name == "D02")
    assert note.message(Lang.HANS).endswith(" 等 12 处。")


def test_the_same_content_twice_is_no_question() -> None:
    assert verdicts(kept(sent(40), 1, changed="7"), kept(sent(40, MAY), 2, changed="7")) == ["superseded", "accepted"]


def test_the_coordinators_word_counts_until_something_new_comes() -> None:
    first, second = kept(sent(40), 1, changed="7", chosen=2), kept(sent(30), 2, changed="7")
    assert verdicts(first, second) == ["accepted", "superseded"]
    assert verdicts(first, second, kept(sent(20), 3, run=3)) == ["superseded", "superseded", "accepted"]
    again = kept(sent(30), 2, changed="7", chosen=4)
    assert verdicts(first, again, kept(sent(20), 3, run=3)) == ["superseded", "accepted", "superseded"]


def test_cells_that_were_filled_and_are_empty_now_are_pointed_out() -> None:
    found = weighed(kept(sent(40), 1), kept(sent(None), 2))
    note = next(d for d in found["2.xlsx"].diagnostics if d.code.name == "D05")
    before = next(e.answers["percent"] for e in found["1.xlsx"].entries if e.task == 3)
    assert (note.file, note.sheet, note.cells) == ("2.xlsx", before.sheet, (before.cell,))
    assert note.message(Lang.EN) == f"1 cells filled last time are now empty: {before.cell}."
    assert "D01" in codes(found["2.xlsx"])


def test_the_return_that_counts_says_of_how_many_of_which_unit_it_is_the_one() -> None:
    found = weighed(kept(sent(40), 1), kept(sent(30), 2), kept(sent(20), 3))
    (note,) = [d for d in found["3.xlsx"].diagnostics if d.code.name == "D01"]
    assert (note.file, note.unit, note.values) == ("3.xlsx", HOUSING, {"n": 3, "time": "2022-07-01 12:00"})


def test_a_clock_that_fell_back_by_years_tells_nothing() -> None:
    empty = datetime(2010, 1, 1, 0, 5, tzinfo=UTC)
    assert verdicts(kept(sent(40, MAY), 1, run=1), kept(sent(30, empty), 2, run=2)) == ["superseded", "accepted"]


def test_what_came_later_and_does_not_count_says_so() -> None:
    first, second = kept(sent(40, JUNE), 1, run=1), kept(sent(30, MAY), 2, run=2)
    found = weighed(first, second)["2.xlsx"]
    assert found.verdict is Verdict.SUPERSEDED
    (note,) = [d for d in found.diagnostics if d.code.name == "D12"]
    assert (note.file, note.unit, (note.values or {})["other"]) == ("2.xlsx", HOUSING, "1.xlsx")
    # Not where a person chose with both at hand, where the content is the same, or where the earlier came first.
    chosen = kept(sent(40, JUNE), 1, run=1, chosen=2)
    same = kept(sent(40, MAY), 2, run=2)
    for one, other in (
        (chosen, second),
        (first, same),
        (kept(sent(40, MAY), 1, run=1), kept(sent(30, JUNE), 2, run=2)),
    ):
        assert all("D12" not in codes(item) for item in weighed(one, other).values())


def test_a_later_mail_with_a_file_saved_earlier_says_so() -> None:
    sooner, later = "2022-06-20T09:00:00+08:00", "2022-06-21T09:00:00+08:00"
    found = weighed(kept(sent(40, JUNE), 1, dated=sooner), kept(sent(30, MAY), 2, dated=later))
    assert "D12" in codes(found["2.xlsx"])
    # Of one that no mail brought with the same collection nothing tells that it came before.
    by_hand = weighed(kept(sent(40, JUNE), 1), kept(sent(30, MAY), 2, dated=later))
    assert "D12" not in codes(by_hand["2.xlsx"])


def test_bytes_sent_again_of_a_return_that_was_outdone_say_which_one_counts() -> None:
    found = weighed(kept(sent(40, JUNE), 1, run=1), kept(sent(30, MAY), 2, run=2))
    outdone, of_round = found["2.xlsx"], tuple(found.values())
    (note,) = passed_over_again("again.xlsx", outdone, of_round, run=3)
    assert (note.code.name, note.file, note.unit, note.values["other"]) == ("D12", "again.xlsx", HOUSING, "1.xlsx")
    # Not of a return that is to be mended, of the one that counts, nor where what counts came with the same collection.
    sent_back = replace(outdone, verdict=Verdict.REJECTED)
    assert passed_over_again("again.xlsx", sent_back, of_round, run=3) == ()
    assert passed_over_again("again.xlsx", found["1.xlsx"], of_round, run=3) == ()
    assert passed_over_again("again.xlsx", outdone, of_round, run=1) == ()
