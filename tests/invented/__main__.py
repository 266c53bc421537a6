"""Print what becomes of every invented document: `python -m tests.invented [words of a name] [--all]`."""

import sys
from itertools import chain

from tests.invented.report import outcomes, totals


def main(words: list[str]) -> None:
    """Print the documents whose name has all of the words, and without words the totals; `--all` prints every field."""
    wanted = [word for word in words if word != "--all"]
    lines = [line for line in outcomes(1000 if "--all" in words else 3) if all(word in line for word in wanted)]
    sys.stdout.writelines(f"{line}\n" for line in chain(lines, () if wanted else totals()))


if __name__ == "__main__":
    main(sys.argv[1:])
