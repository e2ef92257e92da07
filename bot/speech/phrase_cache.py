"""Rendered speech, kept: fixed phrases on the disk, everything else for a short while in memory.

What is said to one customer (a name, an address, a sum) never reaches the disk: only phrases declared as fixed do.
"""

import asyncio
import hashlib
import os
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """What decides how something sounds."""

    engine: str
    voice: str
    rate_wpm: int
    text: str

    @property
    def file_name(self) -> str:
        parts = "\n".join((self.engine, self.voice, str(self.rate_wpm), self.text))
        return hashlib.sha256(parts.encode(errors="replace")).hexdigest() + ".pcm"


@dataclass(frozen=True, slots=True)
class CacheLimits:
    """In bytes; a minute of speech is about 1.9 MB."""

    disk: int = 256 * _MIB
    fixed_in_memory: int = 48 * _MIB
    other_in_memory: int = 4 * _MIB


class PhraseCache:
    def __init__(self, folder: Path, limits: CacheLimits | None = None) -> None:
        self._folder = folder
        self._limits = limits or CacheLimits()
        self._fixed = _Memory(self._limits.fixed_in_memory)
        self._other = _Memory(self._limits.other_in_memory)

    async def find(self, phrase: Phrase) -> bytes | None:
        name = phrase.file_name
        pcm = self._fixed.find(name) or self._other.find(name)
        if pcm is None:
            pcm = await asyncio.to_thread(self._read, name)
            if pcm is not None:
                self._fixed.keep(name, pcm)
        return pcm

    def keep(self, phrase: Phrase, pcm: bytes) -> None:
        """For a short while, in memory."""
        self._other.keep(phrase.file_name, pcm)

    async def keep_fixed(self, phrase: Phrase, pcm: bytes) -> None:
        """On the disk: only for phrases that hold nothing of a customer's."""
        self._fixed.keep(phrase.file_name, pcm)
        await asyncio.to_thread(self._write, phrase.file_name, pcm)

    def _read(self, name: str) -> bytes | None:
        try:
            pcm = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        return pcm if pcm and len(pcm) % 2 == 0 else None

    def _write(self, name: str, pcm: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._read(name) == pcm:
            return
        unfinished = self._folder / f".{name}.{secrets.token_hex(4)}"
        try:
            unfinished.write_bytes(pcm)
            with suppress(FileNotFoundError):  # somebody who tidied took it away
                os.replace(unfinished, self._folder / name)
        finally:
            unfinished.unlink(missing_ok=True)
        self._make_room()

    def _make_room(self) -> None:
        """The oldest files go when there is too much; another line may be tidying the same folder."""
        files = list(self._files())
        total = sum(stat.st_size for stat, _ in files)
        for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
            if total <= self._limits.disk:
                return
            Path(path).unlink(missing_ok=True)
            total -= stat.st_size

    def _files(self) -> Iterator[tuple[os.stat_result, str]]:
        for entry in os.scandir(self._folder):
            with suppress(FileNotFoundError):
                yield entry.stat(), entry.path


class _Memory:
    """Keeps what was used last, up to so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def find(self, name: str) -> bytes | None:
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)

    def keep(self, name: str, pcm: bytes) -> None:
        if len(pcm) > self._limit:
            return
        self._size += len(pcm) - len(self._kept.pop(name, b""))
        self._kept[name] = pcm
        while self._size > self._limit:
            self._size -= len(self._kept.popitem(last=False)[1])
