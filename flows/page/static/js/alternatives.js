/** What the charts show, as tables: for those who read rather than look. */
K.alternatives = (() => {
  const { make, number } = K.dom;
  const { data } = K;

  function table(caption, heads, rows) {
    const cell = (value, i) => make(i ? "td" : "th", { scope: i ? null : "row", class: typeof value === "number" ? "number" : null }, typeof value === "number" ? number(value) : value);
    return make(
      "table",
      {},
      make("caption", { text: caption }),
      make("thead", {}, make("tr", {}, ...heads.map((text, i) => make("th", { scope: "col", class: typeof rows[0]?.[i] === "number" ? "number" : null, text })))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))),
    );
  }

  /** Mentions by publisher and the tradition of the name used, of the chosen place where one is. */
  function naming() {
    const { usage, publishers, traditions } = data;
    const { place } = K.store.get();
    const sums = publishers.map(() => new Map());
    const none = new Map();
    for (let i = 0; i < usage.n.length; i++) {
      if (place !== null && usage.place[i] !== place) continue;
      const sum = sums[usage.publisher[i]] ?? none;
      sum.set(usage.tradition[i], (sum.get(usage.tradition[i]) ?? 0) + usage.n[i]);
    }
    const used = traditions.filter(({ code }) => [...sums, none].some((sum) => sum.has(code)));
    const row = (name, sum) => [make("bdi", { text: name }), ...used.map(({ code }) => sum.get(code) ?? 0)];
    const rows = publishers.map((name, i) => row(name, sums[i])).concat(none.size ? [row("publisher not known", none)] : []);
    return table(`Mentions of ${place === null ? "places" : "the place chosen"} by publisher and by the tradition of the name that is used`, ["Publisher", ...used.map(({ title }) => title)], rows);
  }

  /** Every figure of the statements that are chosen, up to a number that can be read. */
  function figures() {
    const { figures: all, kinds, documents } = data;
    const titles = new Map(kinds.map(({ code, title }) => [code, title]));
    const chosen = new Set(K.filter.statements());
    const order = [...all.kind.keys()].filter((i) => chosen.has(all.statement[i])).sort((a, b) => (all.start[a] ?? Infinity) - (all.start[b] ?? Infinity) || a - b);
    const rows = order.slice(0, 500).map((i) => [
      titles.get(all.kind[i]) ?? all.kind[i],
      K.evidence.amount(i),
      make("bdi", { text: all.group[i] ?? "" }),
      all.start[i] === null && all.end[i] === null ? "no date" : K.dates.span(all.start[i], all.end[i]),
      make("q", {}, make("bdi", { text: all.surface[i] })),
      K.dom.link(documents.url[all.document[i]], documents.id[all.document[i]]),
    ]);
    const more = order.length > rows.length ? `, the first ${number(rows.length)} of ${number(order.length)}` : "";
    const what = K.store.narrowed() ? "Figures of the statements chosen" : "Figures";
    return table(`${what} by the date they are said to be of${more}`, ["Kind", "Value", "Whom it counts", "Date", "Words", "Document"], rows);
  }

  /** Statements by the year they speak of, and documents by the year they were published; the window does not narrow them. */
  function years() {
    const { place, query } = K.store.get();
    const chosen = K.filter.spanCounts();
    const spoken = new Map();
    const published = new Map();
    const add = (map, year, n) => map.set(year, (map.get(year) ?? 0) + n);
    data.spans.n.forEach((_, i) => {
      const [start, end] = [data.spans.start[i] ?? data.spans.end[i], data.spans.end[i] ?? data.spans.start[i]];
      if (start === null || !chosen[i]) return;
      const [first, last] = [K.dates.year(start), K.dates.year(end)];
      add(spoken, first === last ? String(first) : `${first} – ${last}`, chosen[i]);
    });
    data.published.day.forEach((day, i) => add(published, String(K.dates.year(day)), data.published.n[i]));
    const keys = [...new Set([...spoken.keys(), ...published.keys()])].sort((a, b) => parseInt(a, 10) - parseInt(b, 10) || a.length - b.length);
    const what = place !== null || query ? "Statements chosen" : "Statements";
    return table(`${what} by the years they speak of, and documents by the year in which they were published`, ["Years", "Statements about them", "Documents published"], keys.map((key) => [key, spoken.get(key) ?? 0, published.get(key) ?? 0]));
  }

  /** A table is made while its <details> is open, anew whenever something else is chosen. */
  function mount(details, make_) {
    const show = () => details.open && details.querySelector(".wide").replaceChildren(make_());
    details.addEventListener("toggle", show);
    K.store.subscribe(K.charts.settle(show, 150));
  }
  return { mount, naming, figures, years };
})();
