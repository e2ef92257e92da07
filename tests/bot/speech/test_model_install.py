"""A model is installed from a publisher's list as a whole or not at all; met here is a publisher of our own."""

import hashlib
import io
import json
import os
import socket
import stat
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.kit.errors import FrontlineError, NotFound
from bot.speech.model_install import ModelNotInstalled, fetch_list, install
from bot.speech.models import installed

NAME = "vosk-model-small-xx-0.1"


class Publisher:
    """Serves a list in the publisher's shape and archives beside it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cut: dict[str, int] = {}
        self.entries: list[dict[str, Any]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/models/model-list.json":
                    body = json.dumps(publisher.entries).encode()
                elif self.path in publisher.files:
                    body = publisher.files[self.path]
                else:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: publisher.cut.get(self.path)])

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def list_url(self) -> str:
        return f"{self.address}/models/model-list.json"

    def offer(self, archive: bytes, name: str = NAME, **changes: object) -> None:
        self.files[f"/models/{name}.zip"] = archive
        entry = {
            "lang": "xx",
            "lang_text": "Xish",
            "md5": hashlib.md5(archive).hexdigest(),
            "name": name,
            "obsolete": "false",
            "size": len(archive),
            "size_text": "1KiB",
            "type": "small",
            "url": f"{self.address}/models/{name}.zip",
            "version": "0.1",
        }
        self.entries.append({**entry, **changes})


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    serving = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    serving.start()
    yield made
    made.server.shutdown()
    serving.join()
    made.server.server_close()


def archive_of(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return packed.getvalue()


MODEL = archive_of({f"{NAME}/am/final.mdl": b"model" * 1000, f"{NAME}/conf/model.conf": b"--beam=13"})


def refusal(publisher: Publisher, models_dir: Path, name: str = NAME) -> FrontlineError:
    """The error, having checked that it left nothing behind."""
    with pytest.raises(FrontlineError) as refused:
        install(name, models_dir, publisher.list_url)
    assert not models_dir.exists() or os.listdir(models_dir) == []
    return refused.value


def test_a_model_is_installed_with_its_progress_shown(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL)
    shown: list[tuple[int, int]] = []
    folder = install(NAME, tmp_path / "models", publisher.list_url, lambda come, of: shown.append((come, of)))
    assert (folder / "am" / "final.mdl").read_bytes() == b"model" * 1000
    assert installed(tmp_path / "models") == (NAME,)
    assert os.listdir(tmp_path / "models") == [NAME]
    assert shown[-1] == (len(MODEL), len(MODEL))
    assert shown == sorted(shown)


def test_an_installed_model_is_not_fetched_again(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL)
    install(NAME, tmp_path, publisher.list_url)
    publisher.entries.clear()
    assert install(NAME, tmp_path, publisher.list_url) == tmp_path / NAME


def test_a_wrong_checksum_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL, md5="0" * 32)
    assert (refusal(publisher, tmp_path).code, refusal(publisher, tmp_path).can_retry) == ("damaged_download", True)


@pytest.mark.parametrize("more", [-10, 10])
def test_another_size_than_listed_is_refused(publisher: Publisher, tmp_path: Path, more: int) -> None:
    publisher.offer(MODEL, size=len(MODEL) + more)
    assert refusal(publisher, tmp_path).code == "damaged_download"


def test_a_connection_that_is_cut_is_no_network(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL)
    publisher.cut[f"/models/{NAME}.zip"] = len(MODEL) // 2
    refused = refusal(publisher, tmp_path)
    assert (refused.code, refused.can_retry) == ("no_network", True)


@pytest.mark.parametrize(
    "name", ["../escaped", "/tmp-escaped/x", f"{NAME}/../../escaped", "..\\escaped", "C:\\escaped"]
)
def test_an_archive_that_reaches_out_of_its_folder_is_refused(publisher: Publisher, tmp_path: Path, name: str) -> None:
    publisher.offer(archive_of({f"{NAME}/am/final.mdl": b"model", name: b"evil"}))
    assert refusal(publisher, tmp_path / "models").code == "not_a_model"
    assert not list(tmp_path.rglob("*escaped*"))


def test_an_archive_with_a_link_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    link = zipfile.ZipInfo(f"{NAME}/am")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr(link, "/etc")
        zipped.writestr(f"{NAME}/final.mdl", b"model")
    publisher.offer(packed.getvalue())
    assert refusal(publisher, tmp_path).code == "not_a_model"


def test_an_archive_that_swells_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"{NAME}/am/final.mdl", bytes(10_000_000))
    publisher.offer(packed.getvalue())
    assert refusal(publisher, tmp_path).code == "not_a_model"


@pytest.mark.parametrize("archive", [b"", b"<html>", MODEL[:-30], archive_of({"readme": b""}), archive_of({})])
def test_what_is_no_model_is_refused(publisher: Publisher, tmp_path: Path, archive: bytes) -> None:
    publisher.offer(archive, size=max(1, len(archive)))
    assert refusal(publisher, tmp_path).code in ("not_a_model", "damaged_download")


def test_a_model_that_is_listed_and_not_there_is_told(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL, url=f"{publisher.address}/gone.zip")
    refused = refusal(publisher, tmp_path)
    assert (refused.code, refused.can_retry) == ("download_refused", False)
    assert "404" in refused.sentence


def test_an_unknown_model_is_told_with_what_there_is(publisher: Publisher, tmp_path: Path) -> None:
    publisher.offer(MODEL)
    publisher.offer(MODEL, "vosk-model-old", obsolete="true")
    refused = refusal(publisher, tmp_path, "vosk-model-nowhere")
    assert isinstance(refused, NotFound)
    assert NAME in refused.sentence
    assert "vosk-model-old" not in refused.sentence


def test_without_a_network_the_words_say_what_to_do(publisher: Publisher, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ModelNotInstalled, match="frontline models where") as refused:
        install(NAME, tmp_path, f"http://127.0.0.1:{port}/model-list.json")
    assert "no network" in refused.value.sentence
    assert refused.value.can_retry


@pytest.mark.parametrize("entries", [{"models": []}, ["vosk"], "down for maintenance"])
def test_a_list_of_another_shape_is_told(publisher: Publisher, tmp_path: Path, entries: Any) -> None:
    publisher.entries = entries
    assert refusal(publisher, tmp_path).code == "strange_model_list"


def test_an_entry_that_cannot_be_read_hides_no_other(publisher: Publisher) -> None:
    publisher.offer(MODEL, name_of_the_future="x")
    publisher.offer(MODEL, "../evil")
    publisher.offer(MODEL, "vosk-model-without-sum", md5=None)
    assert [model.name for model in fetch_list(publisher.list_url)] == [NAME]


def test_what_a_killed_installation_left_is_swept_away(publisher: Publisher, tmp_path: Path) -> None:
    left = tmp_path / ".installing-999999999-abc"
    left.mkdir(parents=True)
    (left / "model.zip").write_bytes(b"half")
    publisher.offer(MODEL)
    install(NAME, tmp_path, publisher.list_url)
    assert os.listdir(tmp_path) == [NAME]
