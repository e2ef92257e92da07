"""The desk over HTTP, as `docs/protocols.md` tells it: shapes, no decisions."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.company.book import CompanyBook
from bot.language.languages import Language
from handoff.agents.model import Agent
from handoff.desk.gate import Gate, asked_in, keep_nowhere
from handoff.desk.phrases import disposition_title
from handoff.desk.service import Desk
from handoff.desk.sign_in import SignedIn
from records.conversations.outbox import turn_message


class SignInBody(BaseModel):
    login: str = Field(max_length=64)
    password: str = Field(max_length=256)


class SayBody(BaseModel):
    id: str = Field(min_length=1, max_length=64, description="The page's own id of the message.")
    text: str = Field(max_length=4000)


class FinishBody(BaseModel):
    disposition: str = Field(max_length=64)
    note: str = Field("", max_length=4000)


class ChangesBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: str | None = Field(None, max_length=500)
    when: str | None = Field(None, max_length=100)
    name: str | None = Field(None, max_length=200)
    phone: str | None = Field(None, max_length=40)


class ReturnBody(BaseModel):
    note: str = Field("", max_length=4000)
    changes: ChangesBody = ChangesBody()


def desk_api(desk: Desk, gate: Gate) -> APIRouter:
    router = APIRouter(prefix="/api/desk", tags=["desk"], dependencies=[Depends(keep_nowhere)])
    _add_sessions(router, desk, gate)
    _add_handoffs(router, desk, gate)
    _add_conversations(router, desk, gate)
    return router


def _add_sessions(router: APIRouter, desk: Desk, gate: Gate) -> None:
    @router.post("/sign-in")
    async def sign_in(body: SignInBody, request: Request, response: Response) -> dict[str, Any]:
        gate.check_page(request)
        address = request.client.host if request.client else ""
        token, found = await gate.sign_in.sign_in(body.login, body.password, address, asked_in(request))
        gate.give_cookie(request, response, token)
        return _session_json(found, desk.companies)

    @router.post("/sign-out", status_code=204)
    async def sign_out(found: Annotated[SignedIn, Depends(gate.posting)], response: Response) -> None:
        await gate.sign_in.sign_out(found)
        gate.take_cookie(response)

    @router.get("/me")
    async def me(found: Annotated[SignedIn, Depends(gate.signed_in)]) -> dict[str, Any]:
        return _session_json(found, desk.companies)


def _add_handoffs(router: APIRouter, desk: Desk, gate: Gate) -> None:
    @router.post("/handoffs/{id}/accept")
    async def accept(id: str, found: Annotated[SignedIn, Depends(gate.posting)]) -> dict[str, Any]:
        return {"package": await desk.accept(found.at_desk, id)}

    @router.get("/handoffs/{id}/package")
    async def package(id: str, found: Annotated[SignedIn, Depends(gate.signed_in)]) -> dict[str, Any]:
        return await desk.package(found.at_desk, id)


def _add_conversations(router: APIRouter, desk: Desk, gate: Gate) -> None:
    @router.post("/conversations/{id}/say")
    async def say(id: str, body: SayBody, found: Annotated[SignedIn, Depends(gate.posting)]) -> dict[str, int]:
        return {"n": await desk.say(found.at_desk, id, body.id, body.text)}

    @router.get("/conversations/{id}/turns")
    async def turns(
        id: str, found: Annotated[SignedIn, Depends(gate.signed_in)], after: int = 0
    ) -> list[dict[str, Any]]:
        return [turn_message(turn) for turn in await desk.turns(found.at_desk, id, after)]

    @router.get("/conversations/{id}/turns/{n}/audio", response_class=FileResponse)
    async def audio(id: str, n: int, found: Annotated[SignedIn, Depends(gate.signed_in)]) -> FileResponse:
        path = await desk.audio(found.at_desk, id, n)
        return FileResponse(path, media_type="audio/wav", headers={"Cache-Control": "no-store"})

    @router.post("/conversations/{id}/finish", status_code=204)
    async def finish(id: str, body: FinishBody, found: Annotated[SignedIn, Depends(gate.posting)]) -> None:
        await desk.finish(found.at_desk, id, body.disposition, body.note)

    @router.post("/conversations/{id}/return", status_code=204)
    async def give_back(id: str, body: ReturnBody, found: Annotated[SignedIn, Depends(gate.posting)]) -> None:
        await desk.return_to_bot(found.at_desk, id, body.note, body.changes.model_dump(exclude_none=True))


def _session_json(found: SignedIn, companies: CompanyBook) -> dict[str, Any]:
    return {"agent": _agent_json(found.agent, found.at_desk.language, companies), "csrf": found.session.csrf}


def _agent_json(agent: Agent, language: Language, companies: CompanyBook) -> dict[str, Any]:
    served = [company.company for company in companies.all() if company.company.id in agent.companies]
    return {
        "id": agent.id,
        "login": agent.login,
        "name": agent.name,
        "role": agent.role.value,
        "language": agent.language.value,
        "companies": [
            {
                "id": company.id,
                "name": company.name.get(language) or company.name[company.default_language],
                "colour": company.colour,
                "dispositions": [{"id": id, "title": disposition_title(language, id)} for id in company.dispositions],
            }
            for company in served
        ],
    }
