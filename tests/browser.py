"""Find a Chromium for the browser tests, or install one: `python tests/browser.py install`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "$PROGRAMFILES/Google/Chrome/Application/chrome.exe",
    "$PROGRAMFILES/Chromium/Application/chrome.exe",
    "$LOCALAPPDATA/Google/Chrome/Application/chrome.exe",
    "$LOCALAPPDATA/Chromium/Application/chrome.exe",
)
# Chromium's sandbox refuses to run as root.
SANDBOX = ("--no-sandbox",) if sys.platform == "linux" and os.geteuid() == 0 else ()
ARGUMENTS = (
    "--headless",
    *SANDBOX,
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PLAYWRIGHT = (sys.executable, "-m", "playwright")
PLAYWRIGHTS_BROWSER = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find() -> str | None:
    """Return the path of a browser that starts: the one CHROMIUM names, else the first one found."""
    if named := os.environ.get("CHROMIUM"):
        path = shutil.which(named)
        return path if path and starts(path) else None
    on_path = (shutil.which(command) for command in COMMANDS)
    elsewhere = (str(Path(os.path.expandvars(place)).expanduser()) for place in PLACES)
    for path in (*on_path, *elsewhere):
        if path and starts(path):
            return path
    return playwrights()


def starts(path: str) -> bool:
    """Tell whether a browser is there: on Ubuntu, `chromium-browser` may be a script that only says no."""
    if not os.access(path, os.X_OK) or Path(path).is_dir():
        return False
    # On Windows, asking for the version opens a window.
    return sys.platform == "win32" or run(path, "--version")


def playwrights() -> str | None:
    """Return the path of Playwright's own Chromium, asked for in a process that no test shares."""
    command = [sys.executable, "-c", PLAYWRIGHTS_BROWSER]
    asked = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    path = asked.stdout.strip()
    return path if asked.returncode == 0 and starts(path) else None


def install() -> str | None:
    """Return a browser that Playwright can drive, after installing what is missing."""
    drives, path = run(*PLAYWRIGHT, "--version"), find()
    if drives and path:
        return path
    apt = apt_get()
    if apt and run(*apt, "update"):
        # A bare Debian lacks a library of Playwright's driver.
        libraries = () if drives else ("libatomic1",)
        for package in (*libraries, *(() if path else ("chromium", "fonts-liberation"))):
            print(f"Installing {package} with apt-get.", flush=True)
            run(*apt, "install", "--yes", "--no-install-recommends", package, quiet=False)
    if not find():
        print("Installing Chromium with Playwright.", flush=True)
        # Only a browser that is there and does not start may lack libraries: they are many.
        if run(*PLAYWRIGHT, "install", "chromium", quiet=False) and apt and not find():
            run(*PLAYWRIGHT, "install-deps", "chromium", quiet=False)
    return find() if run(*PLAYWRIGHT, "--version") else None


def apt_get() -> list[str]:
    """Return the command that installs Debian packages, empty where that is impossible or not allowed."""
    if sys.platform == "linux" and shutil.which("apt-get"):
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
        if os.geteuid() == 0:
            return apt
        if run("sudo", "--non-interactive", "true"):
            return ["sudo", "--non-interactive", *apt]
    return []


def run(*command: str, quiet: bool = True) -> bool:
    """Run a program that reads nothing, show at most what it complains of, and tell whether it succeeded."""
    errors = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    if sys.argv[1:] != ["install"]:
        sys.exit("usage: python tests/browser.py install")
    if os.environ.get("CHROMIUM") and not find():
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, which does not start.")
    browser = install() or sys.exit(
        "No browser that Playwright can drive: install chromium, or set CHROMIUM."
    )
    print(f"The browser is {browser}.")
