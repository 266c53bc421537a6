"""Sentences that say of the whole task that it is done, or not begun."""

import pytest

from reportkit.language.claims import Claim, claim_of

DONE, NOT_BEGUN = Claim.DONE, Claim.NOT_BEGUN


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("已全部完成。", DONE),
        ("该项任务已全部完成年度目标任务。", DONE),
        ("截至6月底，已完成全年目标任务。", DONE),
        ("該項工作已辦結。", DONE),
        ("建成停车泊位312个。任务已提前完成。", DONE),
        ("尚未启动。", NOT_BEGUN),
        ("截至2022年6月底，项目尚未开工。因资金未到位。", NOT_BEGUN),
        ("本项工作还没有开展", NOT_BEGUN),
        ("任务已办结，销号。", DONE),
        ("已全面竣工并交付使用。", DONE),
        ("全年任务100%完成", DONE),
        ("该工作已超额完成，达到预期目标。", DONE),
        ("年度任务全部完成，完成率100%。", DONE),
        ("因疫情影响，项目尚未启动。", NOT_BEGUN),
        ("目前尚未开工建设，待资金到位后实施。", NOT_BEGUN),
        ("已全部完成，待验收。", None),
        ("因疫情影响，一期尚未启动。", None),
        ("待资金到位，因故推迟。", None),
        ("达到预期目标。", None),
        ("已100%完成招标。", None),
        ("All work has been completed.", DONE),
        ("This project has not yet started. Funding is awaited.", NOT_BEGUN),
        ("前期工作已全部完成，正在施工。", None),
        ("已完成招标。", None),
        ("二期尚未启动，一期正在施工。", None),
        ("完成泊位312个。", None),
        ("未完成。", None),
        ("推进项目建设。", None),
        ("已全部完成。尚未启动。", None),
        ("", None),
    ],
)
def test_what_a_sentence_claims_of_the_whole_task(text: str, claimed: Claim | None) -> None:
    assert claim_of(text) is claimed
