"""Installs a Vosk model from its publisher: the size and the checksum come from the publisher's own list."""

import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Annotated

import httpx
import psutil
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from bot.kit.errors import FrontlineError, NotFound
from bot.speech.models import is_model

MODEL_LIST_URL = "https://alphacephei.com/vosk/models/model-list.json"

Progress = Callable[[int, int], None]
"""Told the bytes that have come and the bytes in all."""

_CHUNK_BYTES = 1 << 16
_CONNECT_S, _SILENCE_S = 10.0, 60.0
#: Models grow about two and a half times when unpacked; what grows far more is no model.
_MOST_GROWTH = 20
_LONGEST_LIST_BYTES = 4 << 20
_UNDER_WAY = ".installing-"


class ModelNotInstalled(FrontlineError):
    def __init__(self, code: str, sentence: str, *, can_retry: bool) -> None:
        super().__init__(code, sentence, status=502, can_retry=can_retry)


class ListedModel(BaseModel):
    """One entry of the publisher's list; of its fields, those that matter here."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    lang: str
    url: str
    md5: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{32}$")]
    size: Annotated[int, Field(gt=0)]
    size_text: str = ""
    type: str = ""
    obsolete: str = "false"


def fetch_list(list_url: str = MODEL_LIST_URL) -> tuple[ListedModel, ...]:
    """Raises ModelNotInstalled when it cannot be had or understood. Entries we cannot read are left out."""
    with _client() as client, _told_plainly(list_url):
        answer = client.get(list_url)
        answer.raise_for_status()
        content = answer.content[: _LONGEST_LIST_BYTES + 1]
    try:
        entries = TypeAdapter(list[dict[str, object]]).validate_json(content)
    except ValidationError:
        raise ModelNotInstalled("strange_model_list", f"{list_url} is not a list of models.", can_retry=False) from None
    return tuple(_readable(entries))


def install(name: str, models_dir: Path, list_url: str = MODEL_LIST_URL, progress: Progress | None = None) -> Path:
    """Downloads, checks and unpacks a model; the folder appears whole or not at all. Blocks: run it in a thread.

    Raises NotFound (`unknown_model`) or ModelNotInstalled; nothing half-done is left behind.
    """
    target = models_dir / name
    if is_model(target):
        return target
    listed = {model.name: model for model in fetch_list(list_url)}
    if name not in listed:
        offered = ", ".join(sorted(one for one, model in listed.items() if model.obsolete != "true"))
        raise NotFound("unknown_model", f"The publisher has no model {name}. It offers: {offered}.")
    models_dir.mkdir(parents=True, exist_ok=True)
    _sweep(models_dir)
    with tempfile.TemporaryDirectory(prefix=f"{_UNDER_WAY}{os.getpid()}-", dir=models_dir) as under_way:
        archive = Path(under_way) / "model.zip"
        _download(listed[name], archive, progress or _tell_nobody)
        unpacked = _unpack(archive, Path(under_way) / "unpacked", listed[name])
        if target.exists():
            shutil.rmtree(target)
        unpacked.rename(target)
    return target


def _download(model: ListedModel, archive: Path, progress: Progress) -> None:
    digest, size = hashlib.md5(usedforsecurity=False), 0
    with (
        _client() as client,
        _told_plainly(model.url),
        client.stream("GET", model.url) as answer,
        archive.open("wb") as file,
    ):
        answer.raise_for_status()
        for chunk in answer.iter_bytes(_CHUNK_BYTES):
            size += len(chunk)
            if size > model.size:
                break
            digest.update(chunk)
            file.write(chunk)
            progress(size, model.size)
    if size != model.size or digest.hexdigest() != model.md5.lower():
        raise ModelNotInstalled(
            "damaged_download",
            f"What came from {model.url} is not what the publisher's list describes: nothing was installed. Try again.",
            can_retry=True,
        )


def _unpack(archive: Path, folder: Path, model: ListedModel) -> Path:
    try:
        with zipfile.ZipFile(archive) as zipped:
            entries = zipped.infolist()
            grown = sum(entry.file_size for entry in entries)
            if grown > model.size * _MOST_GROWTH or not all(_is_safe(entry) for entry in entries):
                raise _no_model(model)
            zipped.extractall(folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError):
        raise _no_model(model) from None
    found = folder / model.name
    if not is_model(found):
        raise _no_model(model)
    return found


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """It stays inside the folder it is unpacked in, and is no link out of it."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return not path.is_absolute() and ".." not in path.parts and ":" not in entry.filename and not is_link


def _no_model(model: ListedModel) -> ModelNotInstalled:
    return ModelNotInstalled(
        "not_a_model", f"The archive {model.url} does not hold the model {model.name}.", can_retry=False
    )


def _readable(entries: list[dict[str, object]]) -> Iterator[ListedModel]:
    for entry in entries:
        try:
            yield ListedModel.model_validate(entry)
        except ValidationError:
            continue


def _sweep(models_dir: Path) -> None:
    """What an installation that was killed has left."""
    for left in models_dir.glob(f"{_UNDER_WAY}*"):
        pid = left.name.removeprefix(_UNDER_WAY).partition("-")[0]
        if not pid.isdigit() or not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _client() -> httpx.Client:
    return httpx.Client(follow_redirects=True, timeout=httpx.Timeout(_SILENCE_S, connect=_CONNECT_S))


@contextmanager
def _told_plainly(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPStatusError as refused:
        code = refused.response.status_code
        raise ModelNotInstalled("download_refused", f"{url} answered {code}.", can_retry=code >= 500) from refused
    except (httpx.TransportError, httpx.InvalidURL) as failed:
        raise ModelNotInstalled(
            "no_network",
            f"{url} could not be reached: no network. Put the unpacked model into the folder that "
            "`frontline models where` names, or run `frontline models install` where there is a network.",
            can_retry=True,
        ) from failed


def _tell_nobody(_come: int, _of: int) -> None:
    """Without a listener."""
