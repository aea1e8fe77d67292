"""The page's files themselves: what they weigh, what they must not contain, and that all languages say the same."""

import json
import re
import unittest

import browser
import jsonschema
from house import House, NewHouse
from standin import ASSETS, Standin, answer

SCRIPTS = sorted(ASSETS.glob("*.js"))


class Files(unittest.TestCase):
    """What lies in assets."""

    def test_every_file_is_in_the_program(self):
        listed = re.findall(r'\{"([^"]+)", ', (ASSETS.parent / "page.c").read_text())
        self.assertEqual(sorted(listed), sorted(path.name for path in ASSETS.iterdir()))

    def test_no_text_can_become_markup_or_code(self):
        sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setHTML|createContextualFragment|DOMParser|srcdoc"
        for script in SCRIPTS:
            self.assertEqual(re.findall(sinks, script.read_text()), [], script.name)

    def test_nothing_comes_from_elsewhere_and_nothing_is_inline(self):
        for path in [*SCRIPTS, ASSETS / "index.html", ASSETS / "style.css"]:
            addresses = [found for found in re.findall(r"https?://[^\s\"'`)]+", path.read_text()) if "www.w3.org/2000/svg" not in found]
            self.assertEqual(addresses, [], path.name)
        page = (ASSETS / "index.html").read_text()
        self.assertEqual(re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page), [])

    def test_all_languages_have_the_same_texts(self):
        texts = {path.name[6:8]: json.loads(path.read_text()) for path in ASSETS.glob("texts.*.json")}
        self.assertEqual(set(texts), {"en", "de", "id"})
        gaps = lambda text: set(re.findall(r"\{\w+\}", json.dumps(text))) - {"{n}"}
        for language, own in texts.items():
            self.assertEqual(set(own), set(texts["en"]), language)
            for key, text in texts["en"].items():
                self.assertEqual(gaps(own[key]), gaps(text), f"{language}: {key}")

    def test_every_text_is_there_and_used(self):
        source = "".join(script.read_text() for script in SCRIPTS)
        texts = set(json.loads((ASSETS / "texts.en.json").read_text()))
        named = set(re.findall(r'\btn?\("([^"]+)"', source))
        lists = set(re.findall(r"t\(`([a-z.]+)\.\$\{", source)) | set(re.findall(r'word\("([a-z]+)"', source))
        self.assertEqual(named - texts, set())
        unused = {key for key in texts - named if not any(key.startswith(f"{name}.") for name in lists) and f'"{key}"' not in source}
        self.assertEqual(unused, set())

    def test_closed_lists_have_words(self):
        schemas = json.loads((ASSETS / "openapi.json").read_text())["components"]["schemas"]
        texts = json.loads((ASSETS / "texts.en.json").read_text())
        for name, prefix in {"Behaviour": "behaviour", "Level": "level", "Consequence": "consequence", "DataUse": "use", "Role": "role"}.items():
            for word in schemas[name]["enum"]:
                self.assertIn(f"{prefix}.{word}", texts)
        for state in schemas["Camera"]["properties"]["state"]["enum"]:
            self.assertIn(f"state.{state}", texts)
        for state in schemas["Appeal"]["properties"]["state"]["enum"]:
            self.assertIn(f"appeal.{state}", texts)

    def test_the_stand_in_answers_as_the_description_says(self):
        described = json.loads((ASSETS / "openapi.json").read_text())
        house = House()
        event = house.events[4]["id"]
        token = "r" * 64
        asked = {"/health": None, "/me": None, "/cameras": None, "/cameras/{camera}": ["yard"], "/cameras/{camera}/zones": ["yard"], "/places": None,
                 "/places/{site}/{camera}/{place}": ["local", "yard", "gate"], "/places/{site}/{camera}/{place}/history": ["local", "yard", "gate"],
                 "/places/{site}/{camera}/{place}/explanation": ["local", "yard", "gate"], "/events": None, "/events/{event}": [event],
                 "/events/{event}/explanation": [event], "/entries/{sequence}": ["3"], "/entries/{sequence}/proof": ["3"], "/appeals": None,
                 "/appeals/{number}": ["1"], "/policies": None, "/policies/{hash}": ["ab" * 32], "/transparency": None, "/board": None, "/observations": None}
        for path, values in asked.items():
            operation = described["paths"][f"/api/v1{path}"]["get"]
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"] | {"components": described["components"]}
            parts = path.strip("/").split("/")
            filled = [values.pop(0) if part.startswith("{") else part for part in parts]
            with self.subTest(path=path):
                jsonschema.validate(answer(house, "GET", filled, None, token), schema)
        for name, made in {"PolicyDiff": house.diff(), "Health": NewHouse(lost=True).health(), "Board": NewHouse().board(),
                           "Transparency": NewHouse().transparency(), "Places": NewHouse().places()}.items():
            jsonschema.validate(made, {"$ref": f"#/components/schemas/{name}", "components": described["components"]})

    def test_what_the_page_sends_is_what_the_description_asks_for(self):
        described = json.loads((ASSETS / "openapi.json").read_text())["components"]["schemas"]
        sent = {"observations.js": ("ObservationFiling", ["place", "behaviour", "seen", "confidence_permille", "reason"]), "look.js": ("Look", ["use"]),
                "appeals.js": ("AppealFiling", ["event", "place", "from", "until", "reason", "reply"])}
        for script, (schema, members) in sent.items():
            self.assertEqual(set(described[schema]["properties"]), set(members), script)
            self.assertTrue(set(described[schema]["required"]) <= set(members), script)
            for member in members:
                self.assertRegex((ASSETS / script).read_text(), rf"[{{(\s,]{member}\b", script)


class Weight(unittest.TestCase):
    """What a browser has to load, and how soon there is something to see."""

    def test_each_view_loads_at_most_60_kB_of_script(self):
        views = {"now": "", "timeline": "#/timeline", "event": f"#/events/{8:032x}", "places": "#/places", "place": "#/places/local%2Fyard/gate",
                 "appeals": "#/appeals", "policy": "#/policy", "transparency": "#/transparency", "setup": "#/setup", "observations": "#/observations"}
        with Standin(House()) as house, browser.Browser() as chromium:
            for name, hash_ in views.items():
                page = chromium.page(house.address)
                page.add_init_script(f"sessionStorage.setItem('token', '{'s' * 64}')")
                loaded = []
                page.on("response", lambda answer: loaded.append(answer.url) if answer.url.endswith(".js") else None)
                browser.show(page, hash_)
                weight = sum((ASSETS / url.rsplit("/", 1)[1]).stat().st_size for url in set(loaded))
                first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
                whole = page.evaluate("performance.getEntriesByName('shown')[0].startTime")
                print(f"{name:13} {weight / 1000:5.1f} kB of script; first content {first:4.0f} ms, whole view {whole:4.0f} ms", flush=True)
                self.assertLessEqual(weight, 60_000, name)
                page.context.close()
        print(f"all scripts   {sum(path.stat().st_size for path in SCRIPTS) / 1000:5.1f} kB", flush=True)


if __name__ == "__main__":
    unittest.main()
