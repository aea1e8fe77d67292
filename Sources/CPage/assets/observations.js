// What stewards enter by hand: one enters, another one confirms, and until then it counts for nothing.

import {all, get, path, post} from "./api.js";
import {choice, field, h} from "./dom.js";
import {notesForm} from "./look.js";
import {link} from "./route.js";
import {form, session} from "./session.js";
import {percent, t, word} from "./texts.js";
import {crumb, when} from "./words.js";

/** What a person can see without an instrument. */
const behaviours = ["loitering", "overcrowding", "wrong-way", "exit-blocked", "object-left", "object-removed", "fall", "zone-entered", "line-crossed", "motion", "camera-tampered"];
const sure = [1000, 800, 500];

const text = (name) => h("textarea", {name, required: true, maxlength: 10_000, rows: 3});
const local = (time) => new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);

/** The form for something seen, for those who may enter it. */
function entering(places, wanted, done) {
  if (!session.may.has("observations.enter")) return h("p", {class: "note"}, t("hand.notenter"));
  if (places.length === 0) return h("p", {class: "empty"}, t("places.none"));
  const place = choice(places.map(({path}) => [path, path]), wanted), what = choice(behaviours.map((name) => [name, word("behaviour", name)]));
  const seen = h("input", {type: "datetime-local", step: 1, required: true, max: local(Date.now() + 60_000), value: local(Date.now())});
  const certain = choice(sure.map((value) => [String(value), t(`hand.sure.${value}`)])), reason = text("reason");
  return form({class: "narrow"}, t("hand.send"), () => post("/observations", {place: place.value, behaviour: what.value, seen: new Date(seen.value).toISOString(),
    confidence_permille: Number(certain.value), reason: reason.value}), done,
    field(t("place"), place), field(t("hand.what"), what), field(t("hand.seen"), seen), field(t("event.sure"), certain), field(t("hand.reason"), reason, t("hand.reason.hint")));
}

/** Who has done which part, so that everybody sees that nobody has done both. */
const duties = ({author, entered, verdict}) => h("ol", {class: "duties"},
  h("li", {class: "done"}, h("strong", {}, t("hand.entered", {by: author})), " ", h("span", {class: "soft"}, when(entered, "both"))),
  h("li", {class: verdict ? "done" : ""}, verdict ? h("strong", {}, t(`hand.${verdict.outcome}`, {by: verdict.by})) : t("hand.waits")));

/** The form to confirm or reject, or why whoever asks may not. */
function judging(observation, done) {
  const {sequence, author, confirm} = observation;
  if (!confirm.may) {
    const own = author === session.steward?.name;
    return h("div", {class: "note"}, h("p", {}, t(own ? "hand.own" : "hand.notyou")), !own && confirm.why && h("p", {class: "soft"}, confirm.why));
  }
  const reason = text("reason");
  const verdicts = ["confirmed", "rejected"].map((value) => { const id = `o-${sequence}-${value}`; return h("div", {class: "radio"}, h("input", {type: "radio", name: "verdict", required: true, id, value}), h("label", {for: id}, t(`hand.verdict.${value}`))); });
  return form({class: "narrow"}, t("decide.send"), (form) => post(`${path("observations", sequence)}/confirmation`, {verdict: new FormData(form).get("verdict"), reason: reason.value}), done,
    h("fieldset", {}, h("legend", {}, t("decide.verdict")), verdicts), field(t("decide.reason"), reason, t("hand.verdict.hint")));
}

/** One observation, with what it waits for or what became of it. */
function card(observation, uses, done) {
  const {sequence, place, source, behaviour, seen, confidence_permille, verdict, event} = observation, id = `o-${sequence}`;
  return h("article", {class: "card", "aria-labelledby": id},
    h("div", {class: "row spread"}, h("h3", {id}, word("behaviour", behaviour), " ", h("a", {href: link("places", source, place)}, place)), h("span", {class: `pill ${verdict?.outcome === "confirmed" ? "low" : ""}`}, t(`hand.state.${verdict?.outcome ?? "waiting"}`))),
    h("p", {class: "soft"}, when(seen, "full"), ` · ${t("hand.sure", {share: percent(confidence_permille / 1000)})} · `, h("a", {href: link("entries", String(sequence))}, `#${sequence}`)),
    duties(observation),
    event && h("p", {}, h("a", {href: link("events", event)}, t("hand.event"))),
    h("details", {}, h("summary", {}, t("hand.note")), notesForm(sequence, uses)),
    !verdict && judging(observation, done));
}

export async function view({query, signal, name}) {
  name(t("hand.title"));
  const [items, places, cameras] = await Promise.all([all("/observations", {}, 500, signal), get("/places", {signal}), get("/cameras", {signal})]);
  const uses = ({source}) => cameras.items.find((camera) => camera.path === source)?.uses ?? ["audit"];
  const said = sessionStorage.getItem("entered");
  sessionStorage.removeItem("entered");
  const done = (words) => { sessionStorage.setItem("entered", words); session.changed(); };
  const entered = ({sequence}) => done(t("hand.thanks", {n: String(sequence)})), judged = ({observation}) => done(t(`hand.done.${observation.verdict.outcome}`, {n: String(observation.sequence)}));
  const waiting = items.filter(({verdict}) => !verdict), old = items.filter(({verdict}) => verdict);
  const list = (items, none) => (items.length > 0 ? h("div", {class: "cards"}, items.map((each) => card(each, uses(each), judged))) : h("p", {class: "empty"}, t(none)));
  return [crumb(link("timeline"), t("nav.timeline")), h("p", {class: "lead"}, t("hand.words")),
    said && h("p", {class: "note good change", role: "status", tabindex: -1}, said),
    h("h2", {}, t("hand.waiting")), list(waiting, "hand.none"),
    h("details", {class: "card", open: Boolean(query.place)}, h("summary", {}, t("hand.enter")), h("p", {class: "soft"}, t("hand.rule")), entering(places.items, query.place, entered)),
    old.length > 0 && [h("h2", {}, t("hand.judged")), list(old.slice(0, 50))]];
}
