"""How an error leaves the house: one JSON shape over HTTP, whatever went wrong."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.kit.errors import FrontlineError
from bot.kit.log import logger

log = logger(__name__)


def error_body(error: FrontlineError) -> dict[str, object]:
    return {"error": {"code": error.code, "sentence": error.sentence, "can_retry": error.can_retry}}


def answer_errors(app: FastAPI) -> None:
    """Registers the handlers for everything that can leave a route."""
    app.add_exception_handler(FrontlineError, _frontline_error)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _fault)


async def _frontline_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FrontlineError)
    return JSONResponse(error_body(error), status_code=error.status)


async def _bad_request(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    # The value itself may be a customer's words: only the place and the rule are told.
    return JSONResponse(error_body(FrontlineError("bad_request", f"{where}: {first['msg']}.")), status_code=422)


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    body = error_body(FrontlineError(f"http_{error.status_code}", str(error.detail)))
    return JSONResponse(body, status_code=error.status_code, headers=error.headers)


async def _fault(request: Request, error: Exception) -> JSONResponse:
    log.error("a request failed", route=request.scope.get("route") and request.scope["route"].path, exc_info=error)
    sentence = "Something broke on our side; it has been logged. Please try again."
    return JSONResponse(error_body(FrontlineError("fault", sentence, can_retry=True)), status_code=500)
