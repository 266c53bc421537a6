"""Aims of English wordings: what a figure means is said by the word before it."""

import pytest

from reportkit.model import Kind
from reportkit.targets.finding import find_targets
from reportkit.targets.quantities import even


def said(text: str) -> list[str]:
    """Return what is read, one target a line: indicator, comparison, value and measure, kind."""
    return [
        f"{t.indicator} {t.op.value} {t.value}{' ' * bool(t.measure)}{t.measure} {t.kind.value}"
        for t in find_targets(1, text)
    ]


COUNTED = {
    "Build 85 homes for rent by March 2027": ["homes for rent = 85 count"],
    "Recruit 60 teaching assistants and lower absence to 4%": [
        "teaching assistants = 60 count",
        "absence <= 4 % ratio",
    ],
    "Train 40 nurses, 12 midwives and three physiotherapists": [
        "nurses = 40 count",
        "midwives = 12 count",
        "physiotherapists = 3 count",
    ],
    "Programme to plant at least 2000 trees": ["trees >= 2000 count"],
    "Support 300 residents into work or training": ["residents into work or training = 300 count"],
    "Regenerate 12 estates": ["estates = 12 count"],
    "Open one new library": ["new library = 1 count"],
    "Deliver a further twenty-five workshops": ["workshops = 25 count"],
    "Hold between 10 and 15 forums a year": ["forums >= 10 count"],
    "Resurface 25 miles of road in Phase 2": ["road in Phase 2 = 25 miles amount"],
    "Deliver 400 hours of coaching": ["coaching = 400 hours amount"],
    "Delivery of 90 garages": ["garages = 90 count"],
    "No more than 12 complaints upheld": ["complaints upheld <= 12 count"],
    "Lay 18 km of main, mend 600 leaks": ["main = 18 km amount", "leaks = 600 count"],
    "Ensure that no fewer than 30 schools hold the award": ["schools hold the award >= 30 level"],
    "Fence off 6.5 acres of marsh": ["marsh = 6.5 acres amount"],
    "New homes: 140": ["New homes = 140 count"],
    "Secure £2m of grant funding and invest £750,000 in playgrounds": [
        "grant funding = 2 m £ amount",
        "invest in playgrounds = 750000 £ amount",
    ],
}
HEIGHTS = {
    "Raise attendance from 93% to 96%": ["attendance >= 96 % ratio"],
    "Reduce energy use by 8% and water use by 5 per cent": ["energy use = 8 % growth", "water use = 5 % growth"],
    "Reduce missed collections to below 50 a month": ["missed collections < 50 a month level"],
    "Reduce patients waiting over 52 weeks to fewer than 400": ["patients waiting over 52 weeks < 400 level"],
    "Keep vacancy below 5%": ["vacancy < 5 % ratio"],
    "Achieve a recycling rate of 55% or more": ["recycling rate >= 55 % ratio"],
    "At least 95% of calls answered within 20 seconds": ["calls answered within 20 seconds >= 95 % ratio"],
    "Deliver a 10% increase in visitors to the museum": ["visitors to the museum = 10 % growth"],
    "Expand the fleet to 45 vehicles": ["fleet >= 45 level"],
    "Turnover stays below 9%": ["Turnover < 9 % ratio"],
    "Hold absence at or below 4.2% and agency spend under £6 million": [
        "absence <= 4.2 % ratio",
        "agency spend < 6 million £ level",
    ],
    "Two new engines and response times under nine minutes": [
        "new engines = 2 count",
        "response times < 9 minutes level",
    ],
    "Attract 1.3 million visits, up 6% on last year": ["visits = 1.3 million count", "visits = 6 % growth"],
    "Replace 38 vans, bringing fleet emissions down to 95 g/km": [
        "vans = 38 count",
        "fleet emissions <= 95 g/km level",
    ],
    "Achieve a score of 80 out of 100": ["score = 80 out of 100 level"],
    "Customer satisfaction to reach 90%": ["Customer satisfaction = 90 % ratio"],
    "Ensure 90% of applications are decided within eight weeks": [
        "applications are decided within eight weeks = 90 % ratio"
    ],
    "Raise the share of leavers in education, employment or training to 71%": [
        "leavers in education, employment or training >= 71 % ratio"
    ],
    "Process all new claims in under 20 days on average": ["Process new claims < 20 days level"],
    "Answer all complaints within 10 working days": ["Answer complaints <= 10 working days level"],
    "Shorten the average wait by three days": ["average wait = 3 days amount"],
    "Raise recycling to a stretch target of 60%": ["recycling >= 60 % stretch"],
}
SIZES = {
    "All 24 wards on the new system": ["wards on the new system = 24 scope"],
    "In 12 schools, open breakfast clubs": ["schools = 12 scope"],
    "Complete the roll-out on all 24 wards": ["wards = 24 scope"],
    "Open the centre with three scanners": ["scanners = 3 scope"],
    "Offer support to 300 families": ["families = 300 scope"],
    "Complete the £3 million flood scheme": ["flood scheme = 3 million £ scope"],
}
WORDED = {
    "Halve the number of fly-tips by July 2027": ["fly-tips = 50 % growth"],
    "Cut energy use in the civic centre by a fifth": ["energy use in the civic centre = 20 % growth"],
    "Reduce waiting lists by three quarters": ["waiting lists = 75 % growth"],
    "Increase by a third the number of visits": ["visits = 33.3 % growth"],
    "Train 40 staff and double cycling trips": ["staff = 40 count", "cycling trips = 100 % growth"],
    "Halving, by 2028, the number of injuries": ["injuries = 50 % growth"],
    "Halve emissions from 400 to 200 tonnes": ["emissions <= 200 tonnes level"],
    "Eliminate out-of-area placements": ["out-of-area placements = None implicit"],
    "End rough sleeping": ["rough sleeping = None implicit"],
    "Reduce emissions 40% by 2030": ["emissions = 40 % growth"],
    "No patient waits more than 52 weeks": ["No patient waits <= 52 weeks level"],
    "Zero landfill from town events": ["landfill from town events = 0 count"],
}
NONE = (
    "Adopt a zero tolerance of abuse",
    "Install double glazing by half term",
    "Report at the end of the year",
    "Adopt the 2030 strategy by 31 March 2026",
    "Review Section 106 agreements in Phase 2",
    "Open a 24-hour service for people over 65",
    "Publish the plan for 2025/26 within three months",
    "Keep in work residents over 50",
    "Phase 2 works complete",
    "Publish 5 July returns",
    "Hold 1st May fairs",
    "May 12 elections held well",
    "Mend the bridges, Oakfield 12 first",
    "Improve the A40 and Junction 12",
    "Run the 0-19 service at one of the hubs",
    "Report to cabinet every two weeks",
)


