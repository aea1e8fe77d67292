// One entry of the ledger: what it says in words, its line, and the proof that it is in.

import {get, path} from "./api.js";
import {fill, h} from "./dom.js";
import {link} from "./route.js";
import {trouble} from "./session.js";
import {t} from "./texts.js";
import {crumb, facts, when} from "./words.js";

export async function view({parts: [sequence], signal, name}) {
  const at = path("entries", sequence), {entry, words, canonical} = await get(at, {signal});
  name(t("entry.title", {n: sequence}));
  const slot = h("div", {role: "status"});
  const prove = h("button", {type: "button", onclick: async () => {
    try {
      const proof = await get(`${at}/proof`, {signal});
      fill(slot, h("p", {}, t("entry.proved", {n: proof.entries})), facts([[t("entry.root"), h("code", {}, proof.root)]]), h("pre", {tabindex: 0}, proof.checkpoint), h("details", {}, h("summary", {}, t("entry.path")), h("pre", {tabindex: 0}, proof.path.join("\n"))));
    } catch (error) { fill(slot, trouble(error)); }
  }}, t("entry.prove"));
  return [crumb(link("timeline"), t("nav.timeline")),
    h("section", {class: "card"}, words.map((line) => h("p", {}, line.trim())), entry.time && facts([[t("event.time"), when(entry.time, "full")]]),
      entry.kind === "event" && h("p", {}, h("a", {href: link("events", entry.evidence)}, t("entry.event")))),
    h("h2", {}, t("entry.line")), h("p", {class: "soft"}, t("entry.line.words")), h("pre", {class: "wrap", tabindex: 0}, canonical), h("p", {}, prove), slot];
}
