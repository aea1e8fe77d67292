// The shell: navigation, language, colours, and which view is shown.

import {choice, field, fill, h, icon} from "./dom.js";
import {here, link} from "./route.js";
import {learn, session, signInButton, signOut, trouble} from "./session.js";
import {current, known, speak, t, word} from "./texts.js";

const views = ["now", "timeline", "places", "appeals", "policy", "transparency", "setup"];
const main = document.getElementById("main"), side = document.getElementById("side");
let leaving = new AbortController();

/** The module of the view that the address names; a view is loaded when it is first asked for. */
const moduleOf = ({name}) => (name === "events" ? "event" : name === "entries" ? "entry" : views.includes(name) ? name : first());

/** What is shown first: where nothing else is public, what is. */
const first = () => (session.steward === null && session.site === null && session.may.size > 0 ? "transparency" : "now");

function navigation(name) {
  const items = views.map((view, i) => h("li", {class: i > 3 ? "later" : null},
    h("a", {href: link(view), "aria-current": view === name ? "page" : null}, icon(view), h("span", {}, t(`nav.${view}`)))));
  const more = h("button", {type: "button", "aria-expanded": "false", onclick: toggle}, icon("more"), h("span", {}, t("nav.more")));
  return h("nav", {"aria-label": t("nav.name")}, h("ul", {}, items.slice(0, 4), h("li", {class: "more"}, more), items.slice(4)));
}

function toggle() {
  const open = side.classList.toggle("open");
  side.querySelector("nav").classList.toggle("open", open);
  side.querySelector(".more button").setAttribute("aria-expanded", String(open));
}

function tools() {
  const language = choice(known, current(), {onchange: async (event) => { await speak(event.target.value); await render(); }});
  for (const option of language.options) option.lang = option.value;
  const themes = ["auto", "light", "dark"].map((name) => [name, t(`theme.${name}`)]);
  const theme = choice(themes, localStorage.getItem("theme") ?? "auto", {onchange: (event) => paint(event.target.value)});
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
  const {name, roles = []} = session.steward;
  return h("div", {class: "who"}, h("p", {class: "strong"}, t("signin.as", {name})),
    h("p", {class: "soft"}, h("small", {}, roles.map((role) => word("role", role)).join(", "))),
    h("button", {type: "button", class: "quiet", onclick: signOut}, t("signin.out")));
}

/** Shows the view that the address names; `moved`: by a link, so that the keyboard goes to its heading. */
async function render(moved = false) {
  leaving.abort();
  leaving = new AbortController();
  const {signal} = leaving, place = here(), module = moduleOf(place);
  side.classList.remove("open");
  fill(side, h("p", {class: "brand"}, h("img", {src: new URL("icon.svg", import.meta.url), alt: "", width: 28, height: 28}), "Wayside"),
    navigation(views.includes(module) ? module : "timeline"), tools());
  const title = h("h1", {tabindex: -1}), body = h("div", {class: "view", "aria-busy": "true"});
  const name = (words) => { title.textContent = words; document.title = `${words} · Wayside`; };
  name(t(`nav.${module}`));
  fill(main, title, body);
  if (moved) { scrollTo(0, 0); title.focus({preventScroll: true}); }
  try {
    const {view} = await import(`./${module}.js`);
    const made = await view({...place, signal, name, body});
    if (signal.aborted) return;
    if (made) fill(body, made);
  } catch (error) {
    if (signal.aborted) return;
    fill(body, trouble(error));
  }
  body.removeAttribute("aria-busy");
  performance.mark("shown");
}

const theme = localStorage.getItem("theme");
if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
session.changed = render;
import(`./${moduleOf(here())}.js`);
await Promise.all([speak(), learn()]);
document.body.prepend(h("button", {type: "button", class: "skip", onclick: () => main.focus()}, t("skip")));
addEventListener("hashchange", () => render(true));
await render();
