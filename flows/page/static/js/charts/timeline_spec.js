/** The label of a tick of time, as an expression of Vega's: bare years where the scale (`years` long) is wide. */
K.charts.yearLabel = (() => {
  const year = "utcyear(datum.value)";
  const written = `${year} > 999 ? '' + ${year} : ${year} > 0 ? 'AD ' + ${year} : (1 - ${year}) + ' BC'`;
  return `years > 8 ? (${written}) : datum.label`;
})();

/** Vega's specification of the timeline: what timeline_lanes measured, an axis of time between the two kinds of dates. */
K.charts.timelineSpec = (width) => {
  const set = (values) => ({
    update: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, typeof value === "object" ? value : { value }]),
    ),
  });
  const colour = "datum.kind === 'rest' ? 'var(--muted)' : 'var(--accent)'";
  const faded = "choosing && !datum.chosen";
  const grid = { scale: "x", orient: "bottom", tickCount: { signal: "max(3, width / 90)" } };
  return {
    width,
    height: 100,
    padding: 0,
    autosize: "none",
    description:
      "A timeline of the dated statements by precision, and under it the documents by day of publication. The same stands in the table under it.",
    signals: [
      { name: "domain", value: [0, 1] },
      { name: "range", value: [0, 1] },
      { name: "axis", value: 50 },
      { name: "choosing", value: false },
      { name: "years", update: "(domain[1] - domain[0]) / 31557600000" },
    ],
    scales: [{ name: "x", type: "utc", domain: { signal: "domain" }, range: { signal: "range" } }],
    data: ["areas", "bars", "dots", "papers"].map((name) => ({ name, values: [] })),
    marks: [
      {
        type: "group",
        encode: set({ width: { signal: "width" }, height: { signal: "axis" } }),
        axes: [
          {
            ...grid,
            grid: true,
            gridOpacity: 0.7,
            labelOverlap: true,
            labelFlush: true,
            labelPadding: 4,
            encode: {
              labels: {
                update: {
                  text: { signal: K.charts.yearLabel },
                },
              },
            },
          },
        ],
        marks: [
          {
            type: "group",
            from: { facet: { name: "outline", data: "areas", groupby: "key" } },
            marks: [
              {
                type: "area",
                from: { data: "outline" },
                encode: set({
                  x: { field: "x" },
                  y: { field: "y" },
                  y2: { field: "bottom" },
                  fill: { signal: colour },
                  fillOpacity: { signal: "datum.kind === 'rest' ? 0.22 : 0.75" },
                }),
              },
            ],
          },
          {
            type: "rect",
            from: { data: "bars" },
            encode: set({
              x: { field: "x" },
              x2: { field: "x2" },
              y: { field: "y" },
              y2: { field: "y2" },
              cornerRadius: 1.5,
              fill: { signal: `${faded} ? 'var(--muted)' : 'var(--accent)'` },
              fillOpacity: { signal: `${faded} ? 0.28 : min(0.9, 0.5 + 0.1 * datum.n)` },
            }),
          },
          {
            type: "symbol",
            from: { data: "dots" },
            encode: set({
              x: { field: "x" },
              y: { field: "y" },
              size: 24,
              fill: { signal: `${faded} ? 'var(--muted)' : 'var(--accent)'` },
              fillOpacity: { signal: `${faded} ? 0.3 : 0.85` },
            }),
          },
        ],
      },
      {
        type: "rule",
        from: { data: "papers" },
        encode: set({
          x: { field: "x" },
          y: { field: "y" },
          y2: { field: "bottom" },
          stroke: "var(--accent-2)",
          strokeWidth: 1,
          strokeOpacity: 0.8,
        }),
      },
      {
        type: "symbol",
        from: { data: "papers" },
        encode: set({
          x: { field: "x" },
          y: { field: "y" },
          shape: "diamond",
          size: { signal: "length(data('papers')) > 120 ? 14 : 42" },
          fill: "var(--panel)",
          stroke: "var(--accent-2)",
          strokeWidth: 1.3,
        }),
      },
    ],
  };
};
