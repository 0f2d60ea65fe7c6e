/** Figures as the chart draws them. */

/** What may share an axis: a kind in one unit. [{title, unit, axis, of: [figure…]}], most figures first. */
K.charts.figureGroups = () => {
  const { figures, kinds } = K.data;
  const found = new Map();
  figures.kind.forEach((kind, i) => {
    if (figures.low[i] === null && figures.high[i] === null) return;
    const key = `${kind} ${figures.unit[i] ?? ""}`;
    if (!found.has(key)) found.set(key, { kind, unit: figures.unit[i], of: [] });
    found.get(key).of.push(i);
  });
  const order = new Map(kinds.map(({ code }, i) => [code, i]));
  return [...found.values()]
    .map((each) => {
      const title = K.charts.plain(K.charts.title(kinds, each.kind).replaceAll("_", " "));
      const unit = each.unit && each.unit !== "people" && each.unit !== each.kind ? each.unit : "";
      return {
        ...each,
        title: unit ? `${title}, ${unit}` : title,
        axis: each.unit === "percent" ? "percent" : (each.unit ?? ""),
      };
    })
    .sort((a, b) => (order.get(a.kind) ?? 99) - (order.get(b.kind) ?? 99) || b.of.length - a.of.length);
};

/** @returns {{rows: Object[], values: number[]}} in days and units, `shape` telling which bounds are open */
K.charts.figureRows = (dated, domain, chosen) => {
  const { figures } = K.data;
  const values = [];
  const rows = dated.map(([i, start, end]) => {
    const [low, high] = [figures.low[i], figures.high[i]];
    for (const value of [low, high]) if (value !== null) values.push(value);
    const [from, to] = [Math.max(start, domain[0]), Math.min(end, domain[1])];
    return {
      figure: i,
      from: from * 864e5,
      to: (to + 1) * 864e5,
      x: ((from + to + 1) / 2) * 864e5,
      low: low ?? high,
      high: high ?? low,
      shape: low === null ? "down" : high === null ? "up" : low === high ? "point" : "range",
      hollow: Boolean(figures.approximate[i]),
      faded: !chosen(i),
      same: 1,
    };
  });
  return { rows: rows.sort((a, b) => b.faded - a.faded), values };
};

/** A scale of values: steps of ten where they differ by more than a hundred times, nothing (`zero`) below the least. */
K.charts.figureScale = (values, unit) => {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (unit === "percent" && least >= 0 && most <= 100) return { least: 0, most: 100, log: false, zero: false };
  const some = values.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
  if (least < 0 || !(most / some > 100))
    return { least: Math.min(0, least), most: most > 0 ? most * 1.08 : 1, log: false, zero: false };
  const zero = least <= 0;
  return {
    least: Math.floor(Math.log10(some)) - (zero ? 1 : 0),
    most: Math.ceil(Math.log10(most) + 0.05),
    log: true,
    zero,
  };
};

/** The rows at the height where they stand on a scale. */
K.charts.figureHeights = (rows, { log, least }) => {
  const height = (value) => (value > 0 ? Math.log10(value) : least);
  return log ? rows.map((row) => ({ ...row, low: height(row.low), high: height(row.high) })) : rows;
};

/** Of figures that would be drawn upon each other one is, and says how many they are. */
K.charts.figureMerged = (rows, { domain, scale, width, height }) => {
  if (rows.length < 400) return rows;
  const point = (row) => {
    const share = (value) => (value - scale.least) / (scale.most - scale.least);
    const x = Math.round((((row.x / 864e5 - domain[0]) / (domain[1] - domain[0])) * width) / 5);
    return [
      x,
      Math.round((share(row.low) * height) / 4),
      Math.round((share(row.high) * height) / 4),
      row.shape,
      row.hollow,
      row.faded,
    ].join();
  };
  const kept = new Map();
  for (const row of rows) {
    const key = point(row);
    if (kept.has(key)) kept.get(key).same++;
    else kept.set(key, { ...row });
  }
  return [...kept.values()];
};

/** What the signs of the chart mean. */
K.charts.figureKey = () => {
  const drawing = (...shapes) =>
    K.dom.drawn(
      "svg",
      { width: 14, height: 20, viewBox: "0 0 14 20", class: "chart-sign", "aria-hidden": "true" },
      ...shapes.map(([name, attributes]) => K.dom.drawn(name, attributes)),
    );
  const dot = (more = {}) => ["circle", { cx: 7, cy: 10, r: 4, ...more }];
  const entry = (text, ...shapes) => K.dom.make("li", {}, drawing(...shapes), text);
  return K.dom.make(
    "ul",
    { class: "chart-legend" },
    entry("one value", dot()),
    entry("from – to", ["path", { d: "M7 3V17M3 3H11M3 17H11" }]),
    entry("at least", ["path", { d: "M7 15V3M3.5 7L7 2.5L10.5 7" }], dot({ cy: 15 })),
    entry("at most", ["path", { d: "M7 5V17M3.5 13L7 17.5L10.5 13" }], dot({ cy: 5 })),
    entry("approximate", dot({ class: "chart-hollow" })),
  );
};
