// Set-up: zones and lines are drawn on a still, and come out as YAML to paste. Nothing is written by this page.

import {get, path} from "./api.js";
import {choice, field, fill, h, svg} from "./dom.js";
import {lookForm} from "./look.js";
import {arrow, caption, height, spots} from "./stage.js";
import {t, word} from "./texts.js";

const wide = 1000, least = {zone: 3, line: 2, mask: 3}, most = {zone: 64, line: 2, mask: 64};

/** Rules that a zone or a line can have, with what they ask for. */
const rules = {
  zone: {"zone-entered": {}, loitering: {after: "30s"}, motion: {}, occupancy: {}, overcrowding: {more_than: "4", after: "5s"},
    "wrong-way": {allowed: "0"}, "exit-blocked": {after: "30s"}, "object-left": {after: "60s"}, "object-removed": {after: "60s"}, fall: {}},
  line: {"line-crossed": {direction: "any"}, occupancy: {}}, mask: {},
};

/** The shapes of a camera as it is configured, to go on from. */
const drawn = (zones) => [
  ...zones.places.map(({id, zone, line}) => ({id, kind: zone ? "zone" : "line", points: [...(zone ?? line)], rules: new Map()})),
  ...(zones.masks ?? []).map((points) => ({id: "", kind: "mask", points: [...points], rules: new Map()})),
];

const round = (value) => Math.round(Math.min(Math.max(value, 0), 1) * 1000) / 1000;

/** What is drawn, as the part of `wayside.yaml` that belongs under a camera. */
export function yaml(shapes) {
  const ready = shapes.filter(({kind, points}) => points.length >= least[kind]);
  const points = (shape) => `[${shape.points.map(([x, y]) => `[${round(x)}, ${round(y)}]`).join(", ")}]`;
  const lines = [], masks = ready.filter(({kind}) => kind === "mask"), places = ready.filter(({kind}) => kind !== "mask");
  if (masks.length > 0) lines.push("masks:", ...masks.map((mask) => `  - ${points(mask)}`));
  if (places.length > 0) lines.push("places:", ...places.map((place) => `  - {id: ${place.id}, ${place.kind}: ${points(place)}}`));
  const rules = places.flatMap((place) => [...place.rules].map(([behaviour, values]) =>
    `  - {behaviour: ${behaviour}, place: ${place.id}${Object.entries(values).map(([key, value]) => `, ${key}: ${value}`).join("")}}`));
  if (rules.length > 0) lines.push("rules:", ...rules);
  return lines.map((line) => `    ${line}`).join("\n") + "\n";
}

/** A name that YAML and Wayside take as it is. */
const plainId = (text) => text.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64);

