// Where one is: `#/view/part/part?name=value`. Parts are encoded, so that no name can lead elsewhere.

/** The address of a view, e.g. link("places", "depot/bay", "gate"). */
export function link(...parts) {
  const query = typeof parts.at(-1) === "object" ? parts.pop() : {};
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return `#/${parts.map(encodeURIComponent).join("/")}${search.size > 0 ? `?${search}` : ""}`;
}

/** What the address bar says: the view's name, its parts and its query. */
export function here() {
  const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").map((part) => { try { return decodeURIComponent(part); } catch { return ""; } });
  return {name: parts[0], parts: parts.slice(1), query: Object.fromEntries(new URLSearchParams(search ?? ""))};
}
