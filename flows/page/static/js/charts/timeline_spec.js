/** The label of a tick of time, as an expression of Vega's: bare years where the scale (`years` long) is wide. */
K.charts.yearLabel = (() => {
  const year = "utcyear(datum.value)";
  const written = `${year} > 999 ? '' + ${year} : ${year} > 0 ? 'AD ' + ${year} : (1 - ${year}) + ' BC'`;
  return `years > 8 ? (${written}) : datum.label`;
})();

/** Vega's specification of the timeline: what timeline_lanes measured, an axis of time between the two kinds of dates. */
K.charts.timelineSpec = (width) => {
  const { laidOut, shows } = K.charts;
  const colour = "datum.kind === 'rest' ? 'var(--muted)' : 'var(--accent)'";
  const faded = "choosing && !datum.chosen";
  const fill = { signal: `${faded} ? 'var(--muted)' : 'var(--accent)'` };
  const description =
    "A timeline of the dated statements by precision, and under it the documents by day of publication. The same stands in the table under it.";
  return {
    ...laidOut(width, description, ["areas", "bars", "dots", "papers"]),
    signals: [
      { name: "domain", value: [0, 1] },
      { name: "range", value: [0, 1] },
      { name: "axis", value: 50 },
      { name: "choosing", value: false },
      { name: "years", update: "(domain[1] - domain[0]) / 31557600000" },
    ],
    scales: [{ name: "x", type: "utc", domain: { signal: "domain" }, range: { signal: "range" } }],
    marks: [
      {
        type: "group",
        encode: shows([], { width: { signal: "width" }, height: { signal: "axis" } }),
        axes: [
          {
            scale: "x",
            orient: "bottom",
            tickCount: { signal: "max(3, width / 90)" },
            grid: true,
            gridOpacity: 0.7,
            labelOverlap: true,
            labelFlush: true,
            labelPadding: 4,
            encode: { labels: { update: { text: { signal: K.charts.yearLabel } } } },
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
                encode: shows(["x", "y"], {
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
            encode: shows(["x", "x2", "y", "y2"], {
              cornerRadius: 1.5,
              fill,
              fillOpacity: { signal: `${faded} ? 0.28 : min(0.9, 0.5 + 0.1 * datum.n)` },
            }),
          },
          {
            type: "symbol",
            from: { data: "dots" },
            encode: shows(["x", "y"], { size: 24, fill, fillOpacity: { signal: `${faded} ? 0.3 : 0.85` } }),
          },
        ],
      },
      {
        type: "rule",
        from: { data: "papers" },
        encode: shows(["x", "y"], {
          y2: { field: "bottom" },
          stroke: "var(--accent-2)",
          strokeWidth: 1,
          strokeOpacity: 0.8,
        }),
      },
      {
        type: "symbol",
        from: { data: "papers" },
        encode: shows(["x", "y"], {
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
