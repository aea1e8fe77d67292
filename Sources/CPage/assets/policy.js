// Policy: what numbers follow from, its versions, and what another one would have made of all that happened.

import {get, path, post} from "./api.js";
import {field, fill, h, responsive, table} from "./dom.js";
import {changePlot, standingPlot} from "./plot.js";
import {link} from "./route.js";
import {form} from "./session.js";
import {duration, number, signed, t, word} from "./texts.js";
import {crumb, facts, pill, when} from "./words.js";

const levels = ["info", "low", "medium", "high"];

/** The rules in a table that people can read: what counts how much, where, and for how long. */
function rules({behaviours = [], merits = []}) {
  const where = (places) => (places.length > 0 ? places.join(", ") : t("rules.everywhere")), fades = (ms) => t("rules.half", {time: duration(ms)});
  return table(t("policy.says"), [t("behaviour"), t("place"), t("event.severity"), t("place.points"), t("rules.fades")], [
    ...behaviours.map((term) => [word("behaviour", term.behaviour), where(term.places), pill(term.level), term.points_mp ? signed(term.points_mp) : "–", term.points_mp ? fades(term.half_life_ms) : "–"]),
    ...merits.map((term) => [word("merit", term.merit), where(term.places), t("rules.per", {time: duration(term.window_ms)}), signed(term.points_mp), fades(term.half_life_ms)])], [3]);
}

/** Levels before and after, as a table whose diagonal is what stays. */
const heat = (counts) => h("div", {class: "scroll"}, h("table", {class: "heat"}, h("caption", {class: "soft"}, t("diff.levels.words")),
  h("thead", {}, h("tr", {}, h("td", {}), levels.map((level) => h("th", {scope: "col"}, word("level", level))))),
  h("tbody", {}, counts.map((row, i) => h("tr", {}, h("th", {scope: "row"}, word("level", levels[i])), row.map((count, j) => h("td", {class: count === 0 ? "nil" : i === j ? "same" : "moved"}, number(count))))))));

function result(diff) {
  const moved = diff.places.filter(({before, after}) => before.shown_mp !== after.shown_mp), tile = (value, words) => h("div", {class: "tile"}, h("strong", {}, value), h("span", {}, words));
  const pair = ([before, after]) => `${number(before)} → ${number(after)}`;
  return h("section", {class: "diff"}, h("h2", {tabindex: -1}, diff.same ? t("diff.same") : t("diff.changed")),
    h("div", {class: "tiles"}, tile(number(diff.changed), t("diff.events", {n: diff.replayed})), tile(pair(diff.alarms), t("diff.alarms")), tile(pair(diff.digested), t("diff.digested")), tile(number(moved.length), t("diff.places"))),
    moved.length > 0 && h("section", {class: "card"}, h("h3", {}, t("diff.standings")), h("p", {class: "soft"}, t("diff.standings.words")), responsive((width) => changePlot(width, moved.map(({place, before, after}) => ({name: place, before: before.shown_mp, after: after.shown_mp})), t("diff.standings"))),
      moved.filter((place) => place.curve_after_mp.length > 1).slice(0, 6).map((place) => [h("h3", {}, place.place), responsive((width) => standingPlot(width, {height: 170, buckets: [], label: place.place,
        curve: diff.times.map((time, i) => ({time: Date.parse(time), mp: place.curve_after_mp[i]})), before: diff.times.map((time, i) => ({time: Date.parse(time), mp: place.curve_before_mp[i]}))}))])),
    h("div", {class: "two"}, h("section", {class: "card"}, h("h3", {}, t("diff.levels")), heat(diff.levels)),
      diff.events.length > 0 && h("section", {class: "card"}, h("h3", {}, t("diff.most")), table(t("diff.most"), [t("event"), t("diff.before"), t("diff.after"), t("diff.weight")], diff.events.map(({event, place, behaviour, before, after}) =>
        [h("a", {href: link("events", event)}, `${word("behaviour", behaviour)}, ${place}`), pill(before.level, before.number), pill(after.level, after.number), signed(after.weight_mp - before.weight_mp)]), [3]))));
}

/** A form for a candidate: pasted or from a file. Nothing of it is kept. */
function candidate(sample) {
  const area = h("textarea", {rows: 12, required: true, spellcheck: "false", class: "code", maxlength: 262_144, value: sample});
  const file = h("input", {type: "file", accept: ".yaml,.yml,text/yaml", onchange: async (event) => { area.value = (await event.target.files[0]?.text()) ?? area.value; }});
  const slot = h("div", {role: "status"});
  return [form({class: "card"}, t("diff.compare"), () => post("/policies/diff", {policy: area.value}), (diff) => { const shown = result(diff); fill(slot, shown); shown.querySelector("h2").focus(); },
    h("p", {}, t("diff.words")), field(t("diff.file"), file), field(t("diff.text"), area)), slot];
}

export async function view({parts: [hash], signal, name}) {
  const {items} = await get("/policies", {signal}), chosen = hash ?? items.find(({in_force}) => in_force)?.hash ?? items[0]?.hash;
  if (!chosen) return h("p", {class: "empty"}, t("policy.none"));
  const policy = await get(path("policies", chosen), {signal});
  if (hash) name(`${policy.id} ${policy.version}`);
  return [hash ? crumb(link("policy"), t("nav.policy")) : h("p", {class: "lead"}, t("policy.lead")),
    h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, policy.title), policy.in_force && h("span", {class: "pill low"}, t("policy.force"))), h("p", {}, policy.reason),
      rules(policy.rules), h("details", {}, h("summary", {}, t("policy.text")), h("pre", {tabindex: 0}, policy.text)),
      facts([[t("policy"), `${policy.id} ${policy.version}`], ["SHA-256", h("code", {}, policy.hash)]])),
    h("h2", {}, t("policy.versions")), table(t("policy.versions"), [t("policy.from"), t("policy"), t("policy.reason"), t("policy.by")], items.map((each) =>
      [when(each.from, "both"), h("a", {href: link("policy", each.hash)}, `${each.id} ${each.version}`), each.reason, each.author ?? t("policy.configured")]), [], true),
    h("h2", {}, t("diff.title")), candidate(policy.text)];
}
