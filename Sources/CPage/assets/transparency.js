// Transparency: for everybody. What is observed, kept, looked at and erased, how often it was wrong, and where places stand.

import {get} from "./api.js";
import {h, table} from "./dom.js";
import {link} from "./route.js";
import {goes} from "./session.js";
import {duration, number, percent, points, t, word} from "./texts.js";
import {when} from "./words.js";

const tile = (value, words) => h("div", {class: "tile"}, h("strong", {}, value), h("span", {}, words));
const list = (name, items) => items.map((item) => word(name, item)).join(", ");

/** Who, why, what, and what not: the words of the sign at the door. */
function notice(facts) {
  const all = [...new Set(facts.cameras.flatMap(({behaviours}) => behaviours))];
  const rows = [["who", [facts.site.name, facts.site.organisation].filter(Boolean).join(", ")], ["why", facts.purpose], ["what", list("behaviour", all)], ["not", t("clear.not.words")],
    ["kept", `${facts.keep_events_ms === null ? t("clear.kept.always") : t("clear.kept.for", {time: duration(facts.keep_events_ms)})} ${t(facts.keeps_pictures ? "clear.kept.masked" : "clear.kept.none")}`], ["rights", t("clear.rights.words", {time: duration(facts.decide_within_ms)})], ["contact", facts.contact]];
  return h("section", {class: "card"}, h("dl", {class: "notice"}, rows.filter(([, words]) => words).map(([key, words]) => [h("dt", {}, t(`clear.${key}`)), h("dd", {}, words)])), h("p", {}, h("a", {class: "button main", href: link("appeals", "file")}, t("appeals.file"))));
}

const board = ({places}) => (places.length === 0 ? h("p", {class: "empty"}, t("places.none")) : table(t("clear.board"), [t("place"), t("place.standing"), t("clear.observed"), t("event.follows")], places.map(({path, rated, shown_mp, exposure, commended, attention}) =>
  [path, rated ? points(shown_mp) : t("place.unrated"), exposure.observed_permille === null ? "–" : percent(exposure.observed_permille / 1000), commended ? h("span", {class: "pill low"}, word("consequence", "commend")) : attention ? h("span", {class: "pill medium"}, word("consequence", "attention")) : ""]), [1, 2]));

export async function view({signal}) {
  const [facts, shown] = await Promise.all([get("/transparency", {signal}), get("/board", {signal})]);
  const events = facts.behaviours.reduce((sum, {events}) => sum + events, 0), reversed = facts.behaviours.reduce((sum, {reversed}) => sum + reversed, 0);
  return [h("p", {class: "lead"}, t("clear.lead")), notice(facts),
    h("div", {class: "tiles four"}, tile(number(events), t("clear.events")), tile(events > 0 ? percent(reversed / events, 1) : "–", t("clear.reversed")), tile(number(facts.appeals.total), t("clear.appeals", {n: facts.appeals.waiting})), tile(number(facts.accesses.reduce((sum, {count}) => sum + count, 0)), t("clear.accesses")),
      tile(number(facts.pictures_kept), t("clear.pictures")), tile(number(facts.notes_kept), t("clear.notes")), tile(number(facts.erasures), t("clear.erasures")), tile(facts.observed_ms > 0 ? duration(facts.observed_ms) : "–", t("clear.watched"))),
    facts.appeals.late > 0 && h("p", {class: "note bad"}, t("clear.late", {n: facts.appeals.late})),
    h("h2", {}, t("clear.board")), h("p", {class: "soft"}, t("clear.board.words")), board(shown),
    h("h2", {}, t("clear.errors")), h("p", {class: "soft"}, t("clear.errors.words")), facts.behaviours.length === 0 ? h("p", {class: "empty"}, t("now.quiet")) : table(t("clear.errors"), [t("behaviour"), t("place.events"), t("clear.taken"), t("clear.share")], facts.behaviours.map(({behaviour, events, reversed}) => [word("behaviour", behaviour), number(events), number(reversed), events > 0 ? percent(reversed / events, 1) : "–"]), [1, 2, 3]),
    h("h2", {}, t("clear.cameras")), table(t("clear.cameras"), [t("camera"), t("clear.why"), t("clear.what"), t("clear.uses"), t("clear.masked")], facts.cameras.map((camera) => [camera.id, camera.purpose, list("behaviour", camera.behaviours), list("use", camera.uses), camera.masked_permille > 0 ? percent(camera.masked_permille / 1000, 1) : t("clear.unmasked")]), [4], true),
    h("h2", {}, t("clear.looks")), facts.accesses.length > 0 ? table(t("clear.looks"), [t("clear.act"), t("look.use"), t("clear.outcome"), t("clear.count")], facts.accesses.map(({act, use, outcome, count}) => [word("act", act), word("use", use), word("access", outcome), number(count)]), [3]) : h("p", {class: "empty"}, t("clear.nolooks")),
    h("h2", {}, t("clear.latest")), facts.latest.length > 0 && table(t("clear.latest"), [t("event.time"), t("clear.happened"), t("event.entries")], facts.latest.map(({sequence, time, words}) => [when(time, "both"), words, goes("read.entries", link("entries", String(sequence)), `#${sequence}`)]), [], true),
    h("p", {class: "soft"}, t("clear.asof"), " ", when(facts.time, "both"))];
}
