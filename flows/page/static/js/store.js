/** What the reader has chosen. It stands in the address after "#", so that a view can be linked to. */
K.store = (() => {
  const listeners = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (dark.matches ? "dark" : "light");
  const state = { from: null, to: null, place: null, language: "label", query: "", theme: preferred() };
  let themed = false; // whether the reader chose the theme

  /** Keep only what the data knows: the address may say anything. */
  function known(values) {
    const right = {};
    const places = K.data.places.id.length;
    const day = (value) => (Number.isInteger(value) ? value : null);
    if ("from" in values) right.from = day(values.from);
    if ("to" in values) right.to = day(values.to);
    if ("place" in values) right.place = Number.isInteger(values.place) && values.place >= 0 && values.place < places ? values.place : null;
    if ("language" in values) right.language = K.data.languages.some((each) => each.code === values.language) ? values.language : "label";
    if ("query" in values) right.query = String(values.query ?? "").slice(0, 200);
    if ("theme" in values) right.theme = values.theme === "dark" ? "dark" : "light";
    const from = "from" in right ? right.from : state.from;
    const to = "to" in right ? right.to : state.to;
    if (from !== null && to !== null && from > to) [right.from, right.to] = [to, from];
    return right;
  }

  function fragment() {
    const said = new URLSearchParams();
    if (state.from !== null) said.set("from", K.dates.format(state.from));
    if (state.to !== null) said.set("to", K.dates.format(state.to));
    if (state.place !== null) said.set("place", K.data.places.id[state.place]);
    if (state.language !== "label") said.set("lang", state.language);
    if (state.query) said.set("q", state.query);
    if (themed) said.set("theme", state.theme);
    return said.toString();
  }

  function parsed(text) {
    const said = new URLSearchParams(text);
    const place = K.data.places.id.indexOf(said.get("place"));
    const values = {
      from: K.dates.parse(said.get("from")),
      to: K.dates.parse(said.get("to")),
      place: place < 0 ? null : place,
      language: said.get("lang") ?? "label",
      query: said.get("q") ?? "",
    };
    if (said.has("theme")) values.theme = said.get("theme");
    return values;
  }

  function remember() {
    const said = fragment();
    try {
      history.replaceState(null, "", said ? `#${said}` : location.pathname + location.search);
    } catch {
      // an address that cannot be changed (some browsers, for files) costs the link, not the view
    }
  }

  function change(values) {
    const changed = new Set();
    for (const [name, value] of Object.entries(known(values))) {
      if (state[name] === value) continue;
      state[name] = value;
      changed.add(name);
    }
    return changed;
  }

  function tell(changed) {
    if (!changed.size) return;
    for (const listener of listeners) listener({ ...state }, changed);
  }

  function set(values) {
    if ("theme" in values) themed = true;
    const changed = change(values);
    if (changed.size) remember();
    tell(changed);
  }

  if (location.hash.includes("=")) {
    const values = parsed(location.hash.slice(1));
    themed = "theme" in values;
    change(values);
  }
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return remember(); // a jump within the page: the choices stay
    const values = parsed(location.hash.slice(1));
    themed = themed || "theme" in values;
    tell(change(values));
  });
  dark.addEventListener("change", () => {
    if (!themed) tell(change({ theme: preferred() }));
  });

  return {
    /** @returns {{from: number|null, to: number|null, place: number|null, language: string, query: string, theme: string}} */
    get: () => ({ ...state }),
    set,
    /** @param {function(Object, Set<string>): void} listener called with the state and the names of what changed */
    subscribe: (listener) => listeners.push(listener),
    /** Whether anything narrows what is shown. */
    narrowed: () => state.from !== null || state.to !== null || state.place !== null || state.query !== "",
  };
})();
