// One event: where, how grave, what it weighs and why, every term of both numbers.

import {get, path} from "./api.js";
import {fill, h} from "./dom.js";
import {eventLookForm, notesForm} from "./look.js";
import {link} from "./route.js";
import {eventBox, stage} from "./stage.js";
import {duration, has, percent, t, tn, word} from "./texts.js";
import {about, crumb, details, facts, pill, plus, signed, sums, when} from "./words.js";

/** What the factor of a term means: a text of its own, or the factor as it stands. */
const meaning = ({name, factor}) => t(`term.${name}`, {factor, percent: `${factor} %`, share: percent(Number(factor) / 1000, 1), n: Number(factor), level: word("base", factor)});

const step = ({name, factor}) => (name === "outcome" ? word("outcome", factor) : has(`weight.${name}`) ? t(`weight.${name}`, {factor}) : factor);

function severity({terms = [], number, level, vector}) {
  return h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, t("event.severity")), h("span", {class: "row"}, h("span", {class: "big"}, number), pill(level))),
    h("p", {class: "soft"}, t("event.severity.words")),
    sums(t("event.severity"), terms.filter(({points, name}) => points !== 0 || name === "base").map((term) => [word("name", term.name), meaning(term), plus(term.points)]), [t("event.sum"), String(number)]),
    h("details", {}, h("summary", {}, t("event.vector")), h("p", {class: "vector"}, vector), h("p", {class: "soft"}, t("event.vector.words")),
      sums(t("event.vector"), terms.map((term) => [word("name", term.name), meaning(term), plus(term.points)]), [t("event.sum"), String(number)])));
}

function weight({weight: steps = [], weight_mp, half_life_ms, subject}) {
  return h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, t("event.weight")), h("span", {class: "big"}, signed(weight_mp))),
    h("p", {class: "soft"}, weight_mp === 0 ? t("event.weight.none") : t("event.weight.words", {place: subject, time: duration(half_life_ms)})),
    sums(t("event.weight"), steps.map((each) => [word("name", each.name), step(each), signed(each.milli_points)]), [t("event.sum"), signed(weight_mp)]));
}

/** The picture that was kept, on request, over which the event's box is drawn. */
function kept(event, zones, seen, signal) {
  const slot = h("div", {}), told = h("p", {class: "soft", role: "status"}), camera = event.source.split("/").at(-1);
  const shown = ({blob, headers}) => {
    const address = URL.createObjectURL(blob), entry = headers.get("Wayside-Entry"), area = event.observed?.data.box;
    signal.addEventListener("abort", () => URL.revokeObjectURL(address), {once: true});
    const view = stage({places: [], ...zones, source: event.source}, {picture: address, strong: event.place, format: seen?.format, label: t("look.picture", {name: camera})});
    if (area) view.boxes.append(eventBox(area, event.level, view.tall, false));
    fill(slot, view.box);
    fill(told, entry ? h("a", {href: link("entries", entry)}, t("look.entered", {entry})) : "");
  };
  return h("section", {class: "card"}, h("h2", {class: "tight"}, t("event.picture")), slot, told,
    h("details", {}, h("summary", {}, t("look.open")), eventLookForm(event.id, seen?.uses ?? [], shown)));
}

export async function view({parts: [id], signal, name}) {
  const at = path("events", id);
  const [event, why] = await Promise.all([get(at, {signal}), get(`${at}/explanation`, {signal})]);
  const camera = event.source.split("/").at(-1);
  const [zones, seen] = await Promise.all([get(`${path("cameras", camera)}/zones`, {signal}).catch(() => null), get(path("cameras", camera), {signal}).catch(() => null)]);
  name(t("event.title", {behaviour: word("behaviour", event.behaviour), place: event.place}));
  const data = event.observed?.data ?? {}, drawing = zones && stage({...zones, source: event.source}, {strong: event.place, format: seen?.format, label: t("stage.label", {name: camera})});
  if (data.box && drawing) drawing.boxes.append(eventBox(data.box, event.level, drawing.tall, false));
  const rest = details(event), policy = why.policy_name;
  return [crumb(link("timeline"), t("nav.timeline")),
    event.reversed && h("p", {class: "note good"}, t("event.reversed.words")),
    h("div", {class: "two"},
      h("div", {class: "stack"},
        h("section", {class: "card"}, rest && h("p", {class: "lead"}, rest[0].toUpperCase() + rest.slice(1)), drawing?.box,
          facts([[t("place"), h("a", {href: link("places", event.source, event.place)}, event.path)], [t("event.time"), when(event.time, "full")],
            [t("event.lasted"), data.start && data.end && duration(Date.parse(data.end) - Date.parse(data.start))],
            [t("event.sure"), data.confidence !== undefined && percent(data.confidence)], [t("event.classes"), data.classes?.map((name) => word("class", name)).join(", ")],
            [t("event.follows"), word("consequence", event.consequence)], [t("event.author"), why.author && t("event.byhand", {name: why.author, other: why.judged_by ?? "–"})],
            [t("event.pair"), event.began && h("a", {href: link("events", event.began)}, t("event.began"))]]),
          !event.observed && h("p", {class: "note"}, t("event.erased"))),
        event.picture && kept(event, zones, seen, signal),
        !event.reversed && h("section", {class: "card"}, h("h2", {class: "tight"}, t("event.wrong")), h("p", {}, t("event.wrong.words")), about(why.appeals),
          h("p", {}, h("a", {class: "button main", href: link("appeals", "file", {event: id})}, t("event.appeal")))),
        event.reversed && about(why.appeals),
        why.observation !== undefined && h("section", {class: "card"}, h("h2", {class: "tight"}, t("notes.title")), notesForm(why.observation, ["safety", "appeal", "audit"]))),
      h("div", {class: "stack"}, severity(why), weight(why),
        h("section", {class: "card"}, h("h2", {class: "tight"}, t("event.proof")), h("p", {class: "soft"}, t("event.proof.words")),
          facts([[t("event.entries"), why.entries?.map((n) => [h("a", {href: link("entries", String(n))}, `#${n}`), " "])],
            [t("policy"), policy && h("a", {href: link("policy", policy.hash)}, tn("policy.version", {id: policy.id, n: policy.version}))],
            [t("event.detector"), data.detector], [t("event.rule"), data.rule], ["SHA-256", why.content && h("code", {}, why.content)]]))))];
}
