/** A small panel for each publisher: columns of shares by year of publication, laid out in pixels. */
K.charts.namingPanels = (() => {
  const HEAD = 34;
  const FOOT = 22;
  const GAP = 24;

  const total = (sums) => [...sums.values()].reduce((sum, n) => sum + n, 0);

  /** Mentions by publisher, year and tradition; a publisher or year that is not known is null. */
  function counted(chosen) {
    const { usage } = K.data;
    const publishers = new Map();
    for (const i of chosen) {
      const publisher = usage.publisher[i] ?? -1;
      if (!publishers.has(publisher)) publishers.set(publisher, new Map());
      const years = publishers.get(publisher);
      if (!years.has(usage.year[i])) years.set(usage.year[i], new Map());
      const sums = years.get(usage.year[i]);
      sums.set(usage.tradition[i], (sums.get(usage.tradition[i]) ?? 0) + usage.n[i]);
    }
    return publishers;
  }

  function added(into, years) {
    for (const [year, sums] of years) {
      if (!into.has(year)) into.set(year, new Map());
      for (const [tradition, n] of sums) into.get(year).set(tradition, (into.get(year).get(tradition) ?? 0) + n);
    }
    return into;
  }

  const size = (years) => [...years.values()].reduce((sum, sums) => sum + total(sums), 0);
  const title = (publisher) => (publisher < 0 ? "Publisher not known" : K.data.publishers[publisher]);

  /** All together, the largest publishers, and the rest summed: [title, years]. */
  function panels(publishers, most) {
    const ordered = [...publishers].sort((a, b) => size(b[1]) - size(a[1]) || (title(a[0]) < title(b[0]) ? -1 : 1));
    const named = ordered
      .slice(0, ordered.length > most + 1 ? most : ordered.length)
      .map(([publisher, years]) => [title(publisher), years]);
    const rest = ordered.slice(named.length).map(([, years]) => years);
    const all =
      ordered.length > 1
        ? [
            [
              `All ${K.dom.number(ordered.length)} publishers`,
              ordered.map(([, years]) => years).reduce(added, new Map()),
            ],
          ]
        : [];
    const others = rest.length
      ? [[`The other ${K.dom.number(rest.length)} publishers`, rest.reduce(added, new Map())]]
      : [];
    return { panels: [...all, ...named, ...others], others: rest.length };
  }

  /** Where years stand in a panel: a column each from the first to the last, those without a year apart at the end. */
  function columns(publishers, width) {
    const years = [...publishers.values()].flatMap((each) => [...each.keys()]);
    const known = years.filter((year) => year !== null);
    const unknown = known.length < years.length;
    if (!known.length) return { each: Math.min(width, 320), first: null, x: () => 0, last: null };
    const [first, last] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
    const slots = last - first + 1 + (unknown ? 2 : 0);
    const each = Math.min(64, width / slots);
    return {
      each,
      first,
      last,
      x: (year) => (year === null ? (last - first + 2) * each : (year - first) * each),
      unknown,
    };
  }

  const cut = (text, width) =>
    text.length * 6.6 > width ? `${text.slice(0, Math.max(8, Math.floor(width / 6.6) - 1))}…` : text;

  /** One publisher's columns from the left and top of its panel. */
  function panel([publisher, years], left, top, width, high, place) {
    const [cells, words, lines] = [[], [], []];
    const n = size(years);
    const told = K.dom.number(n);
    words.push({
      x: left,
      y: top + 12,
      text: cut(publisher, width - told.length * 7 - 10),
      align: "left",
      fill: "var(--ink)",
      weight: "bold",
    });
    words.push({ x: left + width, y: top + 12, text: told, align: "right", fill: "var(--muted)", weight: "normal" });
    const base = top + HEAD - 12 + high;
    for (const [year, sums] of years)
      column(cells, words, { publisher, year, sums, x: left + place.x(year), each: place.each, base, high });
    lines.push({ x: left, x2: left + width, y: base });
    if (place.first !== null) words.push(...ticks(place, left, base, width));
    if (place.unknown || place.first === null)
      words.push({
        x: left + place.x(null) + (place.first === null ? 0 : place.each / 2),
        y: base + 15,
        text: place.first === null ? "year not known" : "?",
        align: place.first === null ? "left" : "center",
        fill: "var(--muted)",
        weight: "normal",
      });
    return { cells, words, lines };
  }

  function column(cells, words, { publisher, year, sums, x, each, base, high }) {
    const of = total(sums);
    let below = 0;
    for (const { code } of K.data.traditions) {
      const n = sums.get(code);
      if (!n) continue;
      const tall = (n / of) * high;
      const cell = {
        publisher,
        year,
        tradition: code,
        n,
        of,
        x: x + 0.5,
        x2: x + Math.max(each - 0.5, 1.5),
        y: base - below - tall,
        y2: base - below,
      };
      cells.push({ ...cell, fill: `var(--tradition-${code})`, opacity: of < K.charts.FEW ? 0.45 : 1 });
      if (each >= 36 && tall >= 14 && of >= K.charts.FEW)
        words.push({
          x: x + each / 2,
          y: (cell.y + cell.y2) / 2 + 4,
          text: K.charts.share(n, of),
          align: "center",
          fill: "var(--panel)",
          weight: "bold",
        });
      below += tall;
    }
  }

  /** The first and last year, and round years between them where there is room. */
  function ticks({ first, last, x, each }, left, base, width) {
    const room = 34;
    const step = [1, 2, 5, 10, 20, 50, 100].find((years) => years * each >= room) ?? 500;
    const years = [];
    for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.push(year);
    return years.map((year) => ({
      x: Math.max(left + 12, Math.min(left + width - 12, left + x(year) + each / 2)),
      y: base + 15,
      text: String(year),
      align: "center",
      fill: "var(--muted)",
      weight: "normal",
    }));
  }

  return (chosen, width) => {
    const publishers = counted(chosen);
    const { panels: all, others } = panels(publishers, width < 520 ? 6 : 10);
    const across = Math.min(all.length, width < 520 ? 1 : width < 900 ? 2 : 3);
    const wide = (width - GAP * (across - 1)) / across;
    const place = columns(publishers, wide);
    const high = place.first !== null && all.length === 1 ? 150 : across === 1 ? 72 : 84;
    const row = HEAD + high + FOOT;
    const parts = all.map((each, i) =>
      panel(each, (i % across) * (wide + GAP), Math.floor(i / across) * row, wide, high, place),
    );
    return {
      cells: parts.flatMap(({ cells }) => cells),
      words: parts.flatMap(({ words }) => words),
      lines: parts.flatMap(({ lines }) => lines),
      height: Math.ceil(all.length / across) * row,
      others,
    };
  };
})();

/** Vega's specification of the panels that are laid out above. */
K.charts.namingSpec = (width) => {
  const { laidOut, shows } = K.charts;
  const description =
    "For each publisher the shares of the naming traditions by year of publication. The same stands in the table under it.";
  return {
    ...laidOut(width, description, ["cells", "words", "lines"]),
    marks: [
      {
        type: "rect",
        from: { data: "cells" },
        encode: shows(["x", "x2", "y", "y2", "fill"], { fillOpacity: { field: "opacity" } }),
      },
      { type: "rule", from: { data: "lines" }, encode: shows(["x", "x2", "y"], { stroke: "var(--line)" }) },
      {
        type: "text",
        from: { data: "words" },
        encode: shows(["x", "y", "text", "align", "fill"], { fontSize: 11.5, fontWeight: { field: "weight" } }),
      },
    ],
  };
};
