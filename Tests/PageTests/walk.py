"""The walk that the page is there for: an event, why it counts as it does, an appeal, its decision, and the standing anew."""

import browser


def sign_in(page, token):
    """By the dialog, as a steward does."""
    page.locator(".tools .sign-in").click()
    page.get_by_label("Your token").fill(token)
    page.locator("dialog").get_by_role("button", name="Sign in").click()
    page.wait_for_selector("dialog", state="detached")
    browser.settle(page)


def walk(page, event, token, reason):
    """From the timeline to the decision; gives the standing before and after, as the page shows them."""
    browser.show(page, "#/timeline")
    page.locator(f"a.item[href='#/events/{event}']").first.click()
    browser.settle(page)
    browser.shot(page, "walk-1-event")
    rows = page.locator("section.card table.terms").first.locator("td.number").all_inner_texts()
    numbers = [int(text.replace("−", "-").replace("+", "")) for text in rows]
    assert sum(numbers[:-1]) == numbers[-1], f"the terms {numbers} do not add up"
    page.get_by_role("link", name="/").first.click()
    browser.settle(page)
    before = standing(page)
    page.go_back()
    browser.settle(page)

    page.get_by_role("link", name="Appeal against this event").click()
    browser.settle(page)
    page.get_by_label("What is wrong?").fill(reason)
    page.get_by_label("What should everybody read").fill(f"{reason} (for everybody)")
    browser.shot(page, "walk-2-appeal")
    page.get_by_role("button", name="Send").click()
    page.wait_for_selector("h1 >> text=/Appeal \\d+/")
    browser.settle(page)
    assert page.get_by_role("button", name="Decide").count() == 0, "somebody without a token is offered a decision"
    browser.shot(page, "walk-3-filed")

    sign_in(page, token)
    page.get_by_label("Uphold").check()
    page.get_by_label("Your reason").fill("It was a delivery; the door was free.")
    browser.shot(page, "walk-4-deciding")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_selector(".change")
    browser.settle(page)
    browser.shot(page, "walk-5-decided")
    assert page.get_by_role("button", name="Decide").count() == 0, "a decision is offered twice"
    page.get_by_role("link", name="stands at").click()
    browser.settle(page)
    browser.shot(page, "walk-6-place")
    after = standing(page)
    browser.show(page, f"#/events/{event}")
    assert "was taken back after an appeal" in page.locator("main").inner_text()
    return before, after


def standing(page):
    """The last row of the sum behind a place's number, in milli-points."""
    text = page.locator("section.card:has(h2:text('The sum behind')) tr.total .number").last.inner_text()
    return round(float(text) * 1000)
