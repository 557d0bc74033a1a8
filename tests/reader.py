"""A reader in a real browser, who notices every request to another host and every complaint."""

import gzip
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
HERE = "127.0.0.1"
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
"""Types of answers that hosts compress."""


@dataclass
class Reader:
    """Opens pages in windows of their own, which `stack` closes."""

    browser: Browser
    stack: ExitStack
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)
    """What may be said in the console, or the address of a page about which it may be said."""

    def context(self, **options: Any) -> BrowserContext:  # noqa: ANN401 - Playwright has dozens
        """Open a window, wide unless `options` (Playwright's for a context) say otherwise."""
        context = self.browser.new_context(**{"viewport": WIDE, **options})
        self.stack.callback(context.close)
        context.on("request", lambda request: self._asked(request.url))
        context.on("requestfailed", lambda request: self._failed(request.url, request.failure or ""))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        return context

    def _asked(self, url: str) -> None:
        # The browser's own reader of PDF is a page of its own.
        if not urlsplit(url).scheme.startswith("chrome"):
            self.hosts.add(urlsplit(url).hostname or "")

    def open(self, url: str, **options: Any) -> Page:  # noqa: ANN401
        """Open a page in a new window."""
        page = self.context(**options).new_page()
        page.goto(url)
        return page

    def first_visit(self, url: str, until: str = "body") -> dict[str, int]:
        """Open a page as one who was never here; return the bytes of all that comes, by address.

        `until` is what the page shows when it is ready, as a CSS selector.
        """
        page = self.context().new_page()
        answers: list[Response] = []

        def take(answer: Response) -> None:
            answers.append(answer)

        page.on("response", take)
        page.goto(url)
        page.locator(until).first.wait_for()
        page.wait_for_load_state("networkidle")
        return {answer.url: weight(answer) for answer in answers}

    def _failed(self, url: str, reason: str) -> None:
        # A reader who leaves a page breaks off what it still loads.
        if "ERR_ABORTED" not in reason:
            self.complaints.append(f"{url}: {reason}")

    def _console(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if not self.expected & {where, message.text}:
            self.complaints.append(f"{where}: {message.text}")


def weight(response: Response) -> int:
    """Return the bytes of an answer as a plain host sends it: text compressed."""
    body = response.body()
    is_text = response.headers.get("content-type", "").startswith(TEXT)
    return len(gzip.compress(body, 6, mtime=0)) if is_text else len(body)
