// What is said, in the reader's language; and numbers and times as that language writes them.

const languages = {en: "English", id: "Bahasa Indonesia", de: "Deutsch"};
let texts = {}, plurals, language = "en", region = "en";

const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

/** Languages by their codes, each by its own name. */
export const known = Object.entries(languages);

/** The code of the language that is spoken. */
export const current = () => language;

/** Loads the texts: of the reader's choice, else of the browser's first language that we have. */
export async function speak(wanted) {
  const wishes = [wanted ?? stored("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  const next = wishes.find((code) => Object.hasOwn(languages, code)) ?? "en";
  const answer = await fetch(new URL(`texts.${next}.json`, import.meta.url)).catch(() => null);
  if (!answer?.ok) return;
  if (wanted) try { localStorage.setItem("language", wanted); } catch { /* kept for this visit only */ }
  texts = await answer.json();
  language = next;
  region = navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
  plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

/** Whether there is a text of this name. */
export const has = (key) => key in texts;

/** A text with its `{names}` filled in; of a text with forms for numbers, the form that fits `n`. */
export function t(key, values = {}) {
  let text = texts[key] ?? key;
  if (typeof text === "object") text = text[plurals.select(values.n)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (all, name) =>
    name in values ? (typeof values[name] === "number" ? number(values[name]) : values[name]) : all);
}

/** Like `t`, but with nodes among the words: a list to append. */
export function tn(key, values) {
  return t(key).split(/(\{\w+\})/).map((part) => (part[0] === "{" ? values[part.slice(1, -1)] : part));
}

/** A word of a closed list (`behaviour.loitering`); one that a newer version sends stands as it is. */
export const word = (list, name) => texts[`${list}.${name}`] ?? String(name ?? "");

/** A number as the language writes it. */
export const number = (value, digits = 0, least = 0) =>
  new Intl.NumberFormat(region, {maximumFractionDigits: digits, minimumFractionDigits: least}).format(value);

/** Milli-points as points: rounded for the eye, or exact with `digits` 3. */
export const points = (mp, digits = 1) => number(mp / 1000, digits, digits);

/** Milli-points with their sign, exact; a true minus sign. */
export function signed(mp, digits = 3) {
  const sign = mp > 0 ? "+" : mp < 0 ? "−" : "";
  return sign + number(Math.abs(mp) / 1000, digits, digits);
}

/** A whole number with its sign. */
export const plus = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + number(Math.abs(value));

/** A share of one in percent. */
export const percent = (share, digits = 0) =>
  new Intl.NumberFormat(region, {style: "percent", maximumFractionDigits: digits}).format(share);

/** A length of time in its two largest units. */
export function duration(ms) {
  const units = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];
  const say = (unit, value, digits = 0) => new Intl.NumberFormat(region,
    {style: "unit", unit, unitDisplay: unit === "day" ? "long" : "short", maximumFractionDigits: digits}).format(value);
  const first = units.findIndex(([, size]) => ms >= size);
  if (first < 0 || first === 3) return say("second", ms / 1000, 1);
  const [unit, size] = units[first], [next, small] = units[first + 1];
  const whole = Math.floor(ms / size), rest = Math.floor((ms % size) / small);
  return rest > 0 ? `${say(unit, whole)} ${say(next, rest)}` : say(unit, whole);
}

const styles = {
  time: {hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"},
  minute: {hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
  date: {day: "numeric", month: "short", year: "numeric"},
  day: {weekday: "long", day: "numeric", month: "long", year: "numeric"},
  both: {day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
  full: {day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"},
  tick: {day: "numeric", month: "short"},
};

/** A time (RFC 3339, or ms) in the reader's zone: `time`, `minute`, `date`, `day`, `both`, `full` or `tick`. */
export const clock = (time, style = "time") => new Intl.DateTimeFormat(region, styles[style]).format(new Date(time));

/** Whole days from now until a time, e.g. "in 12 days". */
export const days = (time) => new Intl.RelativeTimeFormat(language, {numeric: "auto"})
  .format(Math.round((new Date(time) - Date.now()) / 86_400_000), "day");
