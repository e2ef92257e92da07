"""The microphone of the page: what is said when there is none, and that frames and marks are as the line wants them."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import Customers
from tests.web.people import ANSWERS_WITHIN_MS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REFUSING = "(error) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', error); }; }"

WORKLETS = """async () => {
  const context = new AudioContext({ sampleRate: %d });
  await context.resume();
  await context.audioWorklet.addModule("/web/voice/capture_worklet.js");
  await context.audioWorklet.addModule("/web/voice/playback_worklet.js");
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  const playback = new AudioWorkletNode(context, "playback", { numberOfInputs: 0, outputChannelCount: [1] });
  const frames = [], marks = [];
  playback.connect(context.destination);
  playback.connect(capture);
  const tone = Int16Array.from({ length: context.sampleRate }, (_, at) => 8000 * Math.sin(at / 20));
  const reached = new Promise((resolve) => (playback.port.onmessage = ({ data }) => {
    marks.push([data.mark, data.played]);
    if (data.mark === "turn:2") resolve();
  }));
  const heard = new Promise((resolve) => (capture.port.onmessage = ({ data }) => {
    frames.push(data);
    if (frames.some((frame) => new Int16Array(frame).some((sample) => sample > 7000))) resolve();
  }));
  playback.port.postMessage({ audio: tone.buffer.slice(0) });
  playback.port.postMessage({ mark: "turn:1" });
  await heard;
  playback.port.postMessage({ clear: true });
  playback.port.postMessage({ audio: tone.buffer.slice(0, 640) });
  playback.port.postMessage({ mark: "turn:2" });
  await reached;
  await context.close();
  return { sizes: [...new Set(frames.map((frame) => frame.byteLength))], marks };
}"""


@pytest.mark.parametrize("rate", [16000, 48000])
async def test_sound_goes_in_frames_of_20_ms_and_marks_are_told_when_heard(customers: Customers, rate: int) -> None:
    anna = await customers("ru")
    await anna.page.click("#text")
    measured = await anna.page.evaluate(WORKLETS % rate)
    assert measured == {"sizes": [640], "marks": [["turn:1", False], ["turn:2", True]]}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("NotFoundError", "Микрофон не найден"),
        ("NotReadableError", "Микрофон занят другой программой"),
    ],
)
async def test_a_caller_without_a_microphone_is_told_why_and_can_type(
    customers: Customers, error: str, sentence: str
) -> None:
    """Chromium has a pretended microphone for all pages here, so its lack is pretended too."""
    anna = await customers("ru")
    await anna.page.evaluate(REFUSING, error)
    await anna.page.click("#talk")
    await expect(anna.page.locator("#notice")).to_contain_text(sentence)
    await expect(anna.page.locator("#call")).to_be_hidden()
    await expect(anna.page.locator("#talk")).to_be_enabled()
    await expect(anna.page.locator("#text")).to_be_focused()
    await anna.say("до скольки вы работаете?", hears="21:00")


async def test_a_caller_who_does_not_allow_the_microphone_is_told_so(customers: Customers) -> None:
    anna = await customers("en")
    await anna.page.click("#talk")
    await expect(anna.page.locator("#notice")).to_contain_text("The microphone is not allowed")
    await expect(anna.page.locator("#call")).to_be_hidden()


async def test_during_a_call_one_may_type_and_the_turns_stand_in_the_list(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.page.context.grant_permissions(["microphone"])
    await anna.page.click("#talk")
    await expect(anna.page.locator("#turns .spoken").first).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    chat = anna.line.ask("select id from conversations where channel = 'chat' order by started_at desc")[0][0]
    await anna.type("до скольки вы работаете?")
    await expect(anna.page.locator("#turns .spoken.bot").filter(has_text="21:00")).to_be_visible(
        timeout=2 * ANSWERS_WITHIN_MS
    )
    await expect(anna.unsent).to_have_count(0)
    await anna.page.click("#hang-up")
    await expect(anna.page.locator("#call")).to_be_hidden()
    await expect(anna.status).to_have_text("Отвечает робот")
    query = "select channel from conversations c join turns t on t.conversation = c.id where t.text = ? and c.id <> ?"
    assert ("voice",) in anna.line.ask(query, "до скольки вы работаете?", chat)
    await anna.say("зубная паста, доставка завтра", hears="адрес|куда")
