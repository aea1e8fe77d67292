"""A real Chromium for the page's tests: watches for errors of scripts, for what the security policy stops, and for requests elsewhere."""

import os
import pathlib

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = os.environ.get("SHOTS")  # a directory for screenshots, to be looked at by people
WIDTHS = {"narrow": {"width": 320, "height": 640}, "phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 860}}


class Browser:
    """Chromium for a `with`; `page` opens an address in a fresh context."""

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return self

    def __exit__(self, *_):
        self.chromium.close()
        self.playwright.stop()

    def page(self, address, width="desktop", colours="light", language="en-GB", expected=()):
        """A page that collects what went wrong in `page.wrong`; statuses in `expected` are no fault."""
        context = self.chromium.new_context(viewport=WIDTHS[width], color_scheme=colours, locale=language, timezone_id="UTC",
                                            reduced_motion="reduce")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(60_000)  # a machine may be busy; nothing here is about time
        page.wrong = wrong = []

        def console(message):
            told = any(f"status of {status}" in message.text for status in expected)
            if message.type in ("error", "warning") and not told:
                wrong.append(f"console: {message.text}")

        def request(made):
            if not made.url.startswith((address, "blob:")):
                wrong.append(f"request elsewhere: {made.url}")

        page.on("console", console)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("request", request)
        page.house = address
        return page


def show(page, hash_=""):
    """Opens a view and waits until it is there."""
    page.goto("about:blank")
    page.goto(f"{page.house}/{hash_}")
    settle(page)


def settle(page):
    """Waits until the view that the address names is there."""
    page.wait_for_selector(".view:not([aria-busy])", timeout=60_000)
    page.wait_for_timeout(150)


def shot(page, name):
    """A picture of all of the page, when somebody wants to look."""
    if SHOTS:
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def accessibility(page):
    """What the rules of axe-core find, WCAG 2.2 AA and good practice, in a line each."""
    page.evaluate(AXE)
    found = page.evaluate("""async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
        "best-practice"]})).violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any.map(
        ({message}) => message).join("; ").slice(0, 200)}`))""")
    return found


def overflow(page):
    """How far the page is wider than the window, in pixels."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
