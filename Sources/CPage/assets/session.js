// Who asks, how one signs in, and how trouble is told.

import {Problem, get, token} from "./api.js";
import {field, h, icon} from "./dom.js";
import {has, t} from "./texts.js";

/**
 * The steward who has signed in, or null; `may` says what whoever asks may do, `known` whether that has been answered, `lapsed` that a
 * token was kept which nobody has any more. `changed` is called when that changes.
 */
export const session = {steward: null, may: new Set(), known: false, lapsed: false, changed: async () => {}};

/** Asks who we are, and what we may. */
export async function learn() {
  let me = await get("/me").catch((error) => error);
  if (me.status === 401 && token.get()) {
    token.set(null);
    session.lapsed = true;
    me = await get("/me").catch((error) => error);
  }
  session.known = !(me instanceof Error);
  session.steward = me.subject === "steward" ? me : null;
  session.may = new Set(me.may);
}

/** A link for those who may follow it, and plain words for all others. */
export const goes = (action, href, ...words) => (session.may.has(action) ? h("a", {href}, words) : h("span", {}, words));

/** Asks for a token in a dialog; one that the program does not know is not kept. */
export function signIn() {
  const input = h("input", {type: "password", autocomplete: "off", required: true, spellcheck: "false"});
  const wrong = h("p", {role: "alert", class: "soft"});
  const submit = async (event) => {
    event.preventDefault();
    token.set(input.value.trim());
    await learn();
    session.lapsed = false;
    if (!session.steward) { wrong.textContent = t(session.known ? "signin.wrong" : "error.offline"); input.focus(); return; }
    dialog.close();
    await session.changed();
  };
  const dialog = h("dialog", {"aria-labelledby": "sign-in", onclose: () => dialog.remove()},
    h("form", {onsubmit: submit}, h("h2", {id: "sign-in"}, t("signin.title")), h("p", {class: "soft"}, t("signin.words")),
      field(t("signin.token"), input, t("signin.kept")), wrong,
      h("div", {class: "row"}, h("button", {class: "main"}, t("signin.open")),
        h("button", {type: "button", onclick: () => dialog.close()}, t("cancel")))));
  document.body.append(dialog);
  dialog.showModal();
}

/** Forgets the token. */
export async function signOut() {
  token.set(null);
  await learn();
  await session.changed();
}

/** A button to sign in with. */
export const signInButton = () => h("button", {type: "button", class: "sign-in", onclick: signIn}, icon("key"), t("signin.open"));

/** What went wrong, in plain words and with what to do about it; `again` tries once more, where that may help. */
export function trouble(error, again) {
  if (!(error instanceof Problem)) { console.error(error); return h("p", {class: "note bad", role: "alert"}, t("error.page")); }
  const words = error.status === 0 ? t("error.offline") : has(`error.${error.status}`) ? t(`error.${error.status}`) : error.message, passes = [0, 429, 503, 504].includes(error.status);
  return h("div", {class: "note bad", role: "alert"}, h("p", {class: "strong"}, words),
    error.detail && h("p", {}, error.detail), error.problems.length > 0
      ? h("ul", {}, error.problems.map(({line, column, message, mend}) => h("li", {}, line ? `${line}:${column} ` : "", message, mend ? `; ${mend}` : "")))
      : error.mend && h("p", {class: "soft"}, error.mend),
    again && passes && h("p", {}, h("button", {type: "button", onclick: () => again()}, t("again"))),
    error.status === 401 && h("p", {}, signInButton()));
}

/**
 * A form that sends itself: `send` is called with the form, its answer is given to `done`; trouble stands above the button, and what
 * was typed stays.
 */
export function form(attributes, button, send, done, ...children) {
  const told = h("div", {}), submit = h("button", {class: "main"}, button);
  return h("form", {...attributes, onsubmit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    told.replaceChildren();
    try { done(await send(event.target)); } catch (error) { told.replaceChildren(trouble(error)); }
    submit.disabled = false;
  }}, children, told, h("div", {class: "row"}, submit));
}
