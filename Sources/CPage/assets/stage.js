// A camera's places: zones and lines over a picture, or over an empty stage, which shows where and nothing of whom.

import {h, short, svg} from "./dom.js";
import {link} from "./route.js";

const wide = 1000;

/** The height of a picture that is 1000 wide, from its format ("1280x720 MJPG"); 16 to 9 where none is known. */
export function height(format) {
  const [, across, down] = /^(\d+)x(\d+)/.exec(format ?? "") ?? [0, 16, 9];
  return (wide * down) / across;
}

/** Points of fractions as SVG writes them. */
export const spots = (points, tall) => points.map(([x, y]) => `${(x * wide).toFixed(1)},${(y * tall).toFixed(1)}`).join(" ");

/** Where a name stands: the middle of the corners. */
export function middle(points, tall) {
  const sum = points.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]);
  return {x: (sum[0] / points.length) * wide, y: (sum[1] / points.length) * tall};
}

/**
 * The name of a place: within a zone that has room for it, above one that is flat, and beside a line, so that no border goes through it.
 * `corners` are fractions.
 */
export function caption(name, corners, tall) {
  const words = short(name, 24), spot = middle(corners, tall), half = words.length * 11, {y} = spot;
  const x = Math.min(Math.max(spot.x, corners.length === 2 ? 0 : half), corners.length === 2 ? wide : wide - half);
  if (corners.length === 2) {
    const right = x < 0.7 * wide;
    return svg("text", {x: x + (right ? 18 : -18), y: y + 9, class: right ? "after" : "ahead"}, words);
  }
  const heights = corners.map((corner) => corner[1] * tall), top = Math.min(...heights), bottom = Math.max(...heights);
  if (bottom - top > 72 || bottom - top < 1) return svg("text", {x, y: y + 9}, words);
  return svg("text", {x, y: top > 48 ? top - 12 : bottom + 34}, words);
}

/** A line from its first point to its second, with an arrow's head at its end. */
export function arrow([[ax, ay], [bx, by]], tall, css = "border") {
  const [x1, y1, x2, y2] = [ax * wide, ay * tall, bx * wide, by * tall];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1, [dx, dy] = [(x2 - x1) / length * 18, (y2 - y1) / length * 18];
  return svg("path", {class: css, d: `M${x1},${y1}L${x2},${y2}M${x2 - dx - dy * .5},${y2 - dy + dx * .5}L${x2},${y2}L${x2 - dx + dy * .5},${y2 - dy - dx * .5}`});
}

/** One place as a link, with its name. */
function place({id, zone, line}, source, tall, strong) {
  const shape = zone ? svg("polygon", {class: strong ? "zone strong" : "zone", points: spots(zone, tall)}) : arrow(line, tall);
  return svg("a", {href: link("places", source, id), "aria-label": id}, shape, caption(id, zone ?? line, tall));
}

/** A box of an event; it fades when it is only passing. */
export const eventBox = ([x, y, width, height], level, tall, passing) => svg("rect",
  {class: `box ${level} ${passing ? "passing" : ""}`, x: x * wide, y: y * tall, width: width * wide, height: height * tall, rx: 4});

/**
 * The stage of a camera. `zones` is what the API says of its places; `picture` an address of a picture or nothing; `strong` the id of
 * the place in question; `label` says in words what is shown. `boxes` is the group into which boxes of events are drawn.
 */
export function stage(zones, {picture, strong, label, format} = {}) {
  const tall = height(format), boxes = svg("g");
  const drawing = svg("svg", {viewBox: `0 0 ${wide} ${tall}`, role: "group", "aria-label": label},
    (zones.masks ?? []).map((mask) => svg("polygon", {class: "mask", points: spots(mask, tall)})),
    zones.places.map((each) => place(each, zones.source, tall, each.id === strong)), boxes);
  const box = h("div", {class: picture ? "stage pictured" : "stage"}, picture && h("img", {src: picture, alt: label}), drawing);
  box.style.setProperty("--ratio", String(wide / tall));
  return {box, boxes, tall};
}
