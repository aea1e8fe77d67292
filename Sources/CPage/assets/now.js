// Now: what each camera does, events as they come, and a masked picture on request.

import {follow, get, path} from "./api.js";
import {add, fill, h} from "./dom.js";
import {lookForm} from "./look.js";
import {link} from "./route.js";
import {eventBox, stage} from "./stage.js";
import {clock, number, points, t, word} from "./texts.js";
import {eventItem, sentence} from "./words.js";

const lamps = {running: "good", opening: "warn", lost: "bad", failed: "bad"}, most = 15;

/** A camera: what it is for, whether it sees, its places, and the way to a look. */
function card(camera, zones, standings, signal) {
  const {box, boxes, tall} = stage({...zones, source: camera.path}, {label: t("stage.label", {name: camera.id}), format: camera.format});
  const drawn = zones.places.length > 0 ? box : h("p", {class: "empty"}, t("now.noplaces"), " ", h("a", {href: link("setup", {camera: camera.id})}, t("now.draw")));
  const state = h("span", {class: "row"}), chips = h("ul", {class: "plain row chips"});
  const slot = h("div", {}, drawn), told = h("p", {class: "soft", role: "status"});
  const looked = ({blob, headers}) => {
    const address = URL.createObjectURL(blob), close = () => { URL.revokeObjectURL(address); fill(slot, drawn); told.textContent = ""; };
    signal.addEventListener("abort", close, {once: true});
    const view = stage({...zones, source: camera.path}, {picture: address, label: t("look.picture", {name: camera.id}), format: camera.format});
    const time = headers.get("Wayside-Time"), entry = headers.get("Wayside-Entry"), followed = JSON.parse(headers.get("Wayside-Followed") ?? "[]");
    view.boxes.append(...followed.map((area) => eventBox(area, "followed", view.tall, false)));
    fill(slot, view.box);
    fill(told, time ? `${t("look.taken", {time: clock(time)})} ${t("look.followed", {n: followed.length})} ` : "", entry ? h("a", {href: link("entries", entry)}, t("look.entered", {entry})) : "", " ",
      h("button", {type: "button", class: "quiet", onclick: close}, t("look.close")));
  };
  const update = (camera) => fill(state, h("span", {class: `lamp ${lamps[camera.state] ?? ""}`}), word("state", camera.state),
    camera.reason && h("span", {class: "soft"}, word("reason", camera.reason)), camera.state === "running" && camera.rate_fps !== undefined && h("small", {class: "soft"}, t("now.rate", {n: camera.rate_fps})));
  const stand = (places) => fill(chips, zones.places.map(({id}) => {
    const found = places.find((place) => place.source === camera.path && place.place === id);
    return h("li", {}, h("a", {class: "chip", href: link("places", camera.path, id)}, id, found?.standing.rated && h("strong", {}, points(found.standing.shown_mp))));
  }));
  update(camera);
  stand(standings);
  return {
    camera, update, stand,
    flash: (event) => { const area = event.observed?.data.box; if (area) { boxes.replaceChildren(eventBox(area, event.level, tall, true)); } },
    node: h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, camera.id), state), h("p", {class: "soft"}, camera.purpose),
      slot, told, zones.places.length > 0 && chips, h("details", {}, h("summary", {}, t("look.open")), lookForm(camera, looked))),
  };
}

/** The newest events, as they come; whoever wants to read in peace holds them back. */
function feed(events) {
  const list = h("div", {class: "list"}), none = h("p", {class: "empty"}, t("now.quiet")), heard = h("p", {class: "unseen", role: "status"});
  const shown = new Set(events.map(({id}) => id)), waiting = [];
  const hold = h("button", {type: "button", class: "quiet", "aria-pressed": "false", onclick: () => {
    held = !held;
    hold.setAttribute("aria-pressed", String(held));
    if (!held) waiting.splice(0).forEach(put);
    label();
  }});
  let held = false;
  const label = () => { hold.textContent = !held ? t("now.hold") : waiting.length > 0 ? t("now.waiting", {n: waiting.length}) : t("now.held"); };
  const put = (event) => {
    list.prepend(eventItem(event, true));
    if (list.children.length > most) list.lastChild.remove();
    none.hidden = !(list.hidden = list.children.length === 0);
    if (["medium", "high"].includes(event.level)) heard.textContent = `${event.place}, ${sentence(event)}, ${word("level", event.level)}`;
  };
  add(list, events.map((event) => eventItem(event)));
  none.hidden = !(list.hidden = shown.size === 0);
  label();
  return {
    hold, nodes: [heard, list, none],
    tell: (event) => {
      if (shown.has(event.id)) return;
      shown.add(event.id);
      if (held) { waiting.push(event); label(); } else put(event);
    },
  };
}

