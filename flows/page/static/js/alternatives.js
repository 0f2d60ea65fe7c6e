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

  /** Mentions by publisher and the tradition of the name used. */
  function naming() {
    const { usage, publishers, traditions } = data;
    const sums = publishers.map(() => new Map());
    const none = new Map();
    for (let i = 0; i < usage.n.length; i++) {
      const sum = sums[usage.publisher[i]] ?? none;
      sum.set(usage.tradition[i], (sum.get(usage.tradition[i]) ?? 0) + usage.n[i]);
    }
    const used = traditions.filter(({ code }) => [...sums, none].some((sum) => sum.has(code)));
    const row = (name, sum) => [make("bdi", { text: name }), ...used.map(({ code }) => sum.get(code) ?? 0)];
    const rows = publishers.map((name, i) => row(name, sums[i])).concat(none.size ? [row("publisher not known", none)] : []);
    return table("Mentions of places by publisher and by the tradition of the name that is used", ["Publisher", ...used.map(({ title }) => title)], rows);
  }

  /** Every figure the page holds, up to a number that can be read. */
  function figures() {
    const { figures: all, kinds, documents } = data;
    const titles = new Map(kinds.map(({ code, title }) => [code, title]));
    const order = all.kind.map((_, i) => i).sort((a, b) => (all.start[a] ?? Infinity) - (all.start[b] ?? Infinity) || a - b);
    const rows = order.slice(0, 500).map((i) => [
      titles.get(all.kind[i]) ?? all.kind[i],
      K.evidence.amount(i),
      make("bdi", { text: all.group[i] ?? "" }),
      all.start[i] === null && all.end[i] === null ? "no date" : K.dates.span(all.start[i], all.end[i]),
      make("q", {}, make("bdi", { text: all.surface[i] })),
      K.dom.link(documents.url[all.document[i]], documents.id[all.document[i]]),
    ]);
    const more = all.kind.length > 500 ? `, the first 500 of ${number(all.kind.length)}` : "";
    return table(`Figures by the date they are said to be of${more}`, ["Kind", "Value", "Whom it counts", "Date", "Words", "Document"], rows);
  }

  /** Statements by the year they speak of, and documents by the year they were published. */
  function years() {
    const spoken = new Map();
    const published = new Map();
    const add = (map, year, n) => map.set(year, (map.get(year) ?? 0) + n);
    data.spans.n.forEach((n, i) => {
      const [start, end] = [data.spans.start[i] ?? data.spans.end[i], data.spans.end[i] ?? data.spans.start[i]];
      if (start === null) return;
      const [first, last] = [K.dates.year(start), K.dates.year(end)];
      add(spoken, first === last ? String(first) : `${first} – ${last}`, n);
    });
    data.published.day.forEach((day, i) => add(published, String(K.dates.year(day)), data.published.n[i]));
    const keys = [...new Set([...spoken.keys(), ...published.keys()])].sort((a, b) => parseInt(a, 10) - parseInt(b, 10) || a.length - b.length);
    return table("Statements by the years they speak of, and documents by the year in which they were published", ["Years", "Statements about them", "Documents published"], keys.map((key) => [key, spoken.get(key) ?? 0, published.get(key) ?? 0]));
  }

  /** A table is made when its <details> is first opened. */
  function mount(details, make_) {
    details.addEventListener("toggle", () => {
      if (details.open && !details.querySelector("table")) details.querySelector(".wide").append(make_());
    });
  }
  return { mount, naming, figures, years };
})();
