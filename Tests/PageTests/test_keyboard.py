"""All of the page by keyboard: focus that is seen, nothing that traps it, and every act without a mouse."""

import unittest

import browser
from house import House
from standin import Standin
from walk import sign_in, walk

VISIBLE = """() => { const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const child = [...on.querySelectorAll("*")].some((each) => getComputedStyle(each).strokeWidth !== "" && on.namespaceURI.includes("svg"));
    return {tag: on.tagName, words: (on.getAttribute("aria-label") ?? on.innerText ?? "").slice(0, 40), seen: drawn || child, size: box.width}; }"""


class Keyboard(unittest.TestCase):
    """Against the stand-in."""

    def setUp(self):
        self.house = self.enterContext(Standin(House()))
        self.browser = self.enterContext(browser.Browser())

    def test_tab_goes_through_every_view_with_focus_that_is_seen(self):
        page = self.browser.page(self.house.address)
        for hash_ in ("", "#/timeline", "#/places/local%2Fyard/gate", "#/setup"):
            browser.show(page, hash_)
            stops = []
            for _ in range(50):
                page.keyboard.press("Tab")
                stop = page.evaluate(VISIBLE)
                if stop["tag"] == "BODY":
                    break
                stops.append(stop)
            self.assertGreater(len(stops), 8, hash_)
            self.assertEqual([stop for stop in stops if not stop["seen"]], [], hash_)
            self.assertEqual(stops[0]["words"], "Skip to content")

    def test_the_first_stop_leads_past_the_navigation(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/places")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        self.assertTrue(page.evaluate("document.getElementById('main').contains(document.activeElement)"))

    def test_a_link_puts_the_keyboard_at_the_heading_of_its_view(self):
        page = self.browser.page(self.house.address)
        browser.show(page)
        page.get_by_role("link", name="Places").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("h1 >> text=Places")
        self.assertEqual(page.evaluate("document.activeElement.tagName"), "H1")

    def test_a_zone_is_drawn_with_the_keyboard_alone(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/setup")
        page.get_by_role("button", name="New zone").focus()
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('role')"), "application")
        for keys in (["ArrowLeft"] * 5 + ["Enter"], ["Shift+ArrowDown"] * 2 + ["Enter"], ["Shift+ArrowRight", "Enter"], ["ArrowUp", "Enter", "Backspace"]):
            for key in keys:
                page.keyboard.press(key)
        page.get_by_label("Long stay").focus()
        page.keyboard.press("Space")
        browser.shot(page, "setup-drawn")
        written = page.locator("pre").inner_text()
        self.assertIn("- {id: zone-1, zone: [[0.45, 0.5], [0.45, 0.6], [0.5, 0.6]]}", written)
        self.assertIn("- {behaviour: loitering, place: zone-1, after: 30s}", written)
        page.get_by_role("button", name="Copy").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Copied.")
        self.assertEqual(page.evaluate("navigator.clipboard.readText()").strip(), written.strip())
        self.assertEqual(page.wrong, [])

    def test_a_dialog_opens_and_closes_by_keyboard(self):
        page = self.browser.page(self.house.address, expected=(401,))
        browser.show(page)
        page.get_by_role("button", name="Sign in").first.focus()
        page.keyboard.press("Enter")
        browser.shot(page, "sign-in")
        self.assertEqual(browser.accessibility(page), [])
        page.keyboard.type("nobody")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Nobody has this token.")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
        self.assertEqual(page.wrong, [])


class Walk(unittest.TestCase):
    """The stewards' and the public's acts, against the stand-in."""

    def setUp(self):
        self.house = self.enterContext(Standin(House()))
        self.browser = self.enterContext(browser.Browser())

    def test_from_an_event_to_the_standing_anew(self):
        page = self.browser.page(self.house.address)
        before, after = walk(page, f"{8:032x}", "r" * 64, "That was our delivery")
        self.assertEqual(after - before, 4000)
        self.assertEqual(page.wrong, [])

    def test_whoever_may_not_decide_is_told_why(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/appeals/2")
        sign_in(page, "s" * 64)
        self.assertIn("may not decide this", page.locator("main").inner_text())
        self.assertEqual(page.get_by_role("button", name="Decide").count(), 0)

    def test_a_picture_that_was_kept_is_shown_on_request(self):
        page = self.browser.page(self.house.address)
        browser.show(page, f"#/events/{7:032x}")
        self.assertNotIn("The picture that was kept", page.locator("main").inner_text())
        browser.show(page, f"#/events/{8:032x}")
        sign_in(page, "s" * 64)
        self.assertEqual(page.locator(".stage img").count(), 0)
        page.get_by_text("Look at the picture").click()
        page.get_by_role("button", name="Show the picture").click()
        page.wait_for_selector(".stage img")
        self.assertIn("Your look is entry #14", page.locator("main").inner_text())
        self.assertEqual(page.locator(".stage.pictured .box").count(), 1)
        self.assertEqual(browser.accessibility(page), [])
        browser.shot(page, "kept")
        self.assertEqual(page.wrong, [])

    def test_a_look_is_asked_for_and_told(self):
        page = self.browser.page(self.house.address)
        browser.show(page)
        page.get_by_text("Look at the picture").click()
        self.assertIn("Only stewards may look", page.locator("main").inner_text())
        self.assertEqual(page.locator(".stage img").count(), 0)
        sign_in(page, "s" * 64)
        page.get_by_text("Look at the picture").click()
        page.get_by_role("button", name="Show the picture").click()
        page.wait_for_selector(".stage img")
        self.assertIn("Your look is entry #14", page.locator("main").inner_text())
        self.assertIn("1 thing that moves is followed", page.locator("main").inner_text())
        self.assertEqual(page.locator(".stage.pictured .box.followed").count(), 1)
        self.assertEqual(browser.accessibility(page), [])
        browser.shot(page, "look")
        page.get_by_role("button", name="Put it away").click()
        self.assertEqual(page.locator(".stage img").count(), 0)
        self.assertEqual(page.wrong, [])

    def test_a_token_stays_in_its_tab(self):
        page = self.browser.page(self.house.address)
        browser.show(page)
        sign_in(page, "r" * 64)
        self.assertNotIn("r" * 64, page.url + str(page.context.cookies()) + str(page.evaluate("Object.entries(localStorage)")))
        browser.show(page, "#/places")
        self.assertIn("Signed in as rita", page.locator("#side").inner_text())
        page.get_by_role("button", name="Sign out").click()
        browser.settle(page)
        self.assertIsNone(page.evaluate("sessionStorage.getItem('token')"))
        other = page.context.new_page()
        other.goto(self.house.address)
        self.assertIsNone(other.evaluate("sessionStorage.getItem('token')"))

    def test_another_policy_is_compared(self):
        page = self.browser.page(self.house.address)
        browser.show(page, "#/policy")
        page.get_by_role("button", name="Compare").click()
        page.wait_for_selector(".diff .plot")
        page.wait_for_timeout(300)
        browser.shot(page, "diff")
        self.assertEqual(page.evaluate("document.activeElement.innerText"), "What would be different")
        self.assertEqual(browser.accessibility(page), [])
        self.assertEqual(page.wrong, [])


if __name__ == "__main__":
    unittest.main()