export async function view({signal, name}) {
  const newest = () => get("/events", {signal, query: {limit: most}});
  const [site, cameras, places, first] = await Promise.all([get("/health", {signal}), get("/cameras", {signal}), get("/places", {signal}), newest()]);
  const zoned = Promise.all(cameras.items.map(({id}) => get(`${path("cameras", id)}/zones`, {signal})));
  // What is entered after the last of these events comes by the stream; without one, what is entered from now on, and they are asked for again.
  const events = first.items.length > 0 ? first : await newest(), zones = await zoned;
  const from = first.items.length > 0 ? Math.max(...first.items.map(({sequence}) => sequence)) : site.ledger.entries - 1;
  name(site.site.name);
  const cards = cameras.items.map((camera, i) => card(camera, zones[i], places.items, signal)), come = feed(events.items);
  const live = h("span", {class: "row soft", role: "status"}), seeing = h("p", {class: "row lead"}), away = h("p", {class: "note bad", role: "alert", hidden: true});
  const problems = h("div", {});
  const sees = (cameras) => {
    const n = cameras.filter(({state}) => state === "running").length;
    fill(seeing, h("span", {class: `lamp ${n > 0 && n === cameras.length ? "good" : n ? "warn" : "bad"}`}), t("now.seeing", {n, all: number(cameras.length)}));
  };
  const wrong = ({problems: list}) => fill(problems, list.length > 0 && h("div", {class: "note bad"}, h("p", {class: "strong"}, t("now.problems")), h("ul", {}, list.map((words) => h("li", {}, words)))));
  const shell = h("div", {class: "two wide"});

  let due = null, latest = Date.now(), was = null;
  const again = async (...more) => {
    const [fresh, site, places] = await Promise.all(["/cameras", "/health", ...more].map((path) => get(path, {signal}).catch(() => null)));
    if (fresh) {
      latest = Date.now();
      sees(fresh.items);
      cards.forEach((card) => { const found = fresh.items.find(({id}) => id === card.camera.id); if (found) card.update(found); });
    }
    if (places) cards.forEach((card) => card.stand(places.items));
    if (site) wrong(site);
  };
  const refresh = () => { due ??= setTimeout(() => { due = null; again("/places"); }, 500); };
  const state = (now) => {
    fill(live, h("span", {class: `lamp ${{live: "good", away: "warn"}[now] ?? "bad"}`}), t(`live.${now}`));
    const gone = now === "away" && was !== null;
    if (gone && away.hidden) away.textContent = t("live.gone", {time: clock(latest)});
    away.hidden = !(seeing.hidden = gone);
    shell.classList.toggle("stale", gone);
    if (now === "live") { if (was === "away") refresh(); was = "live"; } else if (gone) was = "away";
  };
  const told = ({kind, data}) => {
    if (["exposure", "merit", "reversal"].includes(kind)) refresh();
    if (kind !== "event") return;
    cards.find(({camera}) => camera.path === data.source)?.flash(data);
    if (data.weight_mp !== 0) refresh();
    come.tell(data);
  };
  sees(cameras.items);
  wrong(site);
  state("away");
  follow(told, state, signal, from);
  const look = setInterval(() => { if (was !== "away" && !document.hidden) again(); }, 5000);
  signal.addEventListener("abort", () => { clearInterval(look); clearTimeout(due); });

  return [away, problems, seeing, add(shell,
    h("div", {class: "stack"}, cards.length ? cards.map(({node}) => node) : h("p", {class: "empty"}, t("now.none"))),
    h("section", {class: "stack"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, t("now.events")), h("span", {class: "row"}, come.hold, live)), come.nodes,
      h("p", {}, h("a", {href: link("timeline")}, t("now.all")))))];
}
