"""The application in a real Chromium, over the user's five documents and one hostile one.

Set STYRDOK_SCREENSHOTS to write docs/screenshots; CHROMIUM and CHROMEDRIVER name other programs than those found.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from app_cases import HOSTILE
from app_chromium import NARROW, ROOT, ZOOMED, answers, picture, program, run, see, until, visit
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from index.encoder import load_encoder
from index.intake import take_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

SWITCHES = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --lang=sv"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application at a free port, over the corpus and a document that tries to be more than text."""
    folder = tmp_path_factory.mktemp("app")
    hostile = folder / "fientligt.txt"
    hostile.write_text(
        "Plan för fientlig text\n\nFientliga tecken ska visas: " + " och ".join(HOSTILE) + "\n", encoding="utf-8"
    )
    take_in(folder / "data", [ROOT / "corpus", hostile], encoder=load_encoder())
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)],
        env={**os.environ, "STYRDOK_DATA": str(folder / "data")},
        stdout=log,
        stderr=log,
    )
    try:
        until(lambda: answers(f"http://localhost:{port}/_stcore/health"), "the server to start")
        yield f"http://localhost:{port}/"
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A Chromium with a profile of its own."""
    options = Options()
    options.binary_location = program("CHROMIUM", "chromium", "chromium-browser", "google-chrome")
    for switch in (*SWITCHES.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(program("CHROMEDRIVER", "chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def test_a_question_is_asked_and_its_source_opened(browser: webdriver.Chrome, address: str) -> None:
    """Typing a question shows the bodies responsible with numbered citations; a citation opens its document."""
    visit(browser, address, {"lang": "en"})
    picture(browser, "start-en")
    box = see(browser, "textarea")
    box.send_keys("who follows up the program?", Keys.ENTER)
    see(browser, ".sd-statements", "Arbetslivsnämnden")
    see(browser, ".sd-statements", "Kommunstyrelsen")
    numbers = [link.text for link in browser.find_elements(By.CSS_SELECTOR, ".sd-cite")]
    assert [number.split()[0] for number in numbers[:2]] == ["[1]", "[2]"]
    assert "q=who+follows+up" in browser.current_url
    picture(browser, "answer-en")
    quote = see(browser, ".sd-source blockquote").text
    see(browser, ".sd-source .sd-open").click()
    assert see(browser, "mark").text == quote
    until(lambda: run(browser, "return document.activeElement.id") == "sd-reader-title", "focus on the document")
    assert run(
        browser,
        "const q = document.getElementById('sd-quote').getBoundingClientRect();"
        "return q.top > 0 && q.bottom < innerHeight",
    )
    assert "open=" in browser.current_url
    picture(browser, "source-en")
    see(browser, "button", "Close").click()
    until(lambda: not browser.find_elements(By.TAG_NAME, "mark"), "the document to close")
    until(lambda: run(browser, "return document.activeElement.className") == "sd-open", "focus back on the link")


def test_the_page_says_its_language_and_announces_an_answer_once(browser: webdriver.Chrome, address: str) -> None:
    """`<html lang>` follows the switch; the live region holds the answer; Streamlit's own labels are translated."""
    visit(browser, address, {"q": "Vem följer upp programmet?"})
    see(browser, "#sd-live", "Arbetslivsnämnden")
    assert run(browser, "return document.documentElement.lang") == "sv"
    see(browser, "[aria-label='Skicka frågan']")
    see(browser, "a", "Hoppa till innehållet")
    assert len(browser.find_elements(By.ID, "sd-live")) == 1
    run(browser, "document.getElementById('sd-live').textContent = ''")
    see(browser, "label", "English").click()
    see(browser, "h3", "Sources")
    until(lambda: run(browser, "return document.documentElement.lang") == "en", "the language to change")
    assert run(browser, "return document.getElementById('sd-live').textContent") == ""
    assert "lang=en" in browser.current_url


def test_an_address_restores_the_page_and_back_goes_back(browser: webdriver.Chrome, address: str) -> None:
    """A link shows the question, the filter and the opened passage; the browser's Back returns to what was."""
    visit(browser, address, {"q": "Vem följer upp programmet?", "municipality": "Borås Stad"})
    see(browser, ".sd-meta", "Avgränsat till: Borås Stad")
    see(browser, ".sd-source .sd-open").click()
    see(browser, "mark")
    link = browser.current_url
    browser.back()
    until(lambda: not browser.find_elements(By.TAG_NAME, "mark"), "Back")
    browser.get(link)
    see(browser, "mark")
    see(browser, ".sd-statements")


