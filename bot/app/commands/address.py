"""Where the running line is, for commands that talk to it."""

import argparse
import ssl
from dataclasses import dataclass

from bot.app.settings import Settings


@dataclass(frozen=True, slots=True)
class LineAddress:
    """`http://127.0.0.1:8000` and what follows from it."""

    base: str

    @property
    def socket(self) -> str:
        return "ws" + self.base.removeprefix("http")

    @property
    def tls(self) -> ssl.SSLContext | None:
        """A line of our own may have a certificate that it signed itself: it is encrypted, but not verified."""
        if not self.base.startswith("https"):
            return None
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context


def add_address_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--line", metavar="URL", help="the running line (default: this machine's)")


def line_address(arguments: argparse.Namespace, settings: Settings) -> LineAddress:
    return LineAddress((arguments.line or f"http://127.0.0.1:{settings.port}").rstrip("/"))
