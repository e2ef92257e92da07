"""The gate before every call of the desk: whose cookie, whose page, which token."""

from collections.abc import Collection

from fastapi import Request, Response, WebSocket
from starlette.requests import HTTPConnection

from bot.access.origins import is_our_origin
from bot.access.sessions import COOKIE, CSRF_HEADER, LIFETIME
from bot.language.languages import Language
from handoff.desk.refusals import language_of_header, refusal
from handoff.desk.sign_in import SignedIn, SignIn


class Gate:
    """Its methods are FastAPI dependencies. `origins` are further pages that may ask, besides our own."""

    def __init__(self, sign_in: SignIn, origins: Collection[str] = (), *, is_tls: bool = False) -> None:
        self.sign_in = sign_in
        self._origins = tuple(origins)
        self._is_tls = is_tls

    async def signed_in(self, request: Request) -> SignedIn:
        found = await self.sign_in.who(request.cookies.get(COOKIE))
        if found is None:
            raise refusal("signed_out", asked_in(request))
        return found.reading(language_of_header(request.headers.get("accept-language")))

    async def posting(self, request: Request) -> SignedIn:
        """Who changes something: the session, a page of ours, and the token that only a page of ours can know."""
        self.check_page(request)
        found = await self.signed_in(request)
        if not found.session.accepts_csrf(request.headers.get(CSRF_HEADER)):
            raise refusal("wrong_csrf", found.at_desk.language)
        return found

    def check_page(self, request: Request) -> None:
        """Programs that are no browser send no origin; browsers always do with a POST."""
        origin = request.headers.get("origin")
        if origin is not None and not is_our_origin(origin, request.headers.get("host"), self._origins):
            raise refusal("wrong_origin", asked_in(request))

    def may_open(self, socket: WebSocket) -> bool:
        """A socket carries the cookie but no token, so here a page of ours is a must."""
        return is_our_origin(socket.headers.get("origin"), socket.headers.get("host"), self._origins)

    async def behind(self, socket: WebSocket) -> SignedIn | None:
        return await self.sign_in.who(socket.cookies.get(COOKIE))

    def give_cookie(self, request: Request, response: Response, token: str) -> None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(LIFETIME.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=self._is_tls or request.url.scheme == "https",
        )

    def take_cookie(self, response: Response) -> None:
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=self._is_tls)


def asked_in(request: HTTPConnection) -> Language:
    """Before anybody has signed in: the browser's language, or English for who speaks none of ours."""
    return language_of_header(request.headers.get("accept-language")) or Language.EN


async def keep_nowhere(response: Response) -> None:
    """What the desk answers are customers' words: no cache keeps them."""
    response.headers["Cache-Control"] = "no-store"
