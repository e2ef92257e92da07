"""`frontline models list|install|where`: the official speech models, by name, size and checksum of their publisher."""

import argparse
import sys
from typing import Any

from bot.app.settings import Settings
from bot.app.speech import prepare_ears
from bot.kit.errors import FrontlineError
from bot.language.languages import LANGUAGES
from bot.speech.model_install import MODEL_LIST_URL, fetch_list, install
from bot.speech.models import SpeechMode, installed

BAR_WIDTH = 30


def add_to(commands: Any) -> None:
    parser = commands.add_parser("models", help="speech models: list, install, where")
    of_models = parser.add_subparsers(required=True)

    listing = of_models.add_parser("list", help="what the publisher offers, and what is installed")
    listing.set_defaults(run=list_models)

    installing = of_models.add_parser("install", help="download, check and unpack (default: the small ones)")
    installing.add_argument("names", nargs="*", metavar="NAME")
    installing.add_argument("--try", dest="is_try", action="store_true", help="no network is no error")
    installing.set_defaults(run=install_models)

    where = of_models.add_parser("where", help="which model each language is heard with, and why")
    where.set_defaults(run=tell_where)
    for command in (listing, installing):
        command.add_argument("--from", dest="list_url", default=MODEL_LIST_URL, metavar="URL", help="another list")


def list_models(arguments: argparse.Namespace, settings: Settings) -> int:
    there = installed(settings.model_settings.models_dir)
    print(f"installed in {settings.model_settings.models_dir}: {', '.join(there) or 'none'}")
    try:
        offered = fetch_list(arguments.list_url)
    except FrontlineError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    for model in offered:
        if model.lang.split("-")[0] in LANGUAGES and model.obsolete != "true":
            print(f"  {model.name:<36} {model.size_text:>8}  {'installed' if model.name in there else ''}")
    return 0


def install_models(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.is_try and settings.speech.mode is SpeechMode.TINY:
        return 0
    for name in arguments.names or [traits.vosk_small_model for traits in LANGUAGES.values()]:
        if name in installed(settings.model_settings.models_dir):
            continue
        print(f"· {name}", flush=True)
        try:
            install(name, settings.model_settings.models_dir, arguments.list_url, show_progress)
        except FrontlineError as error:
            print(f"  {error.sentence}", file=sys.stderr)
            return 0 if arguments.is_try else 1
        print("\r" + " " * (BAR_WIDTH + 30) + f"\r  {name} is installed", flush=True)
    return 0


def show_progress(done: int, size: int) -> None:
    """Bytes so far and in all."""
    if not sys.stdout.isatty():
        return
    full = BAR_WIDTH * done // max(size, 1)
    bar = "█" * full + "·" * (BAR_WIDTH - full)
    print(f"\r  {bar} {done / 1e6:.0f} of {size / 1e6:.0f} MB", end="", flush=True)


def tell_where(arguments: argparse.Namespace, settings: Settings) -> int:
    for language, choice in prepare_ears(settings, lambda line: print(line, file=sys.stderr)).items():
        print(f"{language}: {choice.path} ({choice.kind}: {choice.reason})")
    return 0
