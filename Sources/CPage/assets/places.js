// Places: where each stands, the standing over time with exposure shaded, what moved it, and how often things happen.

import {get, path} from "./api.js";
import {field, h, choice, responsive, table} from "./dom.js";
import {spark, standingPlot} from "./plot.js";
import {link} from "./route.js";
import {session} from "./session.js";
import {clock, duration, number, points, signed, t, word} from "./texts.js";
import {about, crumb, facts, follows, seen, standing, sums, when} from "./words.js";

const spans = {hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000};

/** The curve from the ends of the buckets, with a step where an entry moved the standing within one. */
function curve({points, moved = []}) {
  const sums = new Map();  // what a reversal takes back stands at the same time as what it takes back
  for (const {time, weight_mp} of moved) sums.set(Date.parse(time), (sums.get(Date.parse(time)) ?? 0) + weight_mp);
  const steps = [...sums].map(([time, weight_mp]) => ({time, weight_mp})).filter(({weight_mp}) => weight_mp !== 0).sort((a, b) => a.time - b.time), line = [];
  let next = 0;
  for (const {time, shown_mp} of points) {
    const end = Date.parse(time);
    for (; next < steps.length && steps[next].time <= end; next += 1) {
      const {time, weight_mp} = steps[next], mp = line.at(-1)?.mp;
      if (mp !== undefined && time > line[0].time) line.push({time, mp}, {time, mp: mp + weight_mp});
    }
    line.push({time: end, mp: shown_mp});
  }
  return line;
}

/** When the last account begins to be late: one comes each minute, and what has not been accounted for yet is not "not observed". */
const late = 90_000;

/**
 * Exposure as the plot shades it. An account of a minute stands in the bucket in which it ends and may be longer than that, so it is
 * drawn as far back as it reaches, though not into the one before it.
 */
function buckets({from, points}) {
  const spans = [];
  let last = Date.parse(from);
  for (const {time, observed_ms, blind_ms} of points) {
    const end = Date.parse(time), whole = observed_ms + Object.values(blind_ms).reduce((sum, ms) => sum + ms, 0);
    if (whole === 0) continue;
    const start = Math.max(last, end - whole);
    if (start - last > late) spans.push({start: last, end: start, share: 0});
    spans.push({start, end, share: observed_ms / whole});
    last = end;
  }
  const end = Date.parse(points.at(-1)?.time ?? from);
  if (end - last > late) spans.push({start: last, end, share: 0});
  return spans;
}

/** What moved a standing, in words. */
const cause = ({kind, behaviour, term, appeal}) => (kind === "event" ? word("behaviour", behaviour)
  : kind === "merit" ? t("moved.merit", {term: word("merit", term)}) : kind === "reversal" ? t("moved.reversal", {n: appeal ?? "?"}) : t("moved.adjustment"));

async function card(place, signal) {
  const history = place.standing.rated ? await get(`${path("places", place.source, place.place)}/history`, {signal, query: {buckets: 48}}).catch(() => null) : null;
  return h("a", {class: "card place", href: link("places", place.source, place.place)},
    h("div", {class: "row spread"}, h("span", {}, h("span", {class: "strong"}, place.place), h("br"), h("small", {class: "soft"}, place.source)),
      h("span", {class: "row"}, follows(place.standing), standing(place.standing))),
    place.standing.rated && history?.points.length > 1 && responsive((width) => spark(width, curve(history), t("place.plot", {name: place.place}))),
    h("small", {class: "soft"}, seen(place.exposure)));
}

async function list({signal}) {
  const [{items, roll_ups}, health] = await Promise.all([get("/places", {signal}), get("/health", {signal})]);
  const cards = await Promise.all(items.map((place) => card(place, signal)));
  const site = roll_ups.find(({site}) => site !== null);
  return [h("p", {class: "lead"}, t("places.lead")), h("details", {}, h("summary", {}, t("places.how")), h("p", {class: "note"}, t("places.how.words"))),
    site?.rated && h("p", {}, t("places.site", {name: health.site.name, points: points(site.sum_mp), rated: number(site.rated_places), n: site.places})),
    cards.length > 0 && !items.some((place) => place.standing.rated) && h("p", {class: "note"}, t("places.unrated")),
    cards.length > 0 ? h("div", {class: "cards"}, cards) : h("p", {class: "empty"}, t("places.none"))];
}

function rates({behaviours}) {
  if (behaviours.length === 0) return h("p", {class: "soft"}, t("place.norates"));
  return table(t("place.rates"), [t("behaviour"), t("place.events"), t("place.perhour")],
    behaviours.map(({behaviour, events, per_observed_hour}) => [word("behaviour", behaviour), number(events), per_observed_hour === null ? "–" : number(per_observed_hour, 2)]), [1, 2]);
}

