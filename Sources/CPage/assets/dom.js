// Elements made by script. Text goes in by text nodes alone, so that no name or reason can become markup.

const SVG = "http://www.w3.org/2000/svg";

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

/** Appends nodes, texts and lists of them; null and false are nothing. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** An element of HTML: h("p", {class: "soft"}, "text", node…); `onclick` and the like are listeners. */
export const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);

/** An element of SVG. */
export const svg = (tag, attributes, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

/** Puts children in place of all that an element holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, ...children);
}

/** Draws into a box whenever its width changes, so that words in a plot keep their size on any screen. */
export function responsive(draw, attributes) {
  const box = h("div", attributes ?? {class: "plot-box"});
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== last) fill(box, draw(last = width));
  }).observe(box);
  return box;
}

/** Words that fit into so many letters; where they stand in full is up to whoever calls. */
export const short = (words, letters) => (words.length > letters ? `${words.slice(0, Math.max(letters - 1, 1))}…` : words);

/** A labelled control; the label is the control's name. */
export function field(label, control, hint) {
  const id = control.id || (control.id = `f${++field.count}`);
  const note = hint ? h("small", {class: "soft", id: `${id}-hint`}, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return h("div", {class: "field"}, h("label", {for: id}, label), control, note);
}
field.count = 0;

/** A choice: options are [value, words]. */
export function choice(options, value, attributes) {
  return h("select", {...attributes},
    options.map(([key, words]) => h("option", {value: key, selected: key === value}, words)));
}

/**
 * A table with a caption for those who do not see it; `numeric` names columns of numbers. One of `prose` has a line for each cell on a
 * phone, with the column's head before it.
 */
export function table(caption, heads, rows, numeric = [], prose = false) {
  const kind = (index) => (numeric.includes(index) ? "number" : null);
  return h("div", {class: prose ? "scroll card prose" : "scroll card", tabindex: 0, role: "region", "aria-label": caption},
    h("table", {}, h("caption", {class: "unseen"}, caption),
      h("thead", {}, h("tr", {}, heads.map((head, i) => h("th", {scope: "col", class: kind(i)}, head)))),
      h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => h("td", {class: kind(i), "data-head": prose && heads[i]}, cell)))))));
}

const icons = {
  now: "M3 12h4l3-7 4 14 3-7h4", timeline: "M4 6h10M8 12h12M5 18h8", places: "M12 21s7-6.2 7-11a7 7 0 0 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  appeals: "M4 5h16v11H9l-5 4zM8 9h8M8 12.5h5", policy: "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
  transparency: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  setup: "M4 7l9-3 7 6-3 9-11 1z", more: "M5 12h.01M12 12h.01M19 12h.01",
  key: "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9v3.5M17 12v3",
};

/** A line drawing of 24 x 24; it says nothing by itself, words stand beside it. */
export const icon = (name) =>
  svg("svg", {viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true"}, svg("path", {d: icons[name]}));
