"""What is not everyday: a house where little is public, one where nothing has happened, names as long as may be, a daemon that goes away."""

import unittest

import browser
from house import LONG, House, NewHouse
from standin import Standin
from test_views import VIEWS
from walk import sign_in


class States(unittest.TestCase):
    """Each test has a house of its own."""

    def setUp(self):
        self.browser = self.enterContext(browser.Browser())

    def open(self, house, *arguments, **more):
        self.standin = self.enterContext(Standin(house))
        return self.browser.page(self.standin.address, *arguments, **more)

    def sound(self, page, name):
        browser.shot(page, name)
        self.assertEqual(page.wrong, [])
        self.assertLessEqual(browser.overflow(page), 0)
        self.assertEqual(browser.accessibility(page), [])

    def links(self, page):
        return page.locator("nav a").all_inner_texts()

    def test_where_little_is_public_everybody_sees_that_and_nothing_fails(self):
        for width in ("desktop", "phone"):
            page = self.open(House(anonymous="public"), width)
            browser.show(page)
            self.assertEqual(page.locator("h1").inner_text(), "Transparency")
            self.assertEqual(self.links(page), ["Appeals", "Transparency"])
            self.assertEqual(page.locator("main a[href^='#/entries']").count(), 0)
            for name in ("transparency", "appeals", "appeal", "open-appeal", "file", "file-span"):
                browser.show(page, VIEWS[name])
                self.assertEqual(page.locator("main .note.bad[role=alert]:visible").count(), 0)
                self.sound(page, f"public-{name}-{width}")

    def test_a_view_that_is_not_public_says_so_and_what_is(self):
        page = self.open(House(anonymous="public"))
        for hash_ in ("#/now", "#/timeline", "#/places/local%2Fyard/gate", "#/policy", "#/setup", "#/observations", VIEWS["event"]):
            browser.show(page, hash_)
            self.assertIn("This is for everybody", page.locator("main").inner_text())
        self.sound(page, "public-closed")
        sign_in(page, "s" * 64)
        self.assertEqual(page.locator("h1").inner_text(), "Exit blocked at gate")
        self.assertIn("Now", self.links(page))
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_selector("text=This is for everybody")
        self.assertEqual(page.wrong, [])

    def test_an_appeal_is_filed_where_little_is_public(self):
        page = self.open(House(anonymous="public"))
        browser.show(page, VIEWS["file"])
        page.get_by_label("What is wrong?").fill("It was our delivery")
        page.get_by_role("button", name="Send").click()
        page.wait_for_selector("h1 >> text=Appeal 2")
        browser.settle(page)
        self.assertEqual(page.wrong, [])

    def test_where_nothing_is_public_one_is_told_to_sign_in(self):
        page = self.open(House(anonymous="none"))
        browser.show(page)
        self.assertEqual(self.links(page), [])
        self.assertIn("only stewards see anything", page.locator("main").inner_text())
        self.sound(page, "none")
        sign_in(page, "s" * 64)
        self.assertEqual(page.locator("h1").inner_text(), "Riverside depot")

    def test_a_token_that_nobody_has_any_more_is_forgotten(self):
        page = self.open(House(), expected=(401,))
        browser.show(page)
        page.evaluate("sessionStorage.setItem('token', 'x')")
        browser.show(page, "#/places")
        self.assertIn("Your token is no longer valid", page.locator("main").inner_text())
        self.assertEqual(page.locator(".card.place").count(), 2)
        self.assertIsNone(page.evaluate("sessionStorage.getItem('token')"))
        self.sound(page, "lapsed")

    def test_before_anything_has_happened_each_view_says_so(self):
        said = {"": "No camera is configured", "#/timeline": "Nothing has happened yet", "#/places": "No place has been observed yet",
                "#/appeals": "No appeal is waiting", "#/transparency": "Nobody has looked at anything", "#/setup": "No camera is configured"}
        for colours, width in (("light", "desktop"), ("dark", "phone")):
            page = self.open(NewHouse(), width, colours)
            for number, (hash_, words) in enumerate(said.items()):
                browser.show(page, hash_)
                self.assertIn(words, page.locator("main").inner_text())
                self.sound(page, f"new-{number}-{width}")

    def test_a_lost_camera_and_what_is_wrong_are_told(self):
        page = self.open(NewHouse(lost=True))
        browser.show(page)
        for words in ("Something is wrong", "look at its cable", "0 of 1 cameras", "No place is drawn for this camera yet"):
            self.assertIn(words, page.locator("main").inner_text())
        self.sound(page, "lost")

    def test_long_names_fit_on_the_narrowest_screen(self):
        for width in ("narrow", "desktop"):
            house = House(long=True)
            page = self.open(house, width)
            page.goto(self.standin.address)
            page.evaluate("sessionStorage.setItem('token', 's'.repeat(64))")
            for name, hash_ in VIEWS.items():
                if name != "missing":
                    with self.subTest(view=name, width=width):
                        browser.show(page, hash_.replace("yard", house.camera).replace("gate", LONG))
                        self.sound(page, f"long-{name}-{width}")

    def test_a_daemon_that_goes_away_is_told_of_and_taken_up_again(self):
        house = House()
        standin = Standin(house)
        with standin:
            page = self.browser.page(standin.address)
            browser.show(page)
            page.wait_for_selector(".item.fresh >> text=Fall")
        page.wait_for_selector("[role=alert] >> text=Wayside has not answered since")
        browser.shot(page, "away")
        self.assertEqual(browser.accessibility(page), [])
        page.get_by_role("link", name="Policy").click()
        page.wait_for_selector("text=Wayside does not answer")
        browser.shot(page, "away-policy")
        page.go_back()
        page.wait_for_selector(".note.bad >> text=Wayside does not answer")
        with Standin(house, standin.port):
            page.get_by_role("button", name="Try again").click()
            page.wait_for_selector(".item >> text=Fall")
            self.assertEqual(page.locator(".item >> text=Fall").count(), 1)
            self.assertEqual(page.locator("main .note.bad:visible").count(), 0)
        page.wait_for_selector("[role=alert] >> text=Wayside has not answered since")
        with Standin(house, standin.port):
            page.wait_for_selector("[role=alert]", state="hidden")
            self.assertEqual(page.locator(".item >> text=Fall").count(), 1)
        self.assertEqual([told for told in page.wrong if "net::ERR" not in told], [])

    def test_events_are_held_back_for_whoever_reads(self):
        house = House()
        house.news = lambda: []
        standin = Standin(house)
        with standin:
            page = self.browser.page(standin.address)
            browser.show(page)
            page.get_by_role("button", name="Hold").click()
        house.news = lambda: House.news(house)
        with Standin(house, standin.port):
            button = page.get_by_role("button", name="Go on (1 new)")
            button.wait_for()
            self.assertEqual(page.locator(".item >> text=Fall").count(), 0)
            button.click()
            self.assertEqual(page.locator(".item >> text=Fall").count(), 1)
            self.assertIn("gate, Fall: has begun, high", page.locator("[role=status]").all_text_contents())

    def test_on_paper_there_is_ink_on_white_and_no_navigation(self):
        page = self.open(House(anonymous="public"), colours="dark")
        browser.show(page, "#/transparency")
        page.emulate_media(media="print", color_scheme="dark")
        browser.shot(page, "print")
        self.assertFalse(page.locator("#side").is_visible())
        self.assertFalse(page.get_by_role("link", name="File an appeal").is_visible())
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector('main')).color"), "rgb(29, 35, 39)")
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor"), "rgb(255, 255, 255)")


