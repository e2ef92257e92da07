"""`python -m bot.speech.tiny_model --language ru --to FOLDER`: builds one demonstration model.

`--pack` builds those whose words or builder changed and packs them for the project (`make tiny-models`).
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.speech.tiny_model.builder import GraphKind, build_tiny_model
from bot.speech.tiny_model.cache import build_both_graphs, builder_fingerprint
from bot.speech.tiny_model.packing import pack, packed_file
from bot.speech.tiny_model.vocabulary import LANGUAGES


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.speech.tiny_model", description=__doc__)
    parser.add_argument("--pack", action="store_true", help="build and pack what changed, in every language")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where the model folder is written")
    parser.add_argument("--graph", choices=[*GraphKind], default=GraphKind.DYNAMIC)
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="synthesis processes (one a core)")
    arguments = parser.parse_args()
    if arguments.pack:
        pack_what_changed()
    elif arguments.language and arguments.to:
        build_tiny_model(arguments.language, arguments.to, graph=arguments.graph, report=print, jobs=arguments.jobs)
    else:
        parser.error("name --language and --to, or --pack")


def pack_what_changed() -> None:
    for language in LANGUAGES:
        fingerprint = builder_fingerprint(language)
        if not packed_file(language, fingerprint).is_file():
            with TemporaryDirectory() as folder:
                build_both_graphs(language, Path(folder), print)
                print(f"packed {pack(Path(folder), language, fingerprint).name}")


if __name__ == "__main__":
    main()
