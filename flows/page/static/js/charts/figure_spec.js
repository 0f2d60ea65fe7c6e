/** Vega's specification of the figures: values up, time across. */
K.charts.figureSpec = (width) => {
  const ink = { signal: "datum.faded ? 'var(--muted)' : 'var(--accent)'" };
  const opacity = (strong, weak) => ({ signal: `datum.faded ? ${weak} : ${strong}` });
  const y = (field) => ({ scale: "y", field });
  const [up, down] = ["datum.shape === 'up'", "datum.shape === 'down'"];
  const arrow = `${up} ? -18 : ${down} ? 18 : 0`;
  const number = "(log ? pow(10, datum.value) : datum.value)";
  const short = `${number} >= 1e6 ? format(${number} / 1e6, ',') + ' million' : format(${number}, ',')`;
  const written = `log && datum.value % 1 ? '' : zero && datum.value <= least ? '0' : ${short}`;
  const rule = (encode) => ({ type: "rule", from: { data: "rows" }, encode: { update: { stroke: ink, ...encode } } });
  return {
    width,
    height: 380,
    padding: { left: 4, right: 6, top: 8, bottom: 4 },
    autosize: { type: "fit", contains: "padding" },
    description:
      "The figures reported, by date: a point, a line from low to high, or an arrow where one bound is open. The same stands in the table under it.",
    signals: [
      { name: "domain", value: [0, 1] },
      { name: "least", value: 1 },
      { name: "most", value: 10 },
      { name: "log", value: false },
      { name: "zero", value: false },
      { name: "unit", value: "" },
      { name: "years", update: "(domain[1] - domain[0]) / 31557600000" },
    ],
    data: [{ name: "rows", values: [] }],
    scales: [
      { name: "x", type: "utc", domain: { signal: "domain" }, range: "width" },
      // Vega's scales do not change their type: where steps are tens, the rows come as powers of ten
      { name: "y", type: "linear", domain: { signal: "[least, most]" }, range: "height", nice: { signal: "!log" } },
    ],
    axes: [
      {
        scale: "x",
        orient: "bottom",
        tickCount: { signal: "max(3, width / 90)" },
        labelOverlap: true,
        labelFlush: true,
        encode: { labels: { update: { text: { signal: K.charts.yearLabel } } } },
      },
      {
        scale: "y",
        orient: "left",
        grid: true,
        gridOpacity: 0.8,
        domain: false,
        ticks: false,
        labelOverlap: true,
        tickCount: { signal: "log ? min(8, most - least) : 6" },
        title: { signal: "unit" },
        titleAngle: 0,
        titleAlign: "left",
        titleAnchor: "end",
        titleX: 0,
        titleY: -6,
        encode: { labels: { update: { text: { signal: written } } } },
      },
    ],
    marks: [
      rule({
        x: { scale: "x", field: "from" },
        x2: { scale: "x", field: "to" },
        y: { signal: "(scale('y', datum.low) + scale('y', datum.high)) / 2" },
        strokeWidth: { value: 1.5 },
        strokeOpacity: opacity(0.28, 0.08),
      }),
      rule({
        x: { scale: "x", field: "x" },
        y: { ...y("low"), offset: { signal: arrow } },
        y2: y("high"),
        strokeWidth: { value: 2 },
        strokeOpacity: opacity(0.85, 0.2),
        strokeDash: { signal: "datum.hollow ? [3, 2] : []" },
      }),
      ...["low", "high"].map((bound) =>
        rule({
          x: { scale: "x", field: "x", offset: -4 },
          x2: { scale: "x", field: "x", offset: 4 },
          y: y(bound),
          strokeWidth: { value: 2 },
          strokeOpacity: { signal: "datum.shape !== 'range' ? 0 : datum.faded ? 0.2 : 0.85" },
        }),
      ),
      {
        type: "symbol",
        from: { data: "rows" },
        encode: {
          update: {
            x: { scale: "x", field: "x" },
            y: { ...y("low"), offset: { signal: arrow } },
            shape: { signal: `${down} ? 'triangle-down' : 'triangle-up'` },
            size: { signal: `${up} || ${down} ? 40 : 0` },
            fill: ink,
            fillOpacity: opacity(0.85, 0.2),
          },
        },
      },
      {
        type: "symbol",
        from: { data: "rows" },
        encode: {
          update: {
            x: { scale: "x", field: "x" },
            y: {
              signal:
                "datum.shape === 'range' ? (scale('y', datum.low) + scale('y', datum.high)) / 2 : scale('y', datum.low)",
            },
            size: { signal: "datum.shape === 'range' ? 40 : min(220, 44 + 6 * (datum.same - 1))" },
            fill: { signal: "datum.hollow ? 'var(--panel)' : datum.faded ? 'var(--muted)' : 'var(--accent)'" },
            fillOpacity: { signal: "datum.shape === 'range' ? 0 : datum.hollow ? 1 : datum.faded ? 0.2 : 0.75" },
            stroke: ink,
            strokeWidth: { value: 1.6 },
            strokeOpacity: { signal: "datum.shape === 'range' ? 0 : datum.faded ? 0.3 : 1" },
          },
        },
      },
    ],
  };
};