export async function view({signal, query}) {
  const cameras = (await get("/cameras", {signal})).items;
  if (cameras.length === 0) return h("p", {class: "empty"}, t("now.none"));
  const camera = cameras.find(({id}) => id === query.camera) ?? cameras[0];
  const zones = await get(`${path("cameras", camera.id)}/zones`, {signal});
  const tall = height(camera.format);
  const state = {shapes: drawn(zones), chosen: -1, cursor: [0.5, 0.5]};
  const canvas = svg("svg", {viewBox: `0 0 ${wide} ${tall}`, class: "drawing", tabindex: 0, role: "application", "aria-label": t("setup.canvas"), "aria-describedby": "keys"});
  const box = h("div", {class: "stage"}, canvas), list = h("div", {}), output = h("pre", {tabindex: 0, role: "region", "aria-label": "YAML"});
  const said = h("p", {class: "soft", role: "status"});
  box.style.setProperty("--ratio", String(wide / tall));
  const chosen = () => state.shapes[state.chosen];

  function draw(lists = true) {
    fill(canvas, state.shapes.map((shape, i) => {
      const css = {zone: i === state.chosen ? "zone strong" : "zone", line: "border", mask: "mask"}[shape.kind];
      return [shape.kind === "line" && shape.points.length === 2 ? arrow(shape.points, tall)
        : svg(shape.points.length > 2 ? "polygon" : "polyline", {class: css, points: spots(shape.points, tall)}),
        shape.points.length > 0 && caption(shape.id, shape.points, tall),
        i === state.chosen && shape.points.map(([x, y], n) => svg("circle", {class: "corner", cx: x * wide, cy: y * tall, r: 9, "data-corner": n}))];
    }), svg("path", {class: "cross", d: `M${state.cursor[0] * wide - 14},${state.cursor[1] * tall}h28M${state.cursor[0] * wide},${state.cursor[1] * tall - 14}v28`}));
    output.textContent = yaml(state.shapes);
    if (lists) fill(list, state.shapes.map(row));
  }

  function corner(point) {
    const shape = chosen();
    if (!shape || shape.points.length >= most[shape.kind]) return;
    shape.points.push(point.map(round));
    const missing = least[shape.kind] - shape.points.length;
    said.textContent = missing > 0 ? t("setup.missing", {n: missing}) : t("setup.enough");
    draw(false);
  }

  const position = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height].map(round);
  };
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    const at = event.target.dataset.corner;
    canvas.setPointerCapture(event.pointerId);
    if (at !== undefined) held = Number(at);
    else { state.cursor = position(event); corner(state.cursor); }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held === null) return;
    chosen().points[held] = position(event);
    draw(false);
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => { held = null; });
  canvas.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 0.05 : 0.01;
    const moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    if (moves[event.key]) state.cursor = state.cursor.map((value, i) => round(value + moves[event.key][i]));
    else if (event.key === "Enter" || event.key === " ") corner(state.cursor);
    else if (event.key === "Backspace") chosen()?.points.pop();
    else return;
    event.preventDefault();
    draw(false);
  });

  function choose(i) { state.chosen = i; draw(); }

  function start(kind) {
    const ids = new Set(state.shapes.map(({id}) => id));
    let n = 1;
    while (ids.has(`${kind}-${n}`)) n += 1;
    state.shapes.push({id: kind === "mask" ? "" : `${kind}-${n}`, kind, points: [], rules: new Map()});
    said.textContent = t("setup.missing", {n: least[kind]});
    choose(state.shapes.length - 1);
    canvas.focus();
  }

  function ruleFields(shape) {
    return Object.entries(rules[shape.kind]).map(([behaviour, values]) => {
      const on = h("input", {type: "checkbox", id: `r-${behaviour}`, checked: shape.rules.has(behaviour), onchange: (event) => {
        if (event.target.checked) shape.rules.set(behaviour, {...values}); else shape.rules.delete(behaviour);
        draw();
        list.querySelector(`#r-${behaviour}`)?.focus();
      }});
      const held = shape.rules.get(behaviour);
      return [h("div", {class: "radio"}, on, h("label", {for: on.id}, word("behaviour", behaviour))),
        held && Object.keys(held).map((key) => field(t(`setup.${key}`), h("input", {value: held[key], maxlength: 12, oninput: (event) => {
          held[key] = event.target.value.replace(/[^a-z0-9.]/gi, "");
          draw(false);
        }})))];
    });
  }

  function row(shape, i) {
    const title = shape.id || t(`setup.kind.${shape.kind}`);
    if (i !== state.chosen) {
      return h("div", {class: "row spread"}, h("span", {}, title, shape.id && h("span", {class: "soft"}, ` · ${t(`setup.kind.${shape.kind}`)}`)),
        h("button", {type: "button", class: "quiet", "aria-label": t("setup.change.of", {name: title}), onclick: () => choose(i)}, t("setup.change")));
    }
    return h("div", {class: "card"},
      shape.kind !== "mask" && field(t("setup.id"), h("input", {value: shape.id, maxlength: 64, oninput: (event) => { shape.id = plainId(event.target.value) || "place"; draw(false); }})),
      shape.kind !== "mask" && h("fieldset", {}, h("legend", {}, t("setup.rules")), ruleFields(shape)),
      h("div", {class: "row"}, h("button", {type: "button", onclick: () => choose(-1)}, t("setup.done")),
        h("button", {type: "button", onclick: () => { shape.points = []; draw(); canvas.focus(); }}, t("setup.again")),
        h("button", {type: "button", onclick: () => { state.shapes.splice(i, 1); choose(-1); }}, t("setup.remove"))));
  }

  function show(blob) {
    const address = URL.createObjectURL(blob);
    signal.addEventListener("abort", () => URL.revokeObjectURL(address));
    box.querySelector("img")?.remove();
    box.prepend(h("img", {src: address, alt: t("setup.still")}));
    box.classList.add("pictured");
  }

  draw();
  const which = choice(cameras.map(({id}) => [id, id]), camera.id, {name: "camera", onchange: (event) => { location.hash = `#/setup?camera=${encodeURIComponent(event.target.value)}`; }});
  const file = h("input", {type: "file", accept: "image/*", onchange: (event) => event.target.files[0] && show(event.target.files[0])});
  const copy = h("button", {type: "button", class: "main", onclick: async () => {
    await navigator.clipboard.writeText(output.textContent);
    copied.textContent = t("setup.copied");
  }}, t("setup.copy"));
  const copied = h("span", {role: "status", class: "soft"});
  return [h("p", {class: "lead"}, t("setup.lead")),
    h("div", {class: "two"},
      h("section", {}, h("h2", {}, t("setup.draw")), box, said, h("p", {class: "soft", id: "keys"}, h("small", {}, t("setup.keys"))),
        h("div", {class: "row"}, ["zone", "line", "mask"].map((kind) => h("button", {type: "button", onclick: () => start(kind)}, t(`setup.new.${kind}`)))),
        h("h2", {}, t("setup.shapes")), list),
      h("section", {}, h("h2", {}, t("setup.behind")), cameras.length > 1 && field(t("camera"), which), field(t("setup.file"), file, t("setup.file.hint")),
        h("details", {}, h("summary", {}, t("setup.look")), lookForm(camera, ({blob}) => show(blob))),
        h("h2", {}, t("setup.yaml")), h("p", {class: "soft"}, t("setup.paste", {camera: camera.id})), output, h("div", {class: "row"}, copy, copied)))];
}
