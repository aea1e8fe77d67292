"""Every view in light and dark, on a phone and on a desk: no error, no request elsewhere, nothing wider than the window, and the rules
of accessibility."""

import json
import unittest

import browser
from house import House, at
from standin import ASSETS, Standin

EVENT = f"#/events/{8:032x}"
VIEWS = {"now": "", "timeline": "#/timeline", "event": EVENT, "erased": f"#/events/{10:032x}", "taken-back": f"#/events/{9:032x}",
         "entry": "#/entries/3", "places": "#/places", "place": "#/places/local%2Fyard/gate", "appeals": "#/appeals", "appeal": "#/appeals/1",
         "open-appeal": "#/appeals/2", "file": f"#/appeals/file?event={8:032x}", "file-span": "#/appeals/file", "policy": "#/policy",
         "transparency": "#/transparency", "setup": "#/setup", "observations": "#/observations", "missing": "#/events/0"}


class Views(unittest.TestCase):
    """Against the stand-in."""

    @classmethod
    def setUpClass(cls):
        cls.house = cls.enterClassContext(Standin(House()))
        cls.browser = cls.enterClassContext(browser.Browser())

    def each(self, width, colours, language="en-GB", views=VIEWS):
        expected = (404,) if "missing" in views else ()
        page = self.browser.page(self.house.address, width, colours, language, expected)
        for name, hash_ in views.items():
            with self.subTest(view=name, width=width, colours=colours, language=language):
                browser.show(page, hash_)
                browser.shot(page, f"{name}-{colours}-{width}-{language[:2]}")
                self.assertEqual(page.wrong, [])
                self.assertLessEqual(browser.overflow(page), 0)
                if width == {"light": "desktop", "dark": "phone"}[colours]:  # both widths and both colours; it takes a second
                    self.assertEqual(browser.accessibility(page), [])
                self.assertEqual(page.locator("h1").count(), 1)
                self.assertTrue(page.title().endswith(" · Wayside"))
        page.context.close()

    def test_light_on_a_desk(self):
        self.each("desktop", "light")

    def test_dark_on_a_desk(self):
        self.each("desktop", "dark")

    def test_light_on_a_phone(self):
        self.each("phone", "light")

    def test_dark_on_a_phone(self):
        self.each("phone", "dark")

    def test_german_and_indonesian_on_a_phone(self):
        for language in ("de-DE", "id-ID"):
            self.each("phone", "light", language)

    def test_the_language_is_said_and_no_name_of_a_text_is_shown(self):
        names = set(json.loads((ASSETS / "texts.en.json").read_text()))
        for language in ("en", "de", "id"):
            page = self.browser.page(self.house.address, language=language)
            for name, hash_ in list(VIEWS.items())[:-1]:
                browser.show(page, hash_)
                self.assertEqual(page.locator("html").get_attribute("lang"), language)
                shown = set(page.locator("body").inner_text().split())
                self.assertEqual({word for word in shown & names if "." in word}, set(), f"{name} in {language}")
            page.context.close()

    def test_the_menu_of_a_phone_opens_with_what_has_no_room(self):
        page = self.browser.page(self.house.address, "phone")
        browser.show(page)
        self.assertFalse(page.get_by_role("link", name="Set-up").is_visible())
        page.get_by_role("button", name="More").click()
        browser.shot(page, "menu-phone")
        page.keyboard.press("Escape")
        self.assertFalse(page.get_by_role("link", name="Set-up").is_visible())
        self.assertEqual(page.evaluate("document.activeElement.innerText"), "More")
        page.keyboard.press("Enter")
        self.assertEqual(browser.accessibility(page), [])
        page.get_by_role("link", name="Set-up").click()
        browser.settle(page)
        self.assertEqual(page.locator("h1").inner_text(), "Set-up")
        self.assertEqual(page.wrong, [])

    def test_what_nobody_accounts_for_is_not_observed_and_a_day_begins_with_its_date(self):
        house, hour = House(), 3600
        points = [{"time": at(hour * n), "sum_mp": 80_000, "shown_mp": 80_000, "observed_ms": 0 if 20 < n <= 30 else hour * 1000, "blind_ms": {}}
                  for n in range(1, 49)]
        house.history = lambda place: House.history(house, place) | {"from": at(0), "to": at(48 * hour), "points": points, "moved": []}
        with Standin(house) as standin:
            page = self.browser.page(standin.address)
            browser.show(page, "#/places/local%2Fyard/gate")
            plot = page.locator(".card svg.plot").first
            widths = plot.locator("rect.observed").evaluate_all("all => all.map((each) => Number(each.getAttribute('width')))")
            self.assertEqual([width for width in widths if width == 0], [0])
            self.assertEqual(len(widths), 39)
            ticks = plot.locator(".tick").all_text_contents()
            self.assertIn("5 May", ticks)
            self.assertNotIn("00:00", ticks)

    def test_colours_and_language_can_be_chosen(self):
        page = self.browser.page(self.house.address)
        browser.show(page)
        page.get_by_label("Colours").select_option("dark")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_label("Language").select_option("de")
        page.wait_for_selector("text=Verlauf")
        browser.show(page)
        self.assertEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), dark)
        self.assertTrue(page.get_by_role("link", name="Verlauf").is_visible())

    def test_events_come_while_one_looks(self):
        page = self.browser.page(self.house.address)
        browser.show(page)
        page.wait_for_selector(".item.fresh >> text=Fall")
        self.assertEqual(page.locator(".item >> text=Fall").count(), 1)
        self.assertIn("live", page.locator("[role=status]").all_inner_texts())


if __name__ == "__main__":
    unittest.main()
