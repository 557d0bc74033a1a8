"""A reader in a real browser, who notices every request to another host and every complaint."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
HERE = "127.0.0.1"


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
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        context.on("requestfailed", lambda request: self._failed(request.url, request.failure or ""))
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        return context

    def open(self, url: str, **options: Any) -> Page:  # noqa: ANN401
        """Open a page in a new window."""
        page = self.context(**options).new_page()
        page.goto(url)
        return page

    def _failed(self, url: str, reason: str) -> None:
        # A reader who leaves a page breaks off what it still loads.
        if "ERR_ABORTED" not in reason:
            self.complaints.append(f"{url}: {reason}")

    def _console(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if not self.expected & {where, message.text}:
            self.complaints.append(f"{where}: {message.text}")