class ByHand(unittest.TestCase):
    """What stewards enter and confirm."""

    def setUp(self):
        self.house = self.enterContext(Standin(House()))
        self.browser = self.enterContext(browser.Browser())

    def test_one_enters_and_is_told_that_another_confirms(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/places/local%2Fyard/gate")
        sign_in(page, "s" * 64)
        page.get_by_role("link", name="Enter what you have seen").click()
        browser.settle(page)
        self.assertEqual(page.get_by_label("Place").input_value(), "local/yard/gate")
        page.get_by_label("What it was").select_option("exit-blocked")
        page.get_by_label("What you have seen").fill("Boxes before the door")
        browser.shot(page, "hand-enter")
        self.assertEqual(browser.accessibility(page), [])
        page.get_by_role("button", name="Enter", exact=True).click()
        page.wait_for_selector("text=Entered as #4. It counts when another steward confirms it.")
        own = page.locator("article", has_text="Entered by sam")
        self.assertIn("somebody else has to confirm it", own.inner_text())
        self.assertEqual(own.get_by_role("button", name="Decide").count(), 0)
        self.assertEqual(page.wrong, [])

    def test_another_one_confirms(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/timeline")
        self.assertEqual(page.get_by_role("link", name="Entered by hand").count(), 0)
        sign_in(page, "r" * 64)
        page.get_by_role("link", name="Entered by hand").click()
        browser.settle(page)
        card = page.locator("article", has_text="Entered by olga").first
        card.get_by_label("Confirm: it becomes an event").check()
        card.get_by_label("Your reason").fill("I have seen it too")
        browser.shot(page, "hand-confirm")
        card.get_by_role("button", name="Decide").click()
        page.wait_for_selector("text=#3 is confirmed, and counts from now on.")
        self.assertEqual(page.evaluate("document.activeElement.className"), "note good change")
        self.assertEqual(page.locator("article", has_text="Confirmed by rita").count(), 2)
        self.assertEqual(browser.accessibility(page), [])
        self.assertEqual(page.wrong, [])

    def test_the_keyboard_stays_at_a_filter_that_was_changed(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/timeline")
        page.get_by_label("Severity").focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_function("location.hash.includes('level=low')")
        browser.settle(page)
        self.assertEqual(page.evaluate("document.activeElement.name"), "level")
        self.assertIn("7 events", page.locator("[role=status]").all_text_contents())
        page.get_by_role("link", name="Show all events").click()
        page.wait_for_function("!location.hash.includes('level')")
        self.assertEqual(page.wrong, [])


if __name__ == "__main__":
    unittest.main()
