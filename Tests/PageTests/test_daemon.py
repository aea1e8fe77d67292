"""The page as the daemon serves it: a recording plays at its own pace, events come, one is appealed against, and its place stands anew."""

import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request

import browser
from walk import sign_in, walk

TREE = pathlib.Path(__file__).resolve().parents[2]
WAYSIDE = os.environ.get("WAYSIDE", "")


def free_port():
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Daemon:
    """
    A daemon over the shipped recording, with an administrator, a reviewer and a steward, for a `with`. `anonymous` is what somebody
    without a token may.
    """

    def __init__(self, anonymous="read"):
        self.anonymous = anonymous

    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory()
        state, port = f"{self.directory.name}/state", free_port()
        self.address = f"http://127.0.0.1:{port}"
        camera = (TREE / "fixtures/courtyard/fixture.yaml").read_text().split("camera:\n")[1]
        lines = camera.replace("\n  ", "\n    ").replace("  id: courtyard", f"  - id: courtyard\n    source: \"fixture:{TREE}/fixtures/courtyard\"", 1)
        config = pathlib.Path(self.directory.name, "wayside.yaml")
        config.write_text(f"""wayside: 1
site: {{id: depot, name: Riverside depot}}
purpose: Keep the fire exit clear
cameras:
{lines.rstrip()}
  - {{id: lookout, source: "fixture:{TREE}/fixtures/courtyard?loop=forever"}}
policy: {TREE}/seeds/policy.yaml
storage: {{directory: {state}}}
serve: {{address: "127.0.0.1:{port}", anonymous: {self.anonymous}}}
""")
        self.tokens = {}
        for name, role in (("ada", "administrator"), ("rita", "reviewer"), ("sam", "steward")):
            environment = os.environ | {"WAYSIDE_TOKEN": self.tokens.get("ada", "")}
            made = subprocess.run([WAYSIDE, "steward", "add", name, "--role", role, "--state", state], env=environment, capture_output=True,
                                  text=True, check=True)
            self.tokens[name] = made.stdout.strip()
        self.log = open(f"{self.directory.name}/log", "w+")
        self.config = str(config)
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.log.close()
        self.directory.cleanup()

    def start(self):
        """Starts it, and waits until it answers."""
        self.process = subprocess.Popen([WAYSIDE, "daemon", "--config", self.config], stderr=self.log)
        self.wait(lambda: self.get("/board" if self.anonymous == "public" else "/health"))

    def stop(self):
        """Stops it as a service manager does."""
        self.process.terminate()
        self.process.wait(60)

    def get(self, path):
        with urllib.request.urlopen(f"{self.address}/api/v1{path}", timeout=10) as answer:
            return json.load(answer)

    def wait(self, ask):
        """Asks again and again until there is an answer; gives up when the daemon ends, or after two minutes."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            if self.process.poll() is not None:
                self.log.seek(0)
                raise AssertionError(f"the daemon has ended: {self.log.read()}")
            try:
                if answer := ask():
                    return answer
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError("nothing within two minutes")


@unittest.skipUnless(os.access(WAYSIDE, os.X_OK), "the program is not built; `make build` builds it")
class RealDaemon(unittest.TestCase):
    """One daemon for all: the recording is a minute and a half long."""

    @classmethod
    def setUpClass(cls):
        cls.daemon = cls.enterClassContext(Daemon())
        cls.browser = cls.enterClassContext(browser.Browser())

    def test_1_events_come_to_a_page_that_was_opened_before_them(self):
        page = self.browser.page(self.daemon.address)
        browser.show(page)
        self.assertEqual(page.locator("h1").inner_text(), "Riverside depot")
        page.wait_for_selector(".item >> text=Line crossed", timeout=120_000)
        browser.shot(page, "daemon-now")
        self.assertEqual(page.wrong, [])

    def test_2_a_look_gives_a_picture_and_is_told_to_everybody(self):
        page = self.browser.page(self.daemon.address)
        browser.show(page)
        sign_in(page, self.daemon.tokens["sam"])
        page.get_by_text("Look at the picture").last.click()  # of the camera that never ends
        page.get_by_role("button", name="Show the picture").last.click()
        page.wait_for_selector(".stage img")
        browser.shot(page, "daemon-look")
        browser.show(page, "#/transparency")
        self.assertIn("look", page.locator("main").inner_text())
        self.assertEqual(page.wrong, [])

    def test_3_from_an_event_to_the_standing_anew(self):
        found = self.daemon.wait(lambda: self.daemon.get("/events?behaviour=loitering")["items"])
        event = next(each for each in found if each["phase"] == "began")
        page = self.browser.page(self.daemon.address)
        before, after = walk(page, event["id"], self.daemon.tokens["rita"], "That was our delivery")
        self.assertEqual((before, after), (80_000 + event["weight_mp"], 80_000))
        self.assertEqual(page.wrong, [])

    def test_4_every_view_shows_without_a_fault(self):
        event = self.daemon.get("/events?limit=1")["items"][0]
        views = ["", "#/timeline", f"#/events/{event['id']}", f"#/entries/{event['sequence']}", "#/places", "#/places/depot%2Fcourtyard/square",
                 "#/appeals", "#/appeals/1", "#/appeals/file", "#/policy", "#/transparency", "#/setup"]
        for width, colours in (("desktop", "light"), ("phone", "dark")):
            page = self.browser.page(self.daemon.address, width, colours)
            for number, hash_ in enumerate(views):
                with self.subTest(view=hash_, width=width):
                    browser.show(page, hash_)
                    browser.shot(page, f"daemon-{number}-{width}")
                    self.assertEqual(page.wrong, [])
                    self.assertLessEqual(browser.overflow(page), 0)
                    self.assertEqual(browser.accessibility(page), [])
                    self.assertEqual(page.locator("main .note.bad[role=alert]:visible").count(), 0)
            page.context.close()

    def test_5_another_policy_is_compared_and_a_wrong_one_refused(self):
        page = self.browser.page(self.daemon.address, expected=(400, 422))
        browser.show(page, "#/policy")
        text = page.get_by_label("The policy", exact=True)
        text.fill(text.input_value().replace("points: -2", "points: -1", 1))
        page.get_by_role("button", name="Compare").click()
        page.wait_for_selector(".diff")
        text.fill("policy: 1\nnonsense: true\n")
        page.get_by_role("button", name="Compare").click()
        page.wait_for_selector(".note.bad li")
        self.assertEqual(page.wrong, [])

    def test_6_what_one_has_entered_another_one_confirms(self):
        last = self.daemon.get("/events?limit=1")["items"][0]
        page = self.browser.page(self.daemon.address)
        browser.show(page, "#/observations")
        sign_in(page, self.daemon.tokens["sam"])
        page.get_by_text("Enter what you have seen", exact=True).click()
        page.get_by_label("Place").select_option("depot/courtyard/fire-exit")
        page.get_by_label("What it was").select_option("exit-blocked")
        page.get_by_label("When you saw it").fill(last["time"][:19])
        page.get_by_label("What you have seen").fill("Crates before the fire exit")
        page.get_by_role("button", name="Enter", exact=True).click()
        page.wait_for_selector("text=It counts when another steward confirms it.")
        own = page.locator("article", has_text="Entered by sam")
        self.assertIn("You have entered this yourself", own.inner_text())
        self.assertEqual(own.get_by_role("button", name="Decide").count(), 0)
        browser.shot(page, "daemon-hand-entered")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("text=This part is for the stewards")

        sign_in(page, self.daemon.tokens["rita"])
        card = page.locator("article", has_text="Entered by sam")
        card.get_by_text("What was written about it").click()
        card.get_by_role("button", name="Show the notes").click()
        card.get_by_text("Crates before the fire exit").wait_for()
        card.get_by_label("Confirm: it becomes an event").check()
        card.get_by_label("Your reason").fill("I have seen them too")
        browser.shot(page, "daemon-hand-confirm")
        card.get_by_role("button", name="Decide").click()
        page.wait_for_selector("text=is confirmed, and counts from now on.")
        browser.shot(page, "daemon-hand-confirmed")
        self.assertEqual(browser.accessibility(page), [])
        page.get_by_role("link", name="The event that it became").click()
        page.wait_for_selector("h1 >> text=Exit blocked at fire-exit")
        browser.settle(page)
        self.assertIn("by sam, judged by rita", page.locator("main").inner_text())
        self.assertEqual(page.wrong, [])

    def test_8_a_stop_and_a_start_are_told_and_nothing_is_lost(self):
        page = self.browser.page(self.daemon.address)
        browser.show(page)
        page.get_by_text("live", exact=True).wait_for()
        before = page.locator(".list .item").count()
        self.daemon.stop()
        page.wait_for_selector("[role=alert] >> text=Wayside has not answered since")
        browser.shot(page, "daemon-away")
        self.daemon.start()
        page.wait_for_selector("[role=alert]", state="hidden", timeout=120_000)
        self.assertGreaterEqual(page.locator(".list .item").count(), before)
        self.assertEqual([told for told in page.wrong if "net::ERR" not in told], [])

    def test_7_first_content_and_script(self):
        first, whole = [], []
        for _ in range(5):
            page = self.browser.page(self.daemon.address)
            browser.show(page)
            first.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            whole.append(page.evaluate("performance.getEntriesByName('shown')[0].startTime"))
            page.context.close()
        print(f"Now, from the daemon: first content {sorted(first)[2]:.0f} ms, whole view {sorted(whole)[2]:.0f} ms (median of 5)", flush=True)


@unittest.skipUnless(os.access(WAYSIDE, os.X_OK), "the program is not built; `make build` builds it")
class PublicDaemon(unittest.TestCase):
    """One of which only the board, transparency and appeals are public."""

    def test_everybody_reads_transparency_appeals_and_sees_nothing_fail(self):
        with Daemon("public") as daemon, browser.Browser() as chromium:
            for width, colours in (("desktop", "light"), ("phone", "dark")):
                page = chromium.page(daemon.address, width, colours)
                for number, hash_ in enumerate(("", "#/now", "#/appeals", "#/appeals/file", "#/places")):
                    browser.show(page, hash_)
                    browser.shot(page, f"daemon-public-{number}-{width}")
                    self.assertEqual(page.wrong, [])
                    self.assertLessEqual(browser.overflow(page), 0)
                    self.assertEqual(browser.accessibility(page), [])
                    self.assertEqual(page.locator("main .note.bad[role=alert]:visible").count(), 0)
                self.assertEqual(page.locator("nav a").all_inner_texts(), ["Appeals", "Transparency"])
                browser.show(page)
                self.assertIn("Riverside depot", page.locator("main").inner_text())
            page = chromium.page(daemon.address)
            browser.show(page, "#/now")
            sign_in(page, daemon.tokens["sam"])
            self.assertEqual(page.locator("h1").inner_text(), "Riverside depot")
            self.assertEqual(page.wrong, [])


if __name__ == "__main__":
    unittest.main()
