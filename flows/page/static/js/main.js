/** The parts put in their places, and told of every change. */
(() => {
  const at = (id) => document.getElementById(id);
  const { data, store } = K;

  const select = at("language");
  select.append(
    K.dom.make("option", { value: "label", text: "Neutral labels" }),
    ...data.languages.map(({ code, name, english }) => K.dom.make("option", { value: code, lang: code, text: name === english ? name : `${name} (${english})` })),
  );
  select.addEventListener("change", () => store.set({ language: select.value }));

  const theme = K.theme.mount(at("theme"));
  const told = K.told.mount({ words: at("chosen"), clear: at("clear") });
  const places = K.places.mount({ search: at("place-search"), list: at("places"), more: at("more-places"), words: at("places-told") });
  const place = K.place.mount({ list: at("place-list"), card: at("place-card"), scroll: at("place-scroll") });
  const window_ = K.window.mount({ from: at("from"), to: at("to"), words: at("window-told") });
  const statements = K.statements.mount({ table: at("statements-table"), search: at("statement-search"), words: at("meaning"), values: at("values"), printed: at("printed") });
  K.export.mount(at("export"));
  for (const button of document.querySelectorAll("[data-copies]")) K.copy.mount(button);
  for (const name of ["years", "naming", "figures"]) K.alternatives.mount(at(`${name}-table`), K.alternatives[name]);

  let speaking = 0;
  /** The number that is left, said once the reader pauses. */
  function say() {
    clearTimeout(speaking);
    speaking = setTimeout(() => (at("status").textContent = at("chosen").textContent), 500);
  }

  const any = (changed, ...names) => names.some((name) => changed.has(name));
  function show(changed, first = false) {
    select.value = store.get().language;
    if (any(changed, "theme")) theme();
    if (any(changed, "from", "to", "place", "query", "language")) {
      told();
      statements(changed);
      if (!first) say();
    }
    if (any(changed, "from", "to", "query", "language")) places();
    if (any(changed, "place", "language")) place();
    if (any(changed, "from", "to")) window_();
  }
  show(new Set(["from", "to", "place", "query", "language", "theme"]), true);
  store.subscribe((_state, changed) => show(changed));

  const charts = [["map", "map"], ["timeline", "timeline"], ["naming", "naming"], ["figures", "figures-chart"]];
  Promise.allSettled(charts.map(([name, id]) => K.charts[name](at(id)))).then(() => (document.documentElement.dataset.ready = ""));
})();