@pytest.mark.parametrize(("text", "wanted"), [*COUNTED.items(), *HEIGHTS.items(), *SIZES.items(), *WORDED.items()])
def test_what_a_figure_means_is_said_by_the_word_before_it(text: str, wanted: list[str]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize("text", NONE)
def test_years_days_ages_names_and_times_are_no_aims(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", [*COUNTED, *HEIGHTS, *SIZES, *WORDED])
def test_a_target_quotes_the_wording(text: str) -> None:
    for target in find_targets(1, text):
        assert target.quote in text
        assert str(target.indicator.split()[-1]) in text


def test_english_beside_chinese_with_figures_is_its_translation() -> None:
    assert said("开通国际航线3条。\nOpen three international routes.") == ["开通国际航线 = 3 条 count"]
    assert said("优化营商环境。\nSet up 35 companies.") == ["companies = 35 count"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Build 140 homes on council land\n140 homes completed", 1),
        ("Cut emissions by 12%\n12% below 2024", 1),
        ("Build 140 homes on council land\n140 garages let", 2),
        ("汰換老舊公車為電動公車45輛\n汰換45輛", 1),
        ("興建簡約公屋約9,500個單位\n落成9,500個單位", 1),
        ("將服務券總數增至12,000張\n2025年第三季或之前增至12,000張", 1),
        ("新建学校3所。\n改建医院3所。", 2),
        ("新建学校3所，改建学校3所。", 2),
    ],
)
def test_what_the_words_of_the_measure_say_again_is_one_target(text: str, count: int) -> None:
    targets = find_targets(1, text)
    assert len(targets) == count
    assert [t.no for t in targets] == list(range(1, count + 1))
    assert even(targets[0].quote) in even(text)


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("Complete 30 000 public housing units", 30_000),
        ("Recruit one hundred volunteers", 100),
        ("Recruit two hundred and twenty-five volunteers", 225),
        ("Plant a dozen trees", 12),
        ("Train twenty-five teachers", 25),
    ],
)
def test_numbers_with_spaces_and_in_hundreds_are_whole(wording: str, value: int) -> None:
    assert [target.value for target in find_targets(1, wording)] == [value]


def test_a_number_behind_no_is_a_name() -> None:
    assert find_targets(1, "Open Fire Station No. 7") == ()


@pytest.mark.parametrize(
    ("wording", "aims"),
    [
        ("Bring the vacancy rate in the town centre below 9%", [("vacancy rate in the town centre", "<", "9")]),
        ("Bring 60 empty homes back into use", [("empty homes back into use", "=", "60")]),
        ("Bring meals to 60 homes", []),
    ],
)
def test_bring_counts_what_follows_and_holds_what_a_comparison_says(wording: str, aims: list[object]) -> None:
    found = [target for target in find_targets(1, wording) if target.kind is not Kind.SCOPE]
    assert [(target.indicator, target.op.value, str(target.value)) for target in found] == aims
