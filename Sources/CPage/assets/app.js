// The shell: navigation, language, colours, and which view is shown.

import {Problem} from "./api.js";
import {choice, field, fill, h, icon} from "./dom.js";
import {here, link} from "./route.js";
import {learn, session, signInButton, signOut, trouble} from "./session.js";
import {current, known, speak, t, word} from "./texts.js";

/** What one must be allowed, to be shown a view. */
const needs = {now: "read.cameras", timeline: "read.events", places: "read.places", appeals: "public.appeals", policy: "read.policies",
  transparency: "public.transparency", setup: "read.cameras", event: "read.events", entry: "read.entries", observations: "observations.read"};
const views = ["now", "timeline", "places", "appeals", "policy", "transparency", "setup"];
const main = document.getElementById("main"), side = document.getElementById("side"), brand = side.firstElementChild;
let leaving = new AbortController(), shown = null;

/** Whether a view may be shown; as long as nobody has said who we are, any. */
const open = (module) => !session.known || session.may.has(needs[module]);

/** The module of the view that the address names; a view is loaded when it is first asked for. */
const moduleOf = ({name}) => (name === "events" ? "event" : name === "entries" ? "entry" : Object.hasOwn(needs, name) ? name : first());

/** What is shown first: where nothing else is public, what is. */
const first = () => (open("now") || !open("transparency") ? "now" : "transparency");

/** The view that stands for another one in the navigation. */
const chapter = (module) => (views.includes(module) ? module : "timeline");

function navigation(name) {
  const mine = views.filter(open), few = mine.length < 5;
  const items = mine.map((view, i) => h("li", {class: i > 3 ? "later" : null},
    h("a", {href: link(view), "aria-current": view === name ? "page" : null}, icon(view), h("span", {}, t(`nav.${view}`)))));
  const more = h("button", {type: "button", "aria-expanded": "false", onclick: () => toggle()}, icon("more"), h("span", {}, t("nav.more")));
  const list = h("ul", {}, items.slice(0, 4), h("li", {class: "more"}, more), items.slice(4));
  list.style.setProperty("--columns", String(few ? mine.length + 1 : 5));
  return h("nav", {"aria-label": t("nav.name")}, list);
}

/** Opens or closes what a phone has no room for. */
function toggle(wanted) {
  const open = side.classList.toggle("open", wanted);
  side.querySelector("nav").classList.toggle("open", open);
  side.querySelector(".more button").setAttribute("aria-expanded", String(open));
}

function tools() {
  const language = choice(known, current(), {id: "language", onchange: async (event) => { await speak(event.target.value); await render(); document.getElementById("language").focus(); }});
  for (const option of language.options) option.lang = option.value;
  const themes = ["auto", "light", "dark"].map((name) => [name, t(`theme.${name}`)]);
  const theme = choice(themes, localStorage.getItem("theme") ?? "auto", {id: "theme", onchange: (event) => paint(event.target.value)});
  return h("div", {class: "tools"}, who(), field(t("language"), language), field(t("theme"), theme));
}

/** Light, dark, or as the system has it. */
function paint(theme) {
  localStorage.setItem("theme", theme);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function who() {
  if (!session.steward) return signInButton();
  const {name, roles = [], authority} = session.steward;
  return h("div", {class: "who"}, h("p", {class: "strong"}, t("signin.as", {name})),
    h("p", {class: "soft"}, h("small", {}, roles.map((role) => word("role", role)).join(", "), authority && authority !== "good-standing" && ` · ${word("authority", authority)}`)),
    h("button", {type: "button", class: "quiet", onclick: signOut}, t("signin.out")));
}

/** In place of a view that is not for everybody here: what is, and how one gets in. */
function closed() {
  const mine = views.filter(open);
  return h("section", {class: "card welcome"}, h("p", {class: "lead"}, t(session.steward ? "closed.role" : mine.length > 0 ? "closed.words" : "closed.all")),
    mine.length > 0 && h("div", {class: "row"}, mine.map((view) => h("a", {class: "button", href: link(view)}, icon(view), t(`nav.${view}`)))),
    !session.steward && h("p", {class: "soft"}, t("signin.words")), !session.steward && h("p", {}, signInButton()));
}

/** The view's module; one that cannot be fetched is no fault of the page. */
const load = (module) => import(`./${module}.js`).catch((error) => { throw error instanceof TypeError ? new Problem(0) : error; });

/**
 * Shows the view that the address names; `moved`: by a link, so that the keyboard goes to its heading. Where only the query has
 * changed, what was shown stays until the new is there, and the keyboard stays at the control that asked for it.
 */
async function render(moved = false) {
  leaving.abort();
  leaving = new AbortController();
  const {signal} = leaving, place = here(), module = moduleOf(place), key = [module, ...place.parts].join("/");
  const same = moved && key === shown, held = same ? document.activeElement?.name : null;
  fill(side, brand, navigation(chapter(module)), tools());
  side.classList.remove("open");
  const title = same ? main.querySelector("h1") : h("h1", {tabindex: -1}), body = same ? main.querySelector(".view") : h("div", {class: "view"});
  const name = (words) => { title.textContent = words; document.title = `${words} · Wayside`; };
  body.setAttribute("aria-busy", "true");
  shown = key;
  if (!same) {
    name(t(`nav.${module}`));
    fill(main, title, body);
    if (moved) { scrollTo(0, 0); title.focus({preventScroll: true}); }
  }
  try {
    const made = open(module) ? await (await load(module)).view({...place, signal, name}) : closed();
    if (signal.aborted) return;
    fill(body, session.lapsed && h("p", {class: "note", role: "status"}, t("signin.lapsed")), made);
    session.lapsed = false;
  } catch (error) {
    if (signal.aborted) return;
    fill(body, trouble(error, async () => { await learn(); await render(true); }));
    shown = null;
  }
  body.removeAttribute("aria-busy");
  if (held) (main.querySelector(`[name="${CSS.escape(held)}"]`) ?? title).focus({preventScroll: true});
  performance.mark("shown");
}

const theme = localStorage.getItem("theme");
if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
session.changed = async () => {
  shown = null;
  await render(true);
  main.querySelector(".change")?.focus();
};
import(`./${moduleOf(here())}.js`).catch(() => {});
await Promise.all([speak(), learn()]);
document.body.prepend(h("button", {type: "button", class: "skip", onclick: () => main.focus()}, t("skip")));
addEventListener("hashchange", () => render(true));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !side.classList.contains("open")) return;
  toggle(false);
  side.querySelector(".more button").focus();
});
await render();
