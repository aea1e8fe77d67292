"""Names, purposes, reasons and replies that want to be markup or code: they are shown as they are, and nothing runs."""

import unittest
import urllib.parse

import browser
from house import HOSTILE, House
from standin import Standin


class Hostile(unittest.TestCase):
    """Against a stand-in whose every name is an attack."""

    def test_hostile_words_are_shown_and_nothing_runs(self):
        house = House(hostile=True)
        place = f"#/places/{urllib.parse.quote(house.source, safe='')}/{urllib.parse.quote(house.gate, safe='')}"
        views = ["", "#/timeline", f"#/events/{8:032x}", "#/entries/3", "#/places", place, "#/appeals", "#/appeals/1", "#/appeals/2", "#/appeals/file",
                 "#/policy", f"#/policy/{'ab' * 32}", "#/transparency", "#/setup", f"#/setup?camera={urllib.parse.quote(house.camera)}"]
        with Standin(house) as standin, browser.Browser() as chromium:
            page = chromium.page(standin.address)
            for hash_ in views:
                with self.subTest(view=hash_[:20]):
                    browser.show(page, hash_)
                    for summary in page.locator("summary").all():
                        summary.click()
                    self.assertEqual(page.wrong, [])
                    self.assertIsNone(page.evaluate("window.hacked ?? null"))
                    self.assertEqual(page.locator("main img:not([src^=blob])").count(), 0)
                    self.assertTrue(HOSTILE[:20] in page.locator("body").inner_text() or page.locator("svg").count() > 0)
            browser.show(page, "#/policy")
            page.get_by_role("button", name="Compare").click()
            page.wait_for_selector(".diff")
            self.assertIn(HOSTILE, page.locator(".diff").inner_text())
            self.assertEqual(page.wrong, [])

    def test_hostile_addresses_lead_nowhere(self):
        with Standin(House()) as standin, browser.Browser() as chromium:
            page = chromium.page(standin.address, expected=(404,))
            for hash_ in ("#/javascript:alert(1)", "#/events/..%2F..%2Fme", "#/places/a%2Fb%2Fc/%3Cscript%3E", "#/%E0%A4%A", "#/__proto__/constructor",
                          "#/timeline?level=%22%3E%3Cscript%3E", "#/policy/%2e%2e"):
                with self.subTest(hash=hash_):
                    browser.show(page, hash_)
                    self.assertEqual(page.wrong, [])
                    self.assertIsNone(page.evaluate("window.hacked ?? null"))

    def test_a_name_in_the_yaml_of_set_up_stays_a_name(self):
        with Standin(House()) as standin, browser.Browser() as chromium:
            page = chromium.page(standin.address)
            browser.show(page, "#/setup")
            page.get_by_role("button", name="New zone").click()
            page.get_by_label("Name (small").fill("x}\n  - {id: evil, source: v4l2:/dev/video0")
            self.assertNotIn("source", page.locator("pre").inner_text().replace("x-id-evil-source-v4l2-dev-video0", ""))


if __name__ == "__main__":
    unittest.main()
