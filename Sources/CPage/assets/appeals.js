// Appeals: anybody may object; somebody else than whoever made an event decides, and everybody sees why.

import {all, get, path, post} from "./api.js";
import {field, h} from "./dom.js";
import {link} from "./route.js";
import {form, goes, session, signInButton} from "./session.js";
import {clock, days, points, t, word} from "./texts.js";
import {appealItem, appealState, crumb, facts, sentence, when} from "./words.js";

const text = (name, required, most = 10_000) => h("textarea", {name, required, maxlength: most, rows: 3});

async function list({signal}) {
  const items = await all("/appeals", {}, 1000, signal), open = items.filter(({decision}) => !decision), closed = items.filter(({decision}) => decision);
  const rows = (list, none) => (list.length > 0 ? h("div", {class: "list"}, list.map(appealItem)) : h("p", {class: "empty"}, t(none)));
  return [h("p", {class: "lead"}, t("appeals.lead")), h("p", {}, h("a", {class: "button main", href: link("appeals", "file")}, t("appeals.file"))),
    h("h2", {}, t("appeals.open")), rows(open, "appeals.none"), h("h2", {}, t("appeals.closed")), rows(closed, "appeals.noneclosed"), steps()];
}

/** How an appeal goes, for whoever reads of it for the first time. */
const steps = () => h("section", {}, h("h2", {}, t("appeals.how")), h("ol", {class: "steps"}, [1, 2, 3, 4].map((n) => h("li", {}, t(`appeals.step.${n}`)))));

const local = (time) => { const date = new Date(time); return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19); };

async function file({query, signal, name}) {
  name(t("appeals.file"));
  const event = !query.event ? null : session.may.has("read.events") ? await get(path("events", query.event), {signal}) : {id: query.event};
  const board = event ? null : await get("/board", {signal}), places = board?.places ?? [];  // the board is public everywhere
  const place = h("select", {name: "place"}, places.map((each) => h("option", {value: each.path, selected: each.path === query.place}, each.path)));
  const last = board?.time, from = h("input", {type: "datetime-local", step: 1, required: true, value: last ? local(Date.parse(last) - 3_600_000) : ""});
  const until = h("input", {type: "datetime-local", step: 1, required: true, value: last ? local(Date.parse(last) + 1000) : ""});
  const reason = text("reason", true), reply = text("reply", false);
  const about = () => (event ? {event: event.id} : {place: place.value, from: new Date(from.value).toISOString(), until: new Date(until.value).toISOString()});
  return [crumb(link("appeals"), t("nav.appeals")), form({class: "narrow card"}, t("appeals.send"),
    () => post("/appeals", {...about(), reason: reason.value, ...(reply.value ? {reply: reply.value} : {})}), ({number}) => { location.hash = link("appeals", String(number)); },
    event ? h("p", {class: "note"}, t("appeals.about"), " ", event.path ? h("a", {href: link("events", event.id)}, `${event.path}, ${sentence(event)}, ${clock(event.time, "both")}`) : h("code", {}, event.id))
      : [field(t("place"), place), field(t("timeline.from"), from), field(t("timeline.to"), until)],
    field(t("appeals.reason"), reason, t("appeals.reason.hint")), field(t("appeals.reply"), reply, t("appeals.reply.hint")), h("p", {class: "soft"}, t("appeals.nobody")))];
}

