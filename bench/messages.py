"""What a message costs: an order of ten turns with two questions in the middle, at turns 1-10 and 31-40.

Processor time is counted over all processes of the line. Four customers at once give the latency. The same messages are
then put straight to the REST channel of the line's own Rasa: there the actions find no live turn and return at once, so
that figure is what understanding, rules and the round trips alone cost.
"""

import asyncio
import json
import statistics
import time
from dataclasses import dataclass

import httpx

from bench.served_line import ServedLine, served_line

ORDER = (
    "Хочу заказать два шампуня",
    "и зубную пасту",
    "доставка",
    "до скольки вы работаете?",
    "улица Лесная, дом 5, квартира 12",
    "завтра утром",
    "сколько стоит доставка?",
    "Марина Петрова",
    "89161234567",
    "да",
)
ROUNDS = 4
CUSTOMERS = 6
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_ms: float
    p50_ms: float
    p95_ms: float

    def __str__(self) -> str:
        return f"{self.cpu_ms:6.1f} ms CPU   p50 {self.p50_ms:6.1f} ms   p95 {self.p95_ms:6.1f} ms"


async def say(http: httpx.AsyncClient, url: str, sender: str, text: str, metadata: dict[str, object]) -> float:
    began = time.perf_counter()
    answer = await http.post(
        f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text, "metadata": metadata}
    )
    answer.raise_for_status()
    return (time.perf_counter() - began) * 1000


async def order(http: httpx.AsyncClient, url: str, sender: str, first_turn: int, *, is_straight: bool) -> list[float]:
    times = []
    for number, text in enumerate(ORDER):
        metadata: dict[str, object] = {"company": "lavka", "language": "ru"}
        if is_straight:
            metadata |= {"conversation": sender, "turn": first_turn + number, "spoken": False, "asked": "", "form": ""}
            metadata |= {"knowledge": None, "items": 0, "answers": "", "is_test": True}
        times.append(await say(http, url, sender, text, metadata))
    return times


async def round_of(
    http: httpx.AsyncClient, line: ServedLine, url: str, name: str, number: int, at_once: int, is_straight: bool
) -> Cost:
    """All customers place one order each, so many of them at once."""
    turnstile = asyncio.Semaphore(at_once)

    async def one(customer: int) -> list[float]:
        async with turnstile:
            return await order(http, url, f"{name}-{customer}", 1 + 10 * number, is_straight=is_straight)

    before = line.cpu_s()
    times = [
        ms for customer in await asyncio.gather(*(one(customer) for customer in range(CUSTOMERS))) for ms in customer
    ]
    cpu_ms = (line.cpu_s() - before) * 1000 / len(times)
    return Cost(cpu_ms, statistics.median(times), statistics.quantiles(times, n=20)[-1])


async def measure(line: ServedLine) -> dict[str, Cost]:
    results: dict[str, Cost] = {}
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=16)) as http:
        await round_of(http, line, line.url, "warm", 0, AT_ONCE, is_straight=False)
        for number in range(ROUNDS):
            cost = await round_of(http, line, line.url, "single", number, 1, is_straight=False)
            if number in (0, ROUNDS - 1):
                results[f"line, turns {1 + 10 * number}-{10 + 10 * number}, one at a time"] = cost
        results["line, 4 at once"] = await round_of(http, line, line.url, "many", 0, AT_ONCE, is_straight=False)
        rasa = line.rasa_url()
        await round_of(http, line, rasa, "straight-warm", 0, 1, is_straight=True)
        results["straight to Rasa, turns 1-10, one at a time"] = await round_of(
            http, line, rasa, "straight", 0, 1, is_straight=True
        )
        results["straight to Rasa, 4 at once"] = await round_of(
            http, line, rasa, "straight-many", 0, AT_ONCE, is_straight=True
        )
    return results


def main() -> None:
    with served_line() as line:
        results = asyncio.run(measure(line))
    for name, cost in results.items():
        print(f"{name:<48} {cost}")
    print(json.dumps({name: [cost.cpu_ms, cost.p50_ms, cost.p95_ms] for name, cost in results.items()}))
