"""`async with` for what is started and closed."""

from abc import ABC, abstractmethod
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self


class StartedAndClosed(ABC):
    """What fails to start is closed at once: a part of it may run already."""

    @abstractmethod
    async def start(self) -> None: ...

    @abstractmethod
    async def close(self) -> None: ...

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as unless_started:
            unless_started.push_async_callback(self.close)
            await self.start()
            unless_started.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
