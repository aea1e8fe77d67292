// Plots as SVG: time from left to right, standings, and events as marks. They are drawn anew for each width.

import {short, svg} from "./dom.js";
import {clock, number, points} from "./texts.js";

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000]
  .map((seconds) => seconds * 1000);

/** The axis that all plots share; times in ms. */
export function timeAxis(start, end, left, right) {
  const length = Math.max(end - start, 1000);
  const x = (time) => left + Math.min(Math.max((time - start) / length, 0), 1) * (right - left);
  const step = steps.find((size) => length / size <= Math.max((right - left) / 90, 2)) ?? steps.at(-1);
  const zone = step >= 3_600_000 ? new Date(start).getTimezoneOffset() * 60_000 : 0;
  const ticks = [];
  for (let time = Math.ceil((start - zone) / step) * step + zone; time <= end; time += step) ticks.push(time);
  const style = step < 60_000 ? "time" : step < 86_400_000 ? "minute" : "tick";
  const draw = (top, bottom, floor = bottom) => ticks.map((time) => svg("g", {},
    svg("line", {class: "grid", x1: x(time), x2: x(time), y1: top, y2: floor}),
    svg("text", {class: "tick", x: Math.min(Math.max(x(time), 24), right - 14), y: bottom + 15, "text-anchor": "middle"}, clock(time, step >= 3_600_000 && new Date(time).getHours() === 0 ? "tick" : style))));
  return {x, draw};
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least);
}

/** A plot with its name; one with links in it is a group, since a picture holds none. */
const graphic = (width, height, label, role, ...children) =>
  svg("svg", {class: "plot", viewBox: `0 0 ${width} ${height}`, width, height, role, "aria-label": label}, children);

/**
 * A standing over time. `curve`: [{time, mp}]; `buckets`: [{start, end, share}], spans with the share that was observed, are shaded;
 * `moves`: [{time, level, title, href}] are dots on the curve; `lines`: [{mp, words}] are levels that mean something; `before` is
 * another curve to compare with.
 */
export function standingPlot(width, {curve, buckets, moves = [], lines = [], before = [], label, height = 240}) {
  const top = 12, floor = height - 44, left = 44, right = width - 14;
  const start = curve[0]?.time ?? 0, end = curve.at(-1)?.time ?? 1;
  const values = curve.map(({mp}) => mp / 1000), others = before.map(({mp}) => mp / 1000);
  const least = Math.min(...values, ...others), most = Math.max(...values, ...others), air = Math.max((most - least) * 0.15, 0.5);
  const low = least - air, high = most + air;
  const axis = timeAxis(start, end, left, right);
  const y = (value) => floor - ((value - low) / (high - low)) * (floor - top);
  const step = roundStep((high - low) / 4), rulers = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) rulers.push(value);
  const way = (samples) => samples.map(({time, mp}, i) => `${i ? "L" : "M"}${axis.x(time).toFixed(1)},${y(mp / 1000).toFixed(1)}`).join("");
  const d = way(curve);
  const at = (time) => curve.findLast((sample) => sample.time <= time) ?? curve[0];
  return graphic(width, height, label, moves.length > 0 ? "group" : "img",
    buckets.map(({start, end, share}) => {
      const x = axis.x(start), wide = Math.max(axis.x(end) - x, 1);
      return [svg("rect", {class: "seen", x, y: top, width: wide, height: floor - top, opacity: share}),
        svg("rect", {class: "blind", x, y: floor + 8, width: wide, height: 2}), svg("rect", {class: "observed", x, y: floor + 5, width: wide * share, height: 8})];
    }),
    rulers.map((value) => [svg("line", {class: "grid", x1: left, x2: right, y1: y(value), y2: y(value)}),
      svg("text", {class: "tick", x: left - 7, y: y(value) + 4, "text-anchor": "end"}, number(value, 2))]),
    axis.draw(top, floor + 14, floor),
    lines.filter(({mp}) => mp / 1000 > low && mp / 1000 < high).map(({mp, words}) => [
      svg("line", {class: "mark-line", x1: left, x2: right, y1: y(mp / 1000), y2: y(mp / 1000)}),
      svg("text", {class: "tick", x: right, y: y(mp / 1000) - 5, "text-anchor": "end"}, words)]),
    before.length > 0 && svg("path", {class: "earlier", d: way(before)}),
    d && svg("path", {class: "curve", d}),
    moves.map(({time, level, title, href}) => svg("a", {href, class: "move", "aria-label": title},
      svg("circle", {class: `dot ${level ?? ""}`, cx: axis.x(time), cy: y((at(time)?.mp ?? 0) / 1000), r: 5}, svg("title", {}, title)))),
    d && svg("circle", {class: "last", cx: axis.x(end), cy: y(values.at(-1)), r: 4}));
}

