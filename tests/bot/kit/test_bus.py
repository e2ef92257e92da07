"""The bus: who listens to a topic hears what is published on it, in order; who is too slow is told so."""

from bot.kit.bus import LocalBus


async def test_a_listener_hears_its_topics_in_order_and_no_others() -> None:
    bus = LocalBus()
    with bus.listen("conversation:a", "desk:shop") as heard:
        for topic, n in (("conversation:a", 1), ("conversation:b", 2), ("desk:shop", 3), ("conversation:a", 4)):
            bus.publish(topic, {"n": n})
        assert [(await heard.next())["n"] for _ in range(3)] == [1, 3, 4]


async def test_who_listens_to_a_kind_hears_of_all_of_it() -> None:
    bus = LocalBus()
    with bus.listen("conversation:*") as heard:
        bus.publish("conversation:a", {"n": 1})
        bus.publish("desk:shop", {"n": 2})
        bus.publish("conversation:b", {"n": 3})
        assert [(await heard.next())["n"] for _ in range(2)] == [1, 3]


async def test_two_listeners_hear_the_same() -> None:
    bus = LocalBus()
    with bus.listen("desk:shop") as first, bus.listen("desk:shop") as second:
        bus.publish("desk:shop", {"n": 1})
        assert await first.next() == await second.next() == {"n": 1}


async def test_what_was_published_before_or_after_listening_is_not_heard() -> None:
    bus = LocalBus()
    bus.publish("desk:shop", {"n": "before"})
    with bus.listen("desk:shop") as gone:
        pass
    with bus.listen("desk:shop") as heard:
        bus.publish("desk:shop", {"n": "during"})
        assert await heard.next() == {"n": "during"}
    with bus.listen("other:topic"):
        gone.offer({"n": "first"})
        bus.publish("desk:shop", {"n": "after"})
        assert await gone.next() == {"n": "first"}


async def test_a_listener_that_falls_behind_is_told_so_and_hears_the_latest() -> None:
    bus = LocalBus(limit=3)
    with bus.listen("desk:shop") as heard:
        fell_behind = []
        for n in range(1, 5):
            bus.publish("desk:shop", {"n": n})
            fell_behind.append(heard.missed)
        assert fell_behind == [False, False, False, True]
        assert await heard.next() == {"n": 4}


async def test_a_listener_may_listen_in_a_loop() -> None:
    bus = LocalBus()
    with bus.listen("desk:shop") as heard:
        for n in range(1, 4):
            bus.publish("desk:shop", {"n": n})
        numbers = []
        async for message in heard:
            numbers.append(message["n"])
            if len(numbers) == 3:
                break
    assert numbers == [1, 2, 3]