def test_a_proposal_is_labelled(browser: webdriver.Chrome, address: str) -> None:
    """An answer from the proposal says so at the statement, at the source, and above the text."""
    visit(browser, address, {"q": "Hur ofta ska programmet följas upp enligt förslaget?"})
    see(browser, ".sd-statements .sd-proposal", "Förslag")
    see(browser, ".sd-source .sd-proposal", "Förslag")
    see(browser, ".sd-source .sd-open").click()
    see(browser, ".sd-state", "Det är inte antaget.")
    see(browser, ".sd-reading .sd-proposal", "Förslag")
    picture(browser, "proposal-sv")


def test_hostile_text_stays_text(browser: webdriver.Chrome, address: str) -> None:
    """A document that holds markup, scripts and Markdown is read as it stands, in the list and in its text."""
    pages = ({"page": "documents"}, {"page": "register"})
    for params in ({"open": "fientligt", "part": "all"}, *pages, {"q": " ".join(HOSTILE[:5]) + "?"}):
        visit(browser, address, params)
        see(browser, "h1")
        time.sleep(1)
        assert not run(browser, "return document.querySelectorAll('.stHtml :is(img, script, svg, iframe)').length")
        assert not run(browser, "return [...document.links].filter(a => a.protocol === 'javascript:').length")
    visit(browser, address, {"open": "fientligt", "part": "all"})
    shown = see(browser, ".sd-reading", "Fientliga").text
    for hostile in HOSTILE:
        assert hostile in shown


def test_the_documents_page(browser: webdriver.Chrome, address: str) -> None:
    """The table lists the collection; a document shows each detail beside its words, which open in the text."""
    visit(browser, address, {"page": "documents"})
    see(browser, ".sd-table", "Integrationsprogram för Västerås stad")
    see(browser, ".sd-title", "boras-program-2023").click()
    see(browser, "summary", "Uppgifter och belägg").click()
    picture(browser, "document-sv")
    see(browser, ".sd-evidence", "Dnr: 2023-00034").click()
    until(lambda: see(browser, "mark").text == "Dnr: 2023-00034", "the evidence to be marked")


def test_the_register_page(browser: webdriver.Chrome, address: str) -> None:
    """A body's duties stand in the table, and a quote opens where it stands."""
    visit(browser, address, {"page": "register", "body": "Arbetslivsnämnden"})
    see(browser, ".sd-table th", "Arbetslivsnämnden")
    picture(browser, "register-sv")
    see(browser, ".sd-evidence", "Programmet följs upp vartannat år").click()
    until(lambda: see(browser, "mark").text.startswith("Programmet följs upp"), "the quote to be marked")


@pytest.mark.parametrize("size", [NARROW, ZOOMED])
def test_a_narrow_window_hides_nothing(browser: webdriver.Chrome, address: str, size: tuple[int, int]) -> None:
    """At 360 pixels and at 400 % zoom nothing scrolls sideways and the question box stays in sight."""
    visit(browser, address, {"q": "Vem följer upp programmet?"}, size)
    see(browser, ".sd-statements", "Arbetslivsnämnden")
    picture(browser, f"narrow-{size[0]}-sv")
    for opened in (False, True):
        if opened:
            run(browser, "document.querySelector('.sd-open').click()")
            see(browser, "mark")
            time.sleep(1)
            picture(browser, f"narrow-{size[0]}-source-sv")
        assert run(browser, "return document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
        assert run(
            browser,
            "const b = document.querySelector('textarea').getBoundingClientRect();"
            "return b.top >= 0 && b.bottom <= innerHeight && b.height <= innerHeight / 2",
        )


def test_all_text_has_contrast(browser: webdriver.Chrome, address: str) -> None:
    """Text of the pages stands out from its background by 4.5:1 (WCAG 1.4.3)."""
    pages = ({"page": "documents"}, {"page": "register"})
    for params in ({}, {"q": "Hur ofta ska programmet följas upp enligt förslaget?"}, *pages):
        visit(browser, address, params)
        time.sleep(3)
        assert run(browser, (ROOT / "tests" / "app_contrast.js").read_text(encoding="utf-8")) == {}


def test_nothing_is_fetched_from_elsewhere(browser: webdriver.Chrome, address: str) -> None:
    """All that the pages of these tests asked for came from the application itself."""
    visit(browser, address, {})
    logs = "".join(entry["message"] for entry in browser.get_log("performance"))
    asked = {part.split('"')[0] for part in logs.split('"url":"')[1:]}
    outside = {
        url for url in asked if url.startswith(("http", "ws")) and not url.startswith((address, "ws://localhost"))
    }
    assert outside == set()
