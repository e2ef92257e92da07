"""How each word is pronounced: counted over what espeak-ng said, alone and in sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.speech.tiny_model.espeak_phones import SILENCE, Phone
from bot.speech.tiny_model.sentences import Word

Pronunciation = tuple[str, ...]
Lexicon = Mapping[str, tuple[tuple[Pronunciation, float], ...]]
"""For every word its pronunciations, most frequent first, each with its share."""

_ALONE_WEIGHT = 3
_LEAST_SHARE = 0.03
_MOST_VARIANTS = 5


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that espeak-ng spoke as one ("on the"), with their common phones."""

    words: tuple[str, ...]
    phones: Pronunciation


def word_groups(words: Sequence[Word], phones: Sequence[Phone]) -> tuple[WordGroup, ...]:
    """A phone belongs to the last word that begins at or before the phone's text offset."""
    spoken: dict[int, list[str]] = {}
    for phone in phones:
        if phone.name == SILENCE:
            continue
        owner = max((index for index, word in enumerate(words) if word.start <= phone.text_offset), default=0)
        spoken.setdefault(owner, []).append(phone.name)
    owners = sorted(spoken)
    ends = [*owners[1:], len(words)]
    return tuple(
        WordGroup(tuple(word.name for word in words[owner:end]), tuple(spoken[owner]))
        for owner, end in zip(owners, ends, strict=True)
    )


def build_lexicon(
    vocabulary: Iterable[str],
    alone: Sequence[tuple[str, Pronunciation]],
    groups: Sequence[WordGroup],
) -> Lexicon:
    """`alone` are words spoken on their own, which weigh more; raises ValueError for a word nobody ever spoke."""
    counts: dict[str, Counter[Pronunciation]] = defaultdict(Counter)
    own: dict[str, list[Pronunciation]] = defaultdict(list)
    for word, phones in alone:
        own[word].append(phones)
    for group in groups:
        for word, phones in zip(group.words, split_group(group, own), strict=True):
            if phones:
                counts[word][phones] += 1
    for word, pronunciations in own.items():
        # A letter on its own ("в", "с") is read out as its name, which no sentence does.
        if len(word) > 1 or not counts[word]:
            for phones in pronunciations:
                counts[word][phones] += _ALONE_WEIGHT
    return {word: _frequent(word, counts[word]) for word in vocabulary}


def split_group(group: WordGroup, own: Mapping[str, Sequence[Pronunciation]]) -> tuple[Pronunciation, ...]:
    """Cuts the phones of a group into one run a word, each as near as can be to the word's own pronunciation."""
    best: list[dict[int, tuple[int, tuple[Pronunciation, ...]]]] = [{0: (0, ())}]
    count = len(group.phones)
    for position, word in enumerate(group.words):
        last = position == len(group.words) - 1
        ways: dict[int, tuple[int, tuple[Pronunciation, ...]]] = {}
        for begin, (cost, runs) in best[-1].items():
            for end in [count] if last else range(begin, count + 1):
                run = group.phones[begin:end]
                total = cost + min((distance(run, phones) for phones in own.get(word, ())), default=0)
                if end not in ways or total < ways[end][0]:
                    ways[end] = (total, (*runs, run))
        best.append(ways)
    return best[-1][count][1]


def distance(one: Pronunciation, other: Pronunciation) -> int:
    """Phones to change, add or leave out to make one from the other."""
    row = list(range(len(other) + 1))
    for index, phone in enumerate(one, start=1):
        diagonal, row[0] = row[0], index
        for column, wanted in enumerate(other, start=1):
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, diagonal + (phone != wanted))
    return row[-1]


def _frequent(word: str, counts: Counter[Pronunciation]) -> tuple[tuple[Pronunciation, float], ...]:
    total = sum(counts.values())
    if not total:
        raise ValueError(f"espeak-ng never pronounced {word!r}")
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_VARIANTS]
    return tuple(
        (phones, count / total) for phones, count in ranked if count / total >= _LEAST_SHARE or count == ranked[0][1]
    )
