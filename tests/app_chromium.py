"""Drives a Chromium through the application: waits for what should be seen, and takes pictures of it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from selenium import webdriver
from selenium.webdriver.remote.webelement import WebElement

Found = TypeVar("Found")
ROOT = Path(__file__).parent.parent
PATIENCE = 90  # seconds; the first question loads the encoder, on a machine that may be busy
WIDE, NARROW, ZOOMED = (1280, 900), (360, 740), (320, 256)
"""Windows in CSS pixels; the last is 1280 × 1024 at 400 % zoom (WCAG 1.4.10)."""


def program(variable: str, *names: str) -> str:
    found = os.environ.get(variable) or next((path for name in names if (path := shutil.which(name))), None)
    if not found:
        pytest.fail(f"{names[0]} is not installed: install Chromium and its driver, or name it in {variable}.")
    return found


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def until(look: Callable[[], Found | None], what: str) -> Found:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.2)
    pytest.fail(f"waited {PATIENCE} s for {what}")


def see(browser: webdriver.Chrome, selector: str, text: str = "") -> WebElement:
    """The first element of a selector that shows `text`, as soon as there is one."""

    def look() -> WebElement | None:
        script = "return [...document.querySelectorAll(arguments[0])].find(e => e.textContent.includes(arguments[1]))"
        found: WebElement | None = browser.execute_script(script, selector, text)
        return found

    return until(look, f"{selector} with “{text}”")


def run(browser: webdriver.Chrome, script: str, *arguments: object) -> object:
    """What a script returns."""
    return browser.execute_script(script, *arguments)


def window(browser: webdriver.Chrome, size: tuple[int, int]) -> None:
    """Make the window this many CSS pixels wide and high."""
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def picture(browser: webdriver.Chrome, name: str) -> None:
    """A screenshot for the documentation, if asked for."""
    if os.environ.get("STYRDOK_SCREENSHOTS"):
        time.sleep(1)  # fonts and fading
        browser.save_screenshot(str(ROOT / "docs" / "screenshots" / f"{name}.png"))


def visit(browser: webdriver.Chrome, address: str, params: Mapping[str, object], size: tuple[int, int] = WIDE) -> None:
    """Open an address of the application in a window of a size."""
    window(browser, size)
    browser.get(address + ("?" + urlencode(params, doseq=True) if params else ""))
    see(browser, "h1")
