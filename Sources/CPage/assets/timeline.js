// Timeline: events by place, behaviour, level and time, as marks and as a list.

import {get} from "./api.js";
import {choice, field, fill, h, responsive} from "./dom.js";
import {timelinePlot} from "./plot.js";
import {link} from "./route.js";
import {session} from "./session.js";
import {clock, t, word} from "./texts.js";
import {eventItem, levels, sentence} from "./words.js";

const behaviours = ["motion", "line-crossed", "zone-entered", "loitering", "occupancy", "overcrowding", "wrong-way", "speeding", "exit-blocked", "object-left", "object-removed", "fall", "camera-tampered", "signal-lost"];

/** A time of the field (local, without a zone) as RFC 3339, and back. */
const utc = (local) => (local ? new Date(local).toISOString() : "");
const local = (time) => { if (!time) return ""; const date = new Date(time); return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16); };

function filters(query, places, cameras) {
  const any = ["", t("any")], list = (items, words) => [any, ...items.map((item) => [item, words(item)])];
  const controls = {
    place: choice(list(places.map(({path}) => path), (path) => path), query.place ?? ""),
    camera: choice(list(cameras, (id) => id), query.camera ?? ""),
    behaviour: choice(list(behaviours, (name) => word("behaviour", name)), query.behaviour ?? ""),
    level: choice([any, ...["low", "medium", "high"].map((name) => [name, t("timeline.from.level", {level: word("level", name)})])], query.level ?? ""),
    from: h("input", {type: "datetime-local", value: local(query.from)}), to: h("input", {type: "datetime-local", value: local(query.to)}),
    order: choice([["", t("timeline.newest")], ["oldest", t("timeline.oldest")]], query.order ?? ""),
  };
  for (const [name, control] of Object.entries(controls)) control.name = name;
  const go = () => {
    const wanted = Object.fromEntries(Object.entries(controls).map(([name, {value}]) => [name, name === "from" || name === "to" ? utc(value) : value]));
    location.hash = link("timeline", wanted);
  };
  const set = Object.keys(controls).filter((name) => query[name]).length, roomy = matchMedia("(min-width: 761px)").matches;
  return h("details", {class: "choose", open: roomy || set > 0}, h("summary", {}, t("timeline.filters")),
    h("form", {class: "filters", "aria-label": t("timeline.filters"), onchange: go, onsubmit: (event) => event.preventDefault()},
      Object.entries(controls).map(([name, control]) => field(t(`timeline.${name}`), control))),
    set > 0 && h("p", {}, h("a", {href: link("timeline")}, t("timeline.clear"))));
}

/** Events as rows of marks; the two ends of a stay become one bar. */
function rows(events) {
  const found = new Map(), ended = new Map(events.filter(({began}) => began).map((event) => [event.began, event]));
  const begun = new Set(events.filter(({phase}) => phase === "began").map(({id}) => id));
  for (const event of events) {
    if (event.began && begun.has(event.began)) continue;
    const key = `${event.path} ${event.behaviour}`, data = event.observed?.data ?? {};
    if (!found.has(key)) found.set(key, {place: event.place, words: word("behaviour", event.behaviour), marks: []});
    const start = Date.parse(data.start ?? event.time), end = ended.get(event.id) ?? (event.began ? event : null);
    const over = end ? Date.parse(end.observed?.data.end ?? end.time) : undefined;
    found.get(key).marks.push({start, end: over, level: event.reversed ? "gone" : event.level, title: `${clock(event.time)} ${event.place}, ${sentence(event)}, ${event.reversed ? t("event.reversed") : word("level", event.level)}`, href: link("events", event.id)});
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The list, a heading for each day. */
function list(events) {
  const days = new Map();
  for (const event of events) {
    const day = clock(event.time, "day");
    if (!days.has(day)) days.set(day, []);
    days.get(day).push(event);
  }
  return [...days].map(([day, events]) => [h("h2", {class: "day"}, day), h("div", {class: "list"}, events.map((event) => eventItem(event)))]);
}

export async function view({query, signal}) {
  const wanted = {...query, limit: 300};
  const [places, cameras, first] = await Promise.all([get("/places", {signal}), get("/cameras", {signal}), get("/events", {query: wanted, signal})]);
  const events = [...first.items], rest = h("div", {}), plot = h("div", {class: "card"});
  let cursor = first.next, shown = 50;
  const more = h("button", {type: "button", onclick: async () => {
    shown += 50;
    if (shown > events.length && cursor) {
      const page = await get("/events", {query: {...wanted, cursor}, signal});
      cursor = page.next;
      events.push(...page.items);
      mark();
    }
    draw();
  }}, t("timeline.more"));
  function mark() {
    const marks = rows(events), times = marks.flatMap(({marks}) => marks.flatMap(({start, end}) => [start, end ?? start]));
    fill(plot, responsive((width) => timelinePlot(width, {rows: marks, start: Math.min(...times), end: Math.max(...times), label: t("timeline.plot")})), levels(h("span", {}, t("timeline.key"))));
  }
  function draw() {
    fill(rest, list(events.slice(0, shown)));
    more.hidden = !cursor && shown >= events.length;
  }
  if (events.length > 0) mark();
  draw();
  const none = Object.keys(query).length > 0 ? "timeline.none" : "timeline.quiet";
  return [h("p", {class: "lead"}, t("timeline.lead")), filters(query, places.items, cameras.items.map(({id}) => id)),
    h("p", {class: "unseen", role: "status"}, events.length > 0 ? t(cursor ? "timeline.many" : "timeline.found", {n: events.length}) : ""),
    events.length > 0 ? [plot, rest, h("p", {}, more)] : h("p", {class: "empty"}, t(none)),
    session.may.has("observations.read") && h("p", {class: "soft"}, t("hand.lead"), " ", h("a", {href: link("observations")}, t("hand.title")))];
}
