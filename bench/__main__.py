"""`python -m bench [name …]`: every measurement, or the named ones."""

import importlib
import sys

NAMES = ("messages", "voice")


def main() -> None:
    wanted = sys.argv[1:] or NAMES
    for name in wanted:
        if name not in NAMES:
            sys.exit(f"There is no measurement “{name}”: choose from {', '.join(NAMES)}.")
        print(f"\n{name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


main()
