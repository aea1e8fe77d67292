// Words and small pieces that several views share: events, standings, states.

import {h} from "./dom.js";
import {link} from "./route.js";
import {clock, duration, number, plus, points, signed, t, word} from "./texts.js";

/** A link one step back. */
export const crumb = (href, words) => h("p", {}, h("a", {class: "crumb", href}, `← ${words}`));

/** A time in the reader's zone; the exact one in UTC is its title. */
export const when = (time, style = "time") => h("time", {datetime: time, title: `${time.replace("T", " ").replace("Z", "")} UTC`}, clock(time, style));

/** What is particular about an event: direction, number, reason, phase. */
export function details(event) {
  const data = event.observed?.data ?? {}, measures = data.measures ?? {};
  return [
    data.direction && word("direction", data.direction), data.reason && word("reason", data.reason),
    measures.occupancy && event.behaviour !== "fall" && t("event.inside", {n: measures.occupancy.value}),
    measures.speed && `${number(measures.speed.value * 3.6, 0)} km/h`,
    event.phase === "began" && t("phase.began"),
    event.phase === "ended" && (measures.lasted ? t("phase.lasted", {time: duration(measures.lasted.value * 1000)}) : t("phase.ended")),
  ].filter(Boolean).join(", ");
}

/** An event in a line of text. */
export function sentence(event) {
  const rest = details(event);
  return word("behaviour", event.behaviour) + (rest ? `: ${rest}` : "");
}

/** The level of a severity, with its number where there is one. */
export const pill = (level, value) => h("span", {class: `pill ${level}`}, word("level", level), value === undefined ? null : ` ${value}`);

/** An event as a row that leads to its explanation. */
export const eventItem = (event, fresh) => h("a", {class: `item ${event.level} ${fresh ? "fresh" : ""}`, href: link("events", event.id)},
  when(event.time), h("span", {class: "grow"}, h("span", {class: event.reversed ? "strong gone" : "strong"}, word("behaviour", event.behaviour)),
    h("span", {class: "soft"}, ` ${event.place}`), h("br"), h("small", {class: "soft"}, [details(event), event.reversed && t("event.reversed")].filter(Boolean).join(" · "))),
  h("span", {class: `pill ${event.reversed ? "" : event.level}`}, word("level", event.level), ` ${event.number}`));

/** The number of a place, or that it has none. */
export const standing = ({rated, shown_mp}) => (rated ? h("span", {class: "big"}, points(shown_mp))
  : h("span", {class: "big unrated"}, t("place.unrated")));

/** What follows from a standing, when anything does. */
export const follows = ({consequence}) => consequence && h("span", {class: `pill ${consequence === "commend" ? "low" : "medium"}`}, word("consequence", consequence));

/** How much of the time was seen, in words. */
export function seen({observed_ms, blind_ms = {}}) {
  const blind = Object.entries(blind_ms).filter(([, ms]) => ms > 0).map(([reason, ms]) => `${word("reason", reason)} ${duration(ms)}`);
  if (observed_ms === 0 && blind.length === 0) return t("place.unaccounted");
  return t("place.seen", {time: duration(observed_ms)}) + (blind.length > 0 ? ` ${t("place.blind", {list: blind.join(", ")})}` : "");
}

/** Rows that add up: [name, what it is, number, href?]; the last is the sum. */
export const sums = (caption, rows, total) => h("table", {class: "terms"}, h("caption", {class: "unseen"}, caption),
  h("tbody", {}, rows.map(([name, what, amount, href]) => h("tr", {}, h("td", {}, href ? h("a", {href}, name) : name), h("td", {class: "soft"}, what), h("td", {class: "number"}, amount))),
    h("tr", {class: "total"}, h("td", {}, total[0]), h("td", {}), h("td", {class: "number"}, total[1]))));

/** A list of facts: [name, value]; those without a value are left out. */
export const facts = (rows) => h("dl", {class: "facts"}, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

/** The state of an appeal. */
export const appealState = (state) => h("span", {class: `pill ${{overdue: "medium", escalated: "high", upheld: "low"}[state] ?? ""}`}, word("appeal", state));

/** An appeal as a row. */
export const appealItem = (appeal) => h("a", {class: "item", href: link("appeals", String(appeal.number))}, h("span", {class: "strong"}, `#${appeal.number}`),
  h("span", {class: "grow"}, appeal.path && [appeal.path, h("br")], h("small", {class: "soft"}, appeal.decision ? t("appeal.decided", {by: appeal.decision.by}) : t("appeal.due", {date: clock(appeal.due, "date")}))),
  appealState(appeal.state));

/** The appeals that an explanation tells of. */
export const about = (appeals = []) => appeals.length > 0 && h("div", {class: "list"}, appeals.map((appeal) => appealItem({...appeal, decision: appeal.decided_by && {by: appeal.decided_by}})));

/** The key to the colours of severities. */
export const levels = (...more) => h("p", {class: "legend"}, ["info", "low", "medium", "high"].map((level) => h("span", {class: `key ${level}`}, h("span", {}, word("level", level)))), more);

export {plus, points, signed};
