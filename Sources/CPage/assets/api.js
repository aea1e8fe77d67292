// The program's API. Who asks is told by a token in a header; it lies in this tab's memory alone, never in a cookie or an address.

const base = "/api/v1";

/** What went wrong, in words for people: `title`, `detail` and `mend` (RFC 9457); `problems` of a file. */
export class Problem extends Error {
  constructor(status, problem = {}) {
    super(problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.detail = problem.detail ?? "";
    this.mend = problem.mend ?? "";
    this.problems = problem.problems ?? [];
  }
}

/** The steward's token, kept until the tab is closed. */
export const token = {
  get: () => sessionStorage.getItem("token"),
  set: (value) => (value ? sessionStorage.setItem("token", value) : sessionStorage.removeItem("token")),
};

/** A path of the API from its parts, each encoded; a source (`site/camera`) gives two. */
export const path = (...parts) =>
  parts.flatMap((part, i) => (i > 0 && parts[0] === "places" && i === 1 ? String(part).split("/") : [part]))
    .map((part) => `/${encodeURIComponent(part)}`).join("");

function address(path, query) {
  const search = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== "" && value != null));
  return base + path + (search.size > 0 ? `?${search}` : "");
}

async function send(path, {query, signal, headers, ...rest} = {}) {
  const held = token.get();
  const answer = await fetch(address(path, query), {
    credentials: "omit", redirect: "error", cache: "no-store", signal, ...rest,
    headers: {...headers, ...(held ? {Authorization: `Bearer ${held}`} : {})},
  }).catch((error) => { throw error.name === "AbortError" ? error : new Problem(0); });
  if (answer.ok) return answer;
  throw new Problem(answer.status, await answer.json().catch(() => ({})));
}

/** GET as JSON. */
export const get = async (path, options) => (await send(path, options)).json();

const posted = (body, type = "application/json") => ({
  method: "POST", headers: {"Content-Type": type}, body: type === "application/json" ? JSON.stringify(body) : body,
});

/** POST of JSON (or of a text with its type), answered by JSON. */
export async function post(path, body, type) {
  const answer = await send(path, posted(body, type));
  return answer.status === 204 ? null : answer.json();
}

/** POST that is answered by a picture: its bytes and the headers beside them. */
export async function picture(path, body) {
  const answer = await send(path, posted(body));
  return {blob: await answer.blob(), headers: answer.headers};
}

/** All items of a list up to `most`, page by page. */
export async function all(path, query = {}, most = 2000, signal) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, {query: {limit: Math.min(500, most), ...query, cursor}, signal});
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < most);
  return items;
}

const pause = (ms, signal) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  signal.addEventListener("abort", () => { clearTimeout(timer); done(); }, {once: true});
});

/**
 * Follows the stream of events until `signal` aborts. A lost connection is taken up behind the last entry that came, so nothing
 * is missed and nothing told twice. (EventSource cannot send a token.) `told` gets {kind, id, data}, `state` "live" or "away".
 */
export async function follow(told, state, signal, from) {
  let last = from, wait = 1000;
  while (!signal.aborted) {
    const silence = new AbortController();
    const stop = () => silence.abort();
    signal.addEventListener("abort", stop, {once: true});
    let timer = setTimeout(stop, 45_000);
    try {
      const headers = {Accept: "text/event-stream", ...(last == null ? {} : {"Last-Event-ID": String(last)})};
      const answer = await send("/stream", {signal: silence.signal, headers});
      state("live");
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(stop, 45_000);
        const blocks = (rest + part.value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const message = read(block);
          if (message.id !== undefined) last = message.id;
          if (message.retry) wait = message.retry;
          if (message.data !== undefined) told(message);
        }
      }
    } catch (error) {
      if (error instanceof Problem && [401, 403].includes(error.status)) { state("refused"); return; }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
    if (!signal.aborted) { state("away"); await pause(wait, signal); }
  }
}

/** One message of server-sent events. */
function read(block) {
  const message = {kind: "message"}, data = [];
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at === 0) continue;
    const name = at < 0 ? line : line.slice(0, at), value = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "id") message.id = value;
    else if (name === "event") message.kind = value;
    else if (name === "retry") message.retry = Number(value);
  }
  if (data.length > 0) message.data = JSON.parse(data.join("\n"));
  return message;
}
