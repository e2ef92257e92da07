"""Signing in to the desk: passwords, tries, the cookie, the session and its end."""

from tests.handoff.desk_world import PASSWORD, World

CREDENTIALS = {"login": "anna", "password": PASSWORD}


async def test_a_wrong_password_and_an_unknown_login_are_refused_in_the_same_words(world: World) -> None:
    await world.agent("anna")
    page = world.stranger(**{"accept-language": "ru-RU"})
    wrong = await page.post("/api/desk/sign-in", json={"login": "anna", "password": "nope"})
    unknown = await page.post("/api/desk/sign-in", json={"login": "nobody", "password": "nope"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["error"]["code"] == "wrong_password"
    assert "set-cookie" not in wrong.headers


async def test_the_sixth_try_is_refused_even_with_the_right_password(world: World) -> None:
    await world.agent("anna")
    page = world.stranger()
    for _ in range(5):
        assert (await page.post("/api/desk/sign-in", json=CREDENTIALS | {"password": "nope"})).status_code == 401
    refused = await page.post("/api/desk/sign-in", json=CREDENTIALS)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many_tries")
    assert refused.json()["error"]["sentence"] == "Too many tries. Try again in 15 min."
    world.clock.go_on(ms=15 * 60_000)
    assert (await page.post("/api/desk/sign-in", json=CREDENTIALS)).status_code == 200


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_secure_under_tls(world: World) -> None:
    await world.agent("anna")
    plain = await world.stranger().post("/api/desk/sign-in", json=CREDENTIALS)
    cookie = plain.headers["set-cookie"]
    assert cookie.startswith("frontline_agent=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    tls = await world.stranger("https://desk.test").post("/api/desk/sign-in", json=CREDENTIALS)
    assert "Secure" in tls.headers["set-cookie"].split("; ")


async def test_neither_the_secret_of_the_cookie_nor_the_password_is_in_the_base(world: World) -> None:
    await world.agent("anna")
    page = await world.page("anna")
    async with world.database.read() as unit:
        sessions = (await unit.connection.exec_driver_sql("SELECT * FROM agent_sessions")).all()
        agents = (await unit.connection.exec_driver_sql("SELECT * FROM agents")).all()
    assert len(sessions) == 1
    assert page.cookies["frontline_agent"] not in str(sessions)
    assert PASSWORD not in str(agents)


async def test_me_tells_whom_she_serves_and_how_conversations_may_end(world: World) -> None:
    anna = await world.agent("anna", "Анна")
    page = await world.page("anna")
    answer = await page.get("/api/desk/me")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["csrf"] == page.headers["X-CSRF-Token"]
    assert answer.json()["agent"] == {
        "id": anna.id,
        "login": "anna",
        "name": "Анна",
        "role": "agent",
        "language": "ru",
        "companies": [
            {
                "id": "lavka",
                "name": "Лавка",
                "colour": "#3366cc",
                "dispositions": [
                    {"id": "solved", "title": "Решено"},
                    {"id": "callback", "title": "Перезвонить"},
                    {"id": "forwarded", "title": "Передано дальше"},
                    {"id": "spam", "title": "Спам"},
                ],
            }
        ],
    }


async def test_after_signing_out_and_after_a_shift_the_cookie_opens_nothing(world: World) -> None:
    await world.agent("anna")
    page = await world.page("anna")
    secret = page.cookies["frontline_agent"]
    assert (await page.post("/api/desk/sign-out")).status_code == 204
    assert (await world.stranger(cookie=f"frontline_agent={secret}").get("/api/desk/me")).status_code == 401
    next_day = await world.page("anna")
    world.clock.go_on(ms=12 * 3_600_000)
    assert (await next_day.get("/api/desk/me")).status_code == 401