/** The curve alone, small, for a card. */
export function spark(width, curve, label) {
  const height = 44, values = curve.map(({mp}) => mp);
  const least = Math.min(...values), span = Math.max(Math.max(...values) - least, 1000);
  const start = curve[0].time, length = Math.max(curve.at(-1).time - start, 1);
  const x = (time) => 2 + ((time - start) / length) * (width - 8), y = (mp) => height - 6 - ((mp - least) / span) * (height - 14);
  const d = curve.map(({time, mp}, i) => `${i ? "L" : "M"}${x(time).toFixed(1)},${y(mp).toFixed(1)}`).join("");
  return graphic(width, height, label, "img", svg("path", {class: "curve", d}),
    svg("circle", {class: "last", cx: x(curve.at(-1).time), cy: y(curve.at(-1).mp), r: 3.5}));
}

/** Graver events are larger too, for those who do not tell the colours apart. */
const sizes = {info: 5.5, low: 6.5, medium: 7.5, high: 9};

/** Events as marks: a row for each place and behaviour; stays are bars, moments are diamonds. Rows: [{place, words, marks}]. */
export function timelinePlot(width, {rows, start, end, label}) {
  const narrow = width < 620, left = narrow ? 10 : 216, right = width - 12, tall = narrow ? 42 : 28, head = 6;
  const bottom = head + rows.length * tall, axis = timeAxis(start, end, left, right);
  return graphic(width, bottom + 24, label, "group",
    rows.map((_, i) => i % 2 === 0 && svg("rect", {class: "band", x: 0, y: head + i * tall, width, height: tall})),
    axis.draw(head, bottom),
    rows.map(({place, words, marks}, i) => {
      const top = head + i * tall, middle = top + tall - 14;
      const name = svg("text", {x: 10, y: narrow ? top + 15 : middle + 4}, svg("tspan", {class: "strong"}, short(place, Math.max(Math.floor(((narrow ? width : left) - 28) / 7.4) - words.length, 7))), svg("tspan", {class: "soft", dx: 7}, words), svg("title", {}, `${place} ${words}`));
      return [name, marks.map(({start, end, level, title, href}) => {
        const x = axis.x(start), long = end === undefined ? 0 : Math.max(axis.x(end) - x, 5), size = sizes[level] ?? 7;
        const shape = end === undefined
          ? svg("path", {d: `M${x},${middle - size}l${size},${size}-${size},${size}-${size}-${size}z`}) : svg("rect", {x, y: middle - size + 2, width: long, height: 2 * size - 4, rx: 3});
        shape.append(svg("title", {}, title));
        return svg("a", {href, class: `mark ${level}`, "aria-label": title}, shape);
      })];
    }));
}

/** Before and after of several things on one scale of points: [{name, before, after}] in milli-points. */
export function changePlot(width, rows, label) {
  const left = Math.min(180, width * 0.36), right = width - 20, tall = 30, top = 8, bottom = top + rows.length * tall;
  const values = rows.flatMap(({before, after}) => [before, after]).map((mp) => mp / 1000);
  const air = Math.max((Math.max(...values) - Math.min(...values)) * 0.08, 0.5);
  const low = Math.min(...values) - air, high = Math.max(...values) + air, step = roundStep((high - low) / Math.max(width / 120, 3));
  const x = (value) => left + ((value - low) / (high - low)) * (right - left), rulers = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) rulers.push(value);
  return graphic(width, bottom + 24, label, "img",
    rulers.map((value) => [svg("line", {class: "grid", x1: x(value), x2: x(value), y1: top, y2: bottom}),
      svg("text", {class: "tick", x: x(value), y: bottom + 15, "text-anchor": "middle"}, number(value, 2))]),
    rows.map(({name, before, after}, i) => {
      const y = top + i * tall + tall / 2, from = x(before / 1000), to = x(after / 1000);
      return [svg("text", {x: 4, y: y + 4, class: "strong"}, short(name, Math.floor(left / 8)), svg("title", {}, name)),
        svg("line", {class: after < before ? "shift worse" : "shift better", x1: from, x2: to, y1: y, y2: y}),
        svg("circle", {class: "was", cx: from, cy: y, r: 5}),
        svg("circle", {class: "last", cx: to, cy: y, r: 5}, svg("title", {}, `${points(before, 3)} → ${points(after, 3)}`))];
    }));
}