/** The decision, or the form for it, or why whoever asks may not decide. */
function deciding(appeal, done) {
  if (appeal.decision) {
    const {verdict, by, time, reason} = appeal.decision;
    return h("div", {class: verdict === "upheld" ? "note good" : "note"}, h("p", {class: "strong"}, t(`decision.${verdict}`, {by})), h("p", {}, reason ?? t("erased")), h("p", {class: "soft"}, when(time, "both")));
  }
  const note = h("p", {class: "soft"}, t("decide.rule"));
  if (!appeal.decide.may) return [note, h("div", {class: "note"}, h("p", {}, session.steward ? t("decide.notyou") : t("decide.signin")), session.steward && h("p", {}, appeal.decide.why), !session.steward && h("p", {}, signInButton()))];
  const reason = text("reason", true);
  const verdicts = ["upheld", "dismissed"].map((value) => { const id = `v-${value}`; return h("div", {class: "radio"}, h("input", {type: "radio", name: "verdict", required: true, id, value}), h("label", {for: id}, t(`decide.${value}`))); });
  return [note, form({class: "narrow decide"}, t("decide.send"), (form) => post(`${path("appeals", appeal.number)}/decision`, {verdict: new FormData(form).get("verdict"), reason: reason.value}), done,
    h("fieldset", {}, h("legend", {}, t("decide.verdict")), verdicts), field(t("decide.reason"), reason, t("decide.reason.hint")))];
}

async function one(route) {
  const {parts: [number], signal, name} = route, appeal = await get(path("appeals", number), {signal});
  name(t("appeal.title", {n: number}));
  const ask = (action, path) => (session.may.has(action) ? get(path, {signal}).catch(() => null) : null);
  const [events, place] = await Promise.all([Promise.all(appeal.events.slice(0, 20).map((id) => ask("read.events", path("events", id)))), ask("read.places", path("places", appeal.source, appeal.place))]);
  const again = () => session.changed(), answer = text("text", true);
  const decided = ({standing}) => { sessionStorage.setItem("before", JSON.stringify({number, before: place?.standing.shown_mp, after: standing.shown_mp})); again(); };
  const moved = JSON.parse(sessionStorage.getItem("before") ?? "null"), change = moved?.number === number && moved.before !== moved.after;
  return [crumb(link("appeals"), t("nav.appeals")), h("div", {class: "two"},
    h("div", {class: "stack"},
      h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, appeal.path), appealState(appeal.state)),
        facts([[t("appeal.filed"), when(appeal.filed, "both")], [t("appeal.until"), !appeal.decision && [when(appeal.due, "date"), ` (${days(appeal.due)})`]], [t("appeal.late"), appeal.escalated && when(appeal.escalated, "both")],
          [t("appeal.span"), appeal.about.from && [when(appeal.about.from, "both"), " – ", when(appeal.about.until, "both")]],
          [t("appeal.place"), place && h("a", {href: link("places", appeal.source, appeal.place)}, t("appeal.stands", {points: points(place.standing.shown_mp, 3)}))], [t("event.entries"), goes("read.entries", link("entries", String(appeal.entry)), `#${appeal.entry}`)]])),
      events.some(Boolean) && h("section", {}, h("h2", {class: "tight"}, t("appeal.events")), h("div", {class: "list"}, events.filter(Boolean).map((event) => h("a", {class: `item ${event.level}`, href: link("events", event.id)}, when(event.time), h("span", {class: event.reversed ? "gone" : ""}, sentence(event)), event.reversed && h("span", {class: "pill"}, t("event.reversed"))))))),
    h("div", {class: "stack"},
      h("section", {class: "card"}, h("h2", {class: "tight"}, t("appeal.decision")), change && h("p", {class: "note good change", role: "status", tabindex: -1}, t("decision.moved", {before: points(moved.before, 3), after: points(moved.after, 3)})), deciding(appeal, decided)),
      h("section", {class: "card"}, h("h2", {class: "tight"}, t("appeal.replies")), appeal.replies.map(({time, text}) => h("blockquote", {}, h("p", {}, text ?? t("erased")), h("p", {class: "soft"}, when(time, "both")))),
        h("details", {}, h("summary", {}, t("appeal.answer")), form({class: "narrow"}, t("appeals.send"), () => post(`${path("appeals", number)}/replies`, {text: answer.value}), again, field(t("appeal.text"), answer, t("appeals.reply.hint")))))))];
}

export const view = (route) => (route.parts[0] === "file" ? file(route) : route.parts[0] ? one(route) : list(route));
