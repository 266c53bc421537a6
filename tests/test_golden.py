"""A golden text that differs fails with the difference, and is renewed on request."""

import pytest

pytest_plugins = ("pytester",)

_TEST = """
def test_it(golden):
    golden("sample", "one\\ntwo\\n")
"""


def _with_conftest(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    conftest = request.path.parent / "conftest.py"
    pytester.makeconftest(conftest.read_text(encoding="utf-8"))
    pytester.makepyfile(_TEST)


def test_a_missing_golden_text_is_asked_for(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    _with_conftest(pytester, request)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*sample.txt does not exist; run pytest --update-golden*"])


def test_update_writes_it_and_the_next_run_compares(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    _with_conftest(pytester, request)
    pytester.runpytest_inprocess("--update-golden").assert_outcomes(passed=1)
    written = pytester.path / "golden" / "sample.txt"
    assert written.read_text(encoding="utf-8") == "one\ntwo\n"
    pytester.runpytest_inprocess().assert_outcomes(passed=1)
    written.write_text("one\nthree\n", encoding="utf-8")
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*-three", "*+two"])
