"""What was rendered once is not rendered again, and a customer's words never reach the disk."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.speech.phrase_cache import CacheLimits, Phrase, PhraseCache


def phrase(text: str, voice: str = "zle/ru") -> Phrase:
    return Phrase("engine", voice, 150, text)


async def test_a_fixed_phrase_outlives_the_line(tmp_path: Path) -> None:
    await PhraseCache(tmp_path / "phrases").keep_fixed(phrase("Здравствуйте!"), b"\1\2")
    later = PhraseCache(tmp_path / "phrases")
    assert await later.find(phrase("Здравствуйте!")) == b"\1\2"
    assert await later.find(phrase("Здравствуйте!", voice="gmw/en-us")) is None


async def test_what_is_said_to_one_customer_stays_in_memory(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path)
    cache.keep(phrase("Анна Петровна, ваш заказ принят."), b"\1\2")
    assert await cache.find(phrase("Анна Петровна, ваш заказ принят.")) == b"\1\2"
    assert os.listdir(tmp_path) == []
    assert await PhraseCache(tmp_path).find(phrase("Анна Петровна, ваш заказ принят.")) is None


async def test_the_names_of_the_files_tell_nothing(tmp_path: Path) -> None:
    await PhraseCache(tmp_path).keep_fixed(phrase("Здравствуйте"), b"\1\2")
    (name,) = os.listdir(tmp_path)
    assert name.removesuffix(".pcm").isalnum()
    assert len(name) == 64 + 4


async def test_memory_is_bounded_and_what_was_used_last_stays(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path, CacheLimits(other_in_memory=30))
    for n in range(3):
        cache.keep(phrase(str(n)), bytes(10))
    await cache.find(phrase("0"))
    cache.keep(phrase("3"), bytes(10))
    kept = [n for n in range(4) if await cache.find(phrase(str(n))) is not None]
    assert kept == [0, 2, 3]


async def test_a_phrase_too_large_for_memory_throws_nothing_out(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path, CacheLimits(other_in_memory=30))
    cache.keep(phrase("small"), bytes(10))
    cache.keep(phrase("large"), bytes(100))
    assert await cache.find(phrase("small")) is not None
    assert await cache.find(phrase("large")) is None


async def test_the_disk_is_bounded_and_the_oldest_goes(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path, CacheLimits(disk=250))
    for n in range(3):
        await cache.keep_fixed(phrase(str(n)), bytes(100))
        os.utime(tmp_path / phrase(str(n)).file_name, (n, n))
    await cache.keep_fixed(phrase("3"), bytes(100))
    assert set(os.listdir(tmp_path)) == {phrase("2").file_name, phrase("3").file_name}


@pytest.mark.parametrize("damaged", [b"", b"\1"])
async def test_a_damaged_file_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / phrase("да").file_name).write_bytes(damaged)
    cache = PhraseCache(tmp_path)
    assert await cache.find(phrase("да")) is None
    await cache.keep_fixed(phrase("да"), b"\1\2")
    assert await PhraseCache(tmp_path).find(phrase("да")) == b"\1\2"
    assert len(os.listdir(tmp_path)) == 1


def test_many_who_keep_phrases_in_one_full_folder_disturb_nobody(tmp_path: Path) -> None:
    asyncio.run(_keep_many(tmp_path))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 100


async def _keep_many(tmp_path: Path) -> None:
    caches = [PhraseCache(tmp_path, CacheLimits(disk=100)) for _ in range(8)]
    for n in range(25):
        kept = (cache.keep_fixed(phrase(f"{n}, {who}"), bytes(20)) for who, cache in enumerate(caches))
        await asyncio.gather(*kept)
