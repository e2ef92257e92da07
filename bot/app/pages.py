"""The pages: static files of `web/`, the cookie by which a browser is known, and the API's documentation."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from swagger_ui_bundle import swagger_ui_path

from bot.app.settings import REPOSITORY
from bot.channels.base import BROWSER_COOKIE
from bot.company.book import CompanyBook
from bot.kit.ids import new_secret

WEB = REPOSITORY / "web"
ALWAYS_ASK = {"Cache-Control": "no-cache"}
A_YEAR_S = 365 * 24 * 3600
CONTENT_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; media-src 'self' blob:; "
    "style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


def page_routes(book: CompanyBook) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def chooser(request: Request) -> Response:
        return _page(request, "chooser.html" if len(book.all()) > 1 else "chat.html")

    @router.get("/c/{company}")
    async def chat(request: Request, company: str) -> Response:
        if company not in {open_company.company.id for open_company in book.all()}:
            return _page(request, "chooser.html", status=404)
        return _page(request, "chat.html")

    @router.get("/desk")
    async def desk(request: Request) -> Response:
        return _page(request, "desk.html")

    @router.get("/api/companies")
    async def companies() -> JSONResponse:
        return JSONResponse(
            [
                {
                    "id": open_company.company.id,
                    "name": {language.value: name for language, name in open_company.company.name.items()},
                    "colour": open_company.company.colour,
                    "default": open_company is book.default,
                    "languages": [language.value for language in open_company.company.languages],
                }
                for open_company in book.all()
            ]
        )

    return router


def _page(request: Request, name: str, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": CONTENT_POLICY, **ALWAYS_ASK}
    response = FileResponse(WEB / name, status_code=status, headers=headers)
    if BROWSER_COOKIE not in request.cookies:
        is_secure = request.url.scheme == "https"
        response.set_cookie(
            BROWSER_COOKIE, new_secret(), max_age=A_YEAR_S, httponly=True, samesite="lax", secure=is_secure
        )
    return response


class FreshFiles(StaticFiles):
    """Browsers ask whether a file is still the same, so that an upgrade never mixes old modules with new ones."""

    def file_response(self, *arguments: Any, **named: Any) -> Response:
        response = super().file_response(*arguments, **named)
        response.headers.update(ALWAYS_ASK)
        return response


def serve_files(app: FastAPI) -> None:
    app.mount("/web", FreshFiles(directory=WEB), name="web")
    app.mount("/docs/assets", StaticFiles(directory=Path(swagger_ui_path)), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Frontline API",
            swagger_js_url="/docs/assets/swagger-ui-bundle.js",
            swagger_css_url="/docs/assets/swagger-ui.css",
            swagger_favicon_url="/docs/assets/favicon-32x32.png",
        )
