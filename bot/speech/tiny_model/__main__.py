"""`python -m bot.speech.tiny_model --language ru --to FOLDER`: builds one demonstration model."""

import argparse
from pathlib import Path

from bot.speech.tiny_model.builder import GraphKind, build_tiny_model
from bot.speech.tiny_model.vocabulary import LANGUAGES


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.speech.tiny_model", description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, required=True)
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the model folder is written")
    parser.add_argument("--graph", choices=[*GraphKind], default=GraphKind.DYNAMIC)
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="synthesis processes (one a core)")
    arguments = parser.parse_args()
    build_tiny_model(arguments.language, arguments.to, graph=arguments.graph, report=print, jobs=arguments.jobs)


if __name__ == "__main__":
    main()
