"""What `answer.generation` claims of the service: whatever it does, there is a whole answer within the time limit.

Every test speaks to a stand-in on this machine.
"""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import generation_cases as cases
import pytest
from generation_cases import DAY, GOOD, PROGRAMME, PROPOSAL, StandIn, completion, says, wrapped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import cli
from answer.engine import ask
from answer.generation import phrased
from answer.generation_check import PhrasingRefused, checked
from answer.generation_client import Reply
from answer.generation_settings import GenerationSettingsError, generation_settings
from answer.lines import answer_line
from answer.records import Answer
from index.collection import Collection

TIMEOUT_S = 0.6
SLACK_S = 0.6
"""For a busy machine; the limit itself is held by the thread that waits, and by the check from sentence to sentence."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The collection of the two documents."""
    collection = cases.collection(tmp_path_factory.mktemp("generation"))
    yield collection
    collection.close()


@pytest.fixture(scope="module")
def service() -> Iterator[StandIn]:
    """One stand-in for all."""
    with cases.stand_in() as server:
        yield server


@pytest.fixture
def configured(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The environment of someone who has switched generation on."""
    monkeypatch.setenv("STYRDOK_GENERATION_URL", service.url)
    monkeypatch.setenv("STYRDOK_GENERATION_MODEL", "stand-in:1b")
    service.behaviour = says(completion((GOOD, [1])))
    service.asked = []
    return service


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are one but for the time and the reason why a phrasing is not shown."""
    return replace(one, elapsed_ms=0, phrasing_refused=None) == replace(other, elapsed_ms=0, phrasing_refused=None)


def test_off_by_default(read: Collection, service: StandIn) -> None:
    """Without an address nothing is sent and nothing is said of it."""
    service.asked = []
    extractive = cases.answer(read, (PROGRAMME, 0))
    assert phrased(extractive, read, day=DAY) == extractive
    assert service.asked == []


def test_a_good_phrasing_is_shown_with_its_model(read: Collection, configured: StandIn) -> None:
    """The sentence takes the place of the facts, the document keeps its name and standing, the citations stay."""
    extractive = cases.answer(read, (PROGRAMME, 0))
    answer = phrased(extractive, read, day=DAY)
    assert answer.phrased_by == "stand-in:1b"
    assert answer.phrasing_refused is None
    assert answer.text == f"Ekby kommun, program (antagen): {GOOD} [1]"
    assert [(one.text, one.citations) for one in answer.statements] == [
        (f"Ekby kommun, program (antagen): {GOOD}", (1,))
    ]
    assert answer.citations == extractive.citations
    assert answer.elapsed_ms > extractive.elapsed_ms
    line = answer_line("q1", answer)
    assert (line["phrased_by"], line["phrasing_refused"]) == ("stand-in:1b", None)


def test_several_documents_keep_their_lead_and_order(read: Collection, configured: StandIn) -> None:
    """Sentences come in the order of the statements whatever order they are sent in, each under its own document."""
    yearly = "Enligt förslaget ska Arbetslivsnämnden årligen följa upp programmet."
    configured.behaviour = says(completion((yearly, [2]), (GOOD, [1])))
    answer = phrased(cases.answer(read, (PROGRAMME, 0), (PROPOSAL, 0)), read, day=DAY)
    assert answer.text.split("\n") == [
        "Två dokument svarar:",
        f"• Ekby kommun, program (antagen): {GOOD} [1]",
        f"• Ekby kommun, förslag (FÖRSLAG, inte antaget): {yearly} [2]",
    ]


def test_what_is_sent(read: Collection, configured: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request in the shape of chat completions: question, statements and quotes alone, fenced, at temperature 0."""
    monkeypatch.setenv("STYRDOK_GENERATION_API_KEY", "sk-secret")
    for _ in range(2):
        phrased(cases.answer(read, (PROGRAMME, 0)), read, day=DAY)
    first, second = configured.asked
    assert first["path"] == "/v1/chat/completions"
    assert first["headers"]["Authorization"] == "Bearer sk-secret"
    body = first["body"]
    assert (body["model"], body["temperature"], body["stream"]) == ("stand-in:1b", 0, False)
    assert body["response_format"]["json_schema"]["strict"] is True
    system, user = body["messages"]
    fence, data, end = user["content"].split("\n")
    assert fence == end
    assert fence in system["content"]
    assert fence != second["body"]["messages"][1]["content"].split("\n")[0]
    assert set(json.loads(data)) == {"question", "statements", "quotes"}
    assert [quote["quote"] for quote in json.loads(data)["quotes"]] == [PROGRAMME.text.split("\n\n")[0]]


def test_the_key_is_never_told(
    read: Collection,
    configured: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Not in the answer, the log, the output, the settings' text or a refusal."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("STYRDOK_GENERATION_API_KEY", "sk-secret")
    configured.behaviour = says(b"sk-secret is wrong", status=401)
    answer = phrased(cases.answer(read, (PROGRAMME, 0)), read, day=DAY)
    told = [repr(answer), repr(generation_settings()), str(generation_settings()), caplog.text, *capfd.readouterr()]
    monkeypatch.setenv("STYRDOK_GENERATION_API_KEY", "sk-secret with\nbreak")
    with pytest.raises(GenerationSettingsError) as refusal:
        generation_settings()
    assert not any("secret" in one for one in (*told, str(refusal.value), repr(refusal.value)))


BAD_SETTINGS = [
    ("URL", "localhost:11434", "http://localhost:11434/v1"),
    ("URL", "file:///etc/passwd", "http"),
    ("URL", "ftp://example.org", "http"),
    ("URL", "http://", "http"),
    ("URL", "http://user:hush@example.org/v1", "without user name"),
    ("URL", "http://example.org:99999/v1", "http"),
    ("URL", "http://example.org/v1?key=hush", "query"),
    ("TIMEOUT_S", "0", "seconds"),
    ("TIMEOUT_S", "-1", "seconds"),
    ("TIMEOUT_S", "soon", "seconds"),
    ("TIMEOUT_S", "nan", "seconds"),
    ("TIMEOUT_S", "inf", "seconds"),
    ("MODEL", "a" * 101, "name"),
    ("MODEL", "a\x1b[31m", "name"),
    ("MODEL", "", "MODEL is not"),
    ("API_KEY", "clé hush", "ASCII"),
]


@pytest.mark.parametrize(("name", "value", "said"), BAD_SETTINGS)
def test_settings_that_cannot_be_used(
    read: Collection, configured: StandIn, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """One sentence that names the setting and not its value; an answer asked for all the same is the extractive one."""
    monkeypatch.setenv(f"STYRDOK_GENERATION_{name}", value)
    with pytest.raises(GenerationSettingsError, match=said) as refusal:
        generation_settings()
    assert f"STYRDOK_GENERATION_{name}" in str(refusal.value)
    assert "hush" not in str(refusal.value)
    extractive = cases.answer(read, (PROGRAMME, 0))
    assert same(phrased(extractive, read, day=DAY), extractive)
    assert configured.asked == []


BROKEN: dict[str, Any] = {
    "never answers": cases.never_answers,
    "drips": cases.drips,
    "drips headers": cases.drips_headers,
    "always continues": cases.always_continues,
    "hangs up": cases.hangs_up,
    "promises more": cases.promises_more,
    "streams without end": cases.streams_without_end,
    "streams chunks without end": cases.streams_chunks_without_end,
    "huge": says(completion((GOOD, [1])) + b" " * 5_000_000),
    "500": says(completion((GOOD, [1])), status=500),
    "401": says(b"{}", status=401),
    "204": says(b"", status=204),
    "HTML": says(b"<!doctype html><p>Log in</p>", kind="text/html"),
    "empty": says(b""),
    "null": says(b"null"),
    "a list": says(b"[]"),
    "an error object": says(b'{"error": {"message": "no such model"}}'),
    "no choices": says(b'{"choices": []}'),
    "truncated": says(completion((GOOD, [1]))[:-20]),
    "not UTF-8": says(completion((GOOD, [1])).replace(b"r\\u00e5", b"r\xff")[:60] + b"\xff\xfe"),
    "nested without end": says(b"[" * 100_000),
    "gzip bytes": says(b"\x1f\x8b\x08" + bytes(100)),
    "no content": says(wrapped(None)),
    "content as parts": says(wrapped([{"type": "text", "text": "hej"}])),
    "prose": says(wrapped(GOOD)),
    "fenced JSON": says(wrapped('```json\n{"sentences": []}\n```')),
    "truncated content": says(wrapped('{"sentences": [{"text": "Arb')),
    "no sentences": says(completion()),
    "empty sentence": says(completion(("", [1]))),
    "other fields": says(wrapped('{"sentences": [{"text": "A.", "citations": [1], "html": "<b>"}]}')),
    "numbers as text": says(wrapped('{"sentences": [{"text": "A.", "citations": ["1"]}]}')),
    "fractions": says(wrapped('{"sentences": [{"text": "A.", "citations": [1.5]}]}')),
    "not a number": says(wrapped('{"sentences": [{"text": "A.", "citations": [NaN]}]}')),
    "too many sentences": says(completion(*[(GOOD, [1])] * 25)),
    "a long sentence": says(completion((GOOD * 50, [1]))),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_service_leaves_the_answer_as_it_is(
    read: Collection, configured: StandIn, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The extractive answer within the time limit, with the reason in the record; asked once."""
    monkeypatch.setenv("STYRDOK_GENERATION_TIMEOUT_S", str(TIMEOUT_S))
    configured.behaviour = BROKEN[how]
    extractive = cases.answer(read, (PROGRAMME, 0))
    began = time.perf_counter()
    answer = phrased(extractive, read, day=DAY)
    assert time.perf_counter() - began < TIMEOUT_S + SLACK_S
    assert same(answer, extractive)
    assert answer.phrased_by is None
    assert answer.phrasing_refused
    assert len(configured.asked) == 1


def test_checking_ends_with_the_time(read: Collection) -> None:
    """Time that is over is over for the check, too."""
    reply = Reply.model_validate({"sentences": [{"text": GOOD, "citations": [1]}]})
    with pytest.raises(PhrasingRefused, match="no time left"):
        checked(reply, cases.answer(read, (PROGRAMME, 0)), ["Ekby kommun, program (antagen)"], until=0.0)


def test_nobody_listens(read: Collection, configured: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port without a service, and a name without a machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    extractive = cases.answer(read, (PROGRAMME, 0))
    for url in (f"http://127.0.0.1:{port}/v1", "http://no-such-host.invalid/v1", f"https://127.0.0.1:{port}/v1"):
        monkeypatch.setenv("STYRDOK_GENERATION_URL", url)
        answer = phrased(extractive, read, day=DAY)
        assert same(answer, extractive)
        assert "could not be reached" in (answer.phrasing_refused or "") or "in time" in (answer.phrasing_refused or "")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(read: Collection, configured: StandIn, status: int) -> None:
    """Text goes to the address that was set and to no other."""
    configured.behaviour = says(b"", status=status, Location=f"{configured.url}/elsewhere")
    extractive = cases.answer(read, (PROGRAMME, 0))
    assert same(phrased(extractive, read, day=DAY), extractive)
    assert [one["path"] for one in configured.asked] == ["/v1/chat/completions"]


def test_a_proxy_of_the_environment_is_not_used(
    read: Collection, configured: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor to a proxy that was set for something else."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert phrased(cases.answer(read, (PROGRAMME, 0)), read, day=DAY).phrased_by == "stand-in:1b"


@pytest.mark.parametrize("state", ["ambiguous", "not_in_documents", "not_a_question", "error"])
def test_what_is_no_answer_is_not_phrased(read: Collection, configured: StandIn, state: Any) -> None:
    """Only answers are sent."""
    other = replace(cases.answer(read, (PROGRAMME, 0)), state=state)
    assert phrased(other, read, day=DAY) == other
    assert configured.asked == []


# the faces


def test_the_engine_asks_it(read: Collection, configured: StandIn) -> None:
    """`ask` gives either the model's sentence or its own answer; both carry the citations of its own."""
    answer = ask(read, "Hur ofta följs programmet upp i Ekby?")
    assert answer.state == "answered"
    assert len(configured.asked) == 1
    assert answer.phrased_by or answer.phrasing_refused
    for citation in answer.citations:
        citation.verify(read.document(citation.doc_id))


def test_the_command_refuses_settings_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence and exit code 1, before anything is answered."""
    monkeypatch.setenv("STYRDOK_GENERATION_URL", "localhost")
    for command in (["ask", "Vem?"], ["eval", "run", "--questions", "q.jsonl"], ["app"]):
        result = CliRunner().invoke(cli.app, [*command, "--data", str(tmp_path)])
        assert result.exit_code == 1
        assert result.stderr.startswith("STYRDOK_GENERATION_URL has to be")


def test_who_phrased_it_is_said(read: Collection, configured: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line with the quotes that the text no longer shows, and on the page."""
    from app_cases import SmallCollection

    from cli_view import answer_page
    from web.answer import Turn, turn_html
    from web.export import answer_text
    from web.view import View

    answer = phrased(cases.answer(read, (PROGRAMME, 0)), read, day=DAY)
    answer_page(answer)
    shown = capsys.readouterr().out
    assert "Formulerat av stand-in:1b utifrån citaten" in shown
    assert "”Programmet följs upp vartannat år av Arbetslivsnämnden.”" in shown
    for language, said in (("sv", "Formulerat av stand-in:1b utifrån citaten"), ("en", "Phrased by stand-in:1b")):
        view = View(language=language)  # type: ignore[arg-type]
        turn = Turn(number=1, answer=answer, view=view, collection=SmallCollection())
        assert said in turn_html(turn).source
        assert said in answer_text(answer, view, "")


# whatever comes back


WORDS = [
    "Arbetslivsnämnden", "följer", "upp", "programmet", "vartannat", "år", "inte", "årligen", "Kommunstyrelsen", "ska",
    "av", "följs", "Programmet", "2024", "3", "Malmö", "<script>", "[x](http://x.se)", "**", "\u202e", "och", "[1]",
]  # fmt: skip
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
CONTENT = st.lists(
    st.tuples(SENTENCE | st.text(max_size=40), st.lists(st.integers(-1, 3), max_size=3)), min_size=1, max_size=3
)
BODY = st.one_of(
    st.binary(max_size=200), st.text(max_size=80).map(wrapped), CONTENT.map(lambda sentences: completion(*sentences))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODY)
def test_whatever_comes_back_every_sentence_is_cited(read: Collection, configured: StandIn, body: bytes) -> None:
    """Citations verify, no sentence is without one, nothing is said that the quote lacks, and markup never gets in."""
    configured.behaviour = says(body)
    extractive = cases.answer(read, (PROGRAMME, 0))
    answer = phrased(extractive, read, day=DAY)
    for citation in answer.citations:
        citation.verify(read.document(citation.doc_id))
    numbers = {citation.number for citation in answer.citations}
    assert all(one.citations and set(one.citations) <= numbers for one in answer.statements)
    if answer.phrased_by is None:
        assert same(answer, extractive)
        return
    for one in answer.statements:
        assert "Arbetslivsnämnden" in answer.text
        assert "vartannat" in answer.text
        for word in ("årligen", "inte", "Kommunstyrelsen", "Malmö", "2024", "3", "<", "[", "*", "\u202e"):
            assert word not in one.text