/** Start, what is left of each event, and the sum: the standing as an addition. */
function addition(why, moved) {
  const known = new Map(moved.map((entry) => [entry.evidence, entry]));
  const rows = why.contributions.toSorted((a, b) => Math.abs(b.remaining_mp) - Math.abs(a.remaining_mp)).map(({event, time, weight_mp, remaining_mp}) => {
    const entry = known.get(event), isEvent = !entry || entry.kind !== "merit";
    return [entry ? cause(entry.kind === "merit" ? entry : {...entry, kind: entry.behaviour ? "event" : entry.kind}) : t("event"), [when(time, "both"), `, ${t("place.then", {points: signed(weight_mp)})}`], signed(remaining_mp), isEvent ? link("events", event) : null];
  });
  const few = [[t("place.start"), t("place.start.words"), points(why.start_mp, 3)], ...rows.slice(0, 12)], rest = rows.slice(12);
  return [sums(t("place.sum"), few, [rest.length > 0 ? t("place.few") : t("place.standing"), points(rest.length > 0 ? why.start_mp + why.contributions.toSorted((a, b) => Math.abs(b.remaining_mp) - Math.abs(a.remaining_mp)).slice(0, 12).reduce((sum, {remaining_mp}) => sum + remaining_mp, 0) : why.sum_mp, 3)]),
    rest.length > 0 && h("details", {}, h("summary", {}, t("place.rest", {n: rest.length})), sums(t("place.sum"), rest, [t("place.standing"), points(why.sum_mp, 3)])),
    why.faded > 0 && h("p", {class: "soft"}, t("place.faded", {n: why.faded}))];
}

async function one({parts: [source, id], query, signal, name}) {
  name(id);
  const at = path("places", source, id), place = await get(at, {signal});
  const span = Object.hasOwn(spans, query.span ?? "") && spans[query.span], from = span ? new Date(Date.parse(place.time) - span).toISOString() : undefined;
  const [history, why] = await Promise.all([get(`${at}/history`, {signal, query: {buckets: 240, from}}), get(`${at}/explanation`, {signal})]);
  const lines = [["attention_below_mp", "attention"], ["commend_from_mp", "commend"]].filter(([key]) => key in history).map(([key, name]) => ({mp: history[key], words: word("consequence", name)}));
  const moves = history.moved.filter(({weight_mp}) => weight_mp !== 0).map((entry) => ({time: Date.parse(entry.time), level: entry.level ?? "low",
    title: `${clock(entry.time)} ${cause(entry)} ${signed(entry.weight_mp)}`, href: entry.kind === "event" ? link("events", entry.evidence) : link("entries", String(entry.sequence))}));
  const wanted = choice([["", t("span.all")], ...Object.keys(spans).map((key) => [key, t(`span.${key}`)])], query.span ?? "", {name: "span", onchange: (event) => { location.hash = link("places", source, id, {span: event.target.value}); }});
  return [crumb(link("places"), t("nav.places")),
    h("div", {class: "row spread"}, h("p", {class: "soft grow"}, place.path, h("br"), seen(place.exposure)), h("span", {class: "row"}, follows(place.standing), standing(place.standing))),
    !place.standing.rated && h("p", {class: "note"}, t("place.unrated.words")),
    h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, t("place.over")), field(t("place.span"), wanted)),
      responsive((width) => standingPlot(width, {curve: curve(history), buckets: buckets(history), moves, lines, label: t("place.plot", {name: id})})),
      h("p", {class: "legend"}, h("span", {class: "key watched"}, h("span", {}, t("place.watched"))), h("span", {class: "key unseen-time"}, h("span", {}, t("place.notwatched"))), h("span", {}, t("place.dots"))),
      h("details", {}, h("summary", {}, t("place.moved")), table(t("place.moved"), [t("event.time"), t("place.cause"), t("place.points")],
        history.moved.toReversed().map((entry) => [when(entry.time, "both"), h("a", {href: entry.kind === "event" ? link("events", entry.evidence) : link("entries", String(entry.sequence))}, cause(entry)), signed(entry.weight_mp)]), [2]))),
    h("div", {class: "two"},
      h("section", {class: "card"}, h("h2", {class: "tight"}, t("place.sum")), addition(why, history.moved)),
      h("div", {class: "stack"}, h("section", {class: "card"}, h("h2", {class: "tight"}, t("place.rates")), h("p", {class: "soft"}, place.rates.observed_ms > 0 ? t("place.rates.words", {time: duration(place.rates.observed_ms)}) : t("place.unaccounted")), rates(place.rates)),
        h("section", {class: "card"}, h("h2", {class: "tight"}, t("event.wrong")), about(why.appeals),
          h("p", {}, t("place.appeal.words")), h("div", {class: "row"}, h("a", {class: "button main", href: link("appeals", "file", {place: place.path})}, t("place.appeal")), h("a", {class: "button", href: link("timeline", {place: place.path})}, t("place.all")), session.may.has("observations.enter") && h("a", {class: "button", href: link("observations", {place: place.path})}, t("hand.enter")))),
        facts([[t("policy"), h("a", {href: link("policy", place.policy.hash)}, `${place.policy.id} ${place.policy.version}`)]])))];
}

export const view = (route) => (route.parts.length > 1 ? one(route) : list(route));
