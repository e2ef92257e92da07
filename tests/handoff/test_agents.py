"""Agents are made, and their passwords told once."""

import pytest

from bot.access.permissions import Role
from bot.kit.errors import NotFound
from handoff.agents import store
from handoff.agents.service import ensure_demo_agents, set_password
from tests.handoff.desk_world import World


async def test_the_demo_has_people_for_every_role_and_tells_their_passwords_once(world: World) -> None:
    async with world.database.begin() as unit:
        told = await ensure_demo_agents(unit, world.passwords, ["lavka", "svyaz"], world.clock.now())
        again = await ensure_demo_agents(unit, world.passwords, ["lavka", "svyaz"], world.clock.now())
        agents = await store.all_agents(unit)
    assert [login for login, _ in told] == [agent.login for agent in agents]
    assert again == []
    assert {agent.role for agent in agents} == set(Role)
    for login, password in told:
        answer = await world.stranger().post("/api/desk/sign-in", json={"login": login.upper(), "password": password})
        assert answer.status_code == 200
    async with world.database.read() as unit:
        kept = str((await unit.connection.exec_driver_sql("SELECT * FROM agents")).all())
    assert not any(password in kept for _, password in told)


async def test_a_new_password_ends_the_sessions_of_the_old_one(world: World) -> None:
    await world.agent()
    page = await world.page()
    async with world.database.begin() as unit:
        password = await set_password(unit, world.passwords, "Marina")
    assert (await page.get("/api/desk/me")).status_code == 401
    body = {"login": "marina", "password": password}
    assert (await world.stranger().post("/api/desk/sign-in", json=body)).status_code == 200


async def test_there_is_no_password_for_nobody(world: World) -> None:
    async with world.database.begin() as unit:
        with pytest.raises(NotFound, match="nobody"):
            await set_password(unit, world.passwords, "nobody")
