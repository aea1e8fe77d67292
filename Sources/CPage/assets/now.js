// Now: what each camera does, events as they come, and a masked picture on request.

import {follow, get, path} from "./api.js";
import {add, fill, h} from "./dom.js";
import {lookForm} from "./look.js";
import {link} from "./route.js";
import {session} from "./session.js";
import {eventBox, stage} from "./stage.js";
import {clock, number, points, t, word} from "./texts.js";
import {eventItem} from "./words.js";

const lamps = {running: "good", opening: "warn", lost: "bad", failed: "bad"}, most = 15;

/** A camera: what it is for, whether it sees, its places, and the way to a look. */
function card(camera, zones, standings, signal) {
  const {box, boxes, tall} = stage({...zones, source: camera.path}, {label: t("stage.label", {name: camera.id}), format: camera.format});
  const state = h("span", {class: "row"}), chips = h("ul", {class: "plain row chips"});
  const slot = h("div", {}, box), told = h("p", {class: "soft", role: "status"});
  const looked = ({blob, headers}) => {
    const address = URL.createObjectURL(blob), close = () => { URL.revokeObjectURL(address); fill(slot, box); told.textContent = ""; };
    signal.addEventListener("abort", close, {once: true});
    fill(slot, stage({...zones, source: camera.path}, {picture: address, label: t("look.picture", {name: camera.id}), format: camera.format}).box);
    const time = headers.get("Wayside-Time"), entry = headers.get("Wayside-Entry");
    fill(told, time ? `${t("look.taken", {time: clock(time)})} ` : "", entry ? h("a", {href: link("entries", entry)}, t("look.entered", {entry})) : "", " ",
      h("button", {type: "button", class: "quiet", onclick: close}, t("look.close")));
  };
  const update = (camera) => fill(state, h("span", {class: `lamp ${lamps[camera.state] ?? ""}`}), word("state", camera.state),
    camera.reason && h("span", {class: "soft"}, word("reason", camera.reason)), camera.rate_fps !== undefined && h("small", {class: "soft"}, t("now.rate", {n: camera.rate_fps})));
  const stand = (places) => fill(chips, zones.places.map(({id}) => {
    const found = places.find((place) => place.source === camera.path && place.place === id);
    return h("li", {}, h("a", {class: "chip", href: link("places", camera.path, id)}, id, found && h("strong", {}, found.standing.rated ? points(found.standing.shown_mp) : "–")));
  }));
  update(camera);
  stand(standings);
  return {
    camera, update, stand,
    flash: (event) => { const area = event.observed?.data.box; if (area) { boxes.replaceChildren(eventBox(area, event.level, tall, true)); } },
    node: h("section", {class: "card"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, camera.id), state), h("p", {class: "soft"}, camera.purpose),
      slot, told, chips, h("details", {}, h("summary", {}, t("look.open")), lookForm(camera, looked))),
  };
}

export async function view({signal, name, body}) {
  const [cameras, places, events] = await Promise.all([
    get("/cameras", {signal}), get("/places", {signal}), get("/events", {signal, query: {limit: most}})]);
  const zones = await Promise.all(cameras.items.map(({id}) => get(`${path("cameras", id)}/zones`, {signal})));
  name(session.site?.site.name ?? t("nav.now"));
  const cards = cameras.items.map((camera, i) => card(camera, zones[i], places.items, signal));
  const live = h("span", {class: "row soft", role: "status"}), seeing = h("p", {class: "row lead"}), feed = h("div", {class: "list"});
  const sees = (cameras) => {
    const n = cameras.filter(({state}) => state === "running").length;
    fill(seeing, h("span", {class: `lamp ${n === cameras.length ? "good" : n ? "warn" : "bad"}`}), t("now.seeing", {n, all: number(cameras.length)}));
  };
  const state = (word) => fill(live, h("span", {class: `lamp ${{live: "good", away: "warn"}[word] ?? "bad"}`}), t(`live.${word}`));
  const shown = new Set(events.items.map(({id}) => id));
  sees(cameras.items);
  state("away");
  add(feed, events.items.map((event) => eventItem(event)));
  const none = h("p", {class: "empty"}, t("now.quiet"));
  none.hidden = shown.size > 0;

  let due = null;
  const refresh = () => { due ??= setTimeout(async () => {
    due = null;
    const places = await get("/places", {signal}).catch(() => null);
    if (places) cards.forEach((card) => card.stand(places.items));
  }, 500); };
  const told = ({kind, data}) => {
    if (["exposure", "merit", "reversal"].includes(kind)) refresh();
    if (kind !== "event") return;
    cards.find(({camera}) => camera.path === data.source)?.flash(data);
    if (data.weight_mp !== 0) refresh();
    if (shown.has(data.id)) return;
    shown.add(data.id);
    none.hidden = true;
    feed.prepend(eventItem(data, true));
    if (feed.children.length > most) feed.lastChild.remove();
  };
  follow(told, state, signal, session.site ? session.site.ledger.entries - 1 : undefined);
  const look = setInterval(async () => {
    const fresh = await get("/cameras", {signal}).catch(() => null);
    if (!fresh) return;
    sees(fresh.items);
    cards.forEach((card) => { const found = fresh.items.find(({id}) => id === card.camera.id); if (found) card.update(found); });
  }, 5000);
  signal.addEventListener("abort", () => { clearInterval(look); clearTimeout(due); });

  return [seeing, h("div", {class: "two wide"},
    h("div", {class: "stack"}, cards.length ? cards.map(({node}) => node) : h("p", {class: "empty"}, t("now.none"))),
    h("section", {class: "stack"}, h("div", {class: "row spread"}, h("h2", {class: "tight"}, t("now.events")), live), feed, none,
      h("p", {}, h("a", {href: link("timeline")}, t("now.all")))))];
}
