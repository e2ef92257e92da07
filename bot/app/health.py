"""Is the line alive, and would a message be answered?"""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter
from fastapi.responses import JSONResponse

Check = Callable[[], Awaitable[str | None]]
"""None when all is well; otherwise a sentence that says what is wrong."""


def health_routes(needed: Mapping[str, Check], useful: Mapping[str, Check]) -> APIRouter:
    """`needed`: without any of these no message is answered (503). `useful`: the answer is 200 and names the loss."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/ready")
    async def ready() -> JSONResponse:
        broken = await _failures(needed)
        degraded = await _failures(useful)
        status = "broken" if broken else "degraded" if degraded else "ready"
        return JSONResponse({"status": status, "failures": broken | degraded}, status_code=503 if broken else 200)

    return router


async def _failures(checks: Mapping[str, Check]) -> dict[str, str]:
    found = {name: await check() for name, check in checks.items()}
    return {name: sentence for name, sentence in found.items() if sentence is not None}
