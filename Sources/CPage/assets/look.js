// Looks at what is not public: only on request, for a use that is named, and entered for everybody to see.

import {path, picture, post} from "./api.js";
import {choice, field, fill, h} from "./dom.js";
import {form, session, signInButton} from "./session.js";
import {t, word} from "./texts.js";

/** What is said about looks at pictures and at notes. */
const said = {
  look: {steward: "look.steward", role: "look.role", ask: "look.ask", words: "look.words"},
  notes: {steward: "notes.steward", role: "notes.role", ask: "notes.ask", words: "notes.words"},
};

/** A form for a look, at pictures (`look`) or at `notes`; `ask` gets the use. Whoever may not look is told who may. */
function lookFor(what, right, uses, ask, done) {
  if (!session.steward) return h("div", {class: "note"}, h("p", {}, t(said[what].steward)), h("p", {}, signInButton()));
  if (!session.may.has(right)) return h("p", {class: "note"}, t(said[what].role));
  const use = choice(uses.map((name) => [name, word("use", name)]));
  return form({class: "narrow"}, t(said[what].ask), () => ask({use: use.value}), done, h("p", {class: "soft"}, t(said[what].words)), field(t("look.use"), use));
}

/** For the masked picture of a camera; `shown` gets {blob, headers}. */
export const lookForm = (camera, shown) =>
  lookFor("look", "pictures.look", camera.uses, (use) => picture(`${path("cameras", camera.id)}/looks`, use), shown);

/** For the picture that is kept with an event of a camera; `shown` gets {blob, headers}. */
export const eventLookForm = (event, uses, shown) =>
  lookFor("look", "pictures.look", uses, (use) => picture(`${path("events", event)}/looks`, use), shown);

/** For the notes and pictures kept apart from an entry; they stand below the form. */
export function notesForm(entry, uses) {
  const slot = h("div", {});
  const show = ({parts}) => fill(slot, parts.map(({media, text, base64}) => {
    if (text !== undefined) return h("p", {class: "note"}, text);
    if (!base64) return h("p", {class: "soft"}, t("notes.erased"));
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return h("img", {src: URL.createObjectURL(new Blob([bytes], {type: media === "image/png" ? media : "image/jpeg"})), alt: t("notes.picture")});
  }));
  return [lookFor("notes", "notes.look", uses, (use) => post(`${path("entries", entry)}/looks`, use), show), slot];
}
