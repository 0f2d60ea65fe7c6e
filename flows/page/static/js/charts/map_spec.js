/** Vega's specification of the map: the base in layers, circles, and labels that do not overlap. */
K.charts.mapSpec = (camera, width, height) => {
  const layer = (name) => K.base.features.filter((each) => each.properties.layer === name);
  const shape = (data, encode, more = {}) => ({
    type: "shape",
    from: { data },
    interactive: false,
    encode: {
      update: Object.fromEntries(
        Object.entries(encode).map(([key, value]) => [key, typeof value === "object" ? value : { value }]),
      ),
    },
    transform: [{ type: "geoshape", projection: "mercator" }],
    ...more,
  });
  const chosen = "datum.place === selected";
  const dated = K.charts.dated();
  return {
    width,
    height,
    padding: 0,
    autosize: "none",
    description:
      "A map of the South Caucasus with the places that the statements name. The list of places has the same as text.",
    signals: [
      ...Object.entries({ scale: camera.state.scale, tx: camera.state.x, ty: camera.state.y }).map(([name, value]) => ({
        name,
        value,
      })),
      { name: "most", value: 1 },
      { name: "largest", value: width < 560 ? 20 : 28 },
      { name: "selected", value: -1 },
      { name: "oblast", value: true },
      // the dated line's label, where there is room for so many words
      { name: "written", update: "oblast && width > 560 && scale > 7000" },
      { name: "rivers", value: true },
    ],
    projections: [
      {
        name: "mercator",
        type: "mercator",
        scale: { signal: "scale" },
        translate: [{ signal: "tx" }, { signal: "ty" }],
        precision: 0,
        clipExtent: { signal: "[[-20, -20], [width + 20, height + 20]]" },
      },
    ],
    data: [
      ...["land", "lake", "river", "coast", "border", "oblast"].map((name) => ({ name, values: layer(name) })),
      {
        name: "dated",
        values: dated ? [{ label: dated, ...K.charts.top(layer("oblast")) }] : [],
        transform: K.charts.onMap,
      },
      { name: "countries", values: [], transform: K.charts.onMap },
      { name: "places", values: [], transform: K.charts.onMap },
      { name: "labels", values: [], transform: K.charts.onMap },
      { name: "sizes", values: [] },
    ],
    marks: [
      {
        type: "group",
        clip: true,
        encode: {
          update: { width: { signal: "width" }, height: { signal: "height" }, fill: { value: "var(--water)" } },
        },
        marks: [
          shape("land", { fill: "var(--land)", stroke: "var(--land)", strokeWidth: 0.6 }),
          shape("lake", { fill: "var(--water)" }),
          shape("river", {
            stroke: "color-mix(in srgb, var(--water), var(--accent-2) 30%)",
            strokeWidth: 1,
            strokeOpacity: { signal: "rivers ? 1 : 0" },
            strokeCap: "round",
          }),
          shape("border", { stroke: "var(--border)", strokeWidth: 1.1, strokeJoin: "round" }),
          shape("oblast", {
            stroke: "var(--muted)",
            strokeWidth: 1.1,
            strokeDash: { value: [5, 4] },
            strokeOpacity: { signal: "oblast ? 0.9 : 0" },
          }),
          {
            type: "text",
            name: "states",
            from: { data: "countries" },
            encode: {
              update: {
                x: { field: "x" },
                y: { field: "y" },
                text: { signal: "split(datum.label, ' / ')" },
                lineHeight: { value: 16 },
                align: { value: "center" },
                baseline: { value: "middle" },
                fontSize: { value: 13 },
                fill: { value: "var(--muted)" },
                fillOpacity: { signal: `${chosen} ? 1 : 0.8` },
                fontWeight: { signal: `${chosen} ? 'bold' : 'normal'` },
              },
            },
          },
          {
            type: "text",
            name: "line",
            from: { data: "dated" },
            interactive: false,
            encode: {
              update: {
                x: { field: "x" },
                y: { field: "y" },
                dy: { value: -5 },
                text: { field: "label" },
                align: { value: "center" },
                fontSize: { value: 10 },
                fontStyle: { value: "italic" },
                fill: { value: "var(--muted)" },
                opacity: { signal: "written ? 1 : 0" },
              },
            },
          },
          {
            type: "symbol",
            name: "dots",
            from: { data: "places" },
            encode: {
              update: {
                x: { field: "x" },
                y: { field: "y" },
                size: { signal: K.charts.mapSize },
                fill: { signal: "datum.area ? 'transparent' : 'var(--accent)'" },
                fillOpacity: { signal: `${chosen} ? 0.95 : selected >= 0 ? 0.3 : 0.55` },
                stroke: { signal: `${chosen} ? 'var(--ink)' : datum.area ? 'var(--accent)' : 'var(--panel)'` },
                strokeWidth: { signal: `${chosen} ? 2.5 : datum.area ? 1.4 : 0.8` },
                strokeOpacity: { signal: `${chosen} ? 1 : selected >= 0 ? 0.5 : 0.9` },
              },
            },
          },
          {
            type: "text",
            name: "names",
            from: { data: "labels" },
            encode: {
              update: {
                x: { signal: "datum.x + datum.dx" },
                y: { signal: "datum.y + datum.dy" },
                text: { field: "label" },
                align: { field: "align" },
                baseline: { value: "middle" },
                fontSize: { signal: `${chosen} ? 13 : 11.5` },
                fontWeight: { signal: `${chosen} ? 'bold' : 'normal'` },
                fill: { value: "var(--ink)" },
              },
            },
          },
        ],
      },
      ...K.charts.mapKey(),
    ],
  };
};

/** A point of the earth to one of the map. */
K.charts.onMap = [{ type: "geopoint", projection: "mercator", fields: ["lon", "lat"], as: ["x", "y"] }];

/** The size (Vega's: the square of the diameter) of a place's circle, as an expression and as a radius. */
K.charts.mapSize = "max(20, 4 * largest * largest * datum.n / most)";
K.charts.mapRadius = (n, most, largest) => Math.sqrt(Math.max(20, (4 * largest * largest * n) / most)) / 2;

/** Two round numbers that explain the circles. */
K.charts.mapSizes = (most) => {
  const round = (value) => {
    const power = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, [5, 2, 1].find((digit) => digit * power <= value) * power);
  };
  const numbers = [...new Set([round(most), round(Math.max(1, most / 8))])];
  return numbers.map((n) => ({ n, text: K.dom.number(n) }));
};

/** The circles in the corner that tell how many statements an area stands for. */
K.charts.mapKey = () => {
  const radius = "sqrt(datum.n / most) * largest";
  return [
    {
      type: "symbol",
      from: { data: "sizes" },
      interactive: false,
      encode: {
        update: {
          x: { signal: "largest + 12" },
          y: { signal: `height - 12 - ${radius}` },
          size: { signal: "4 * largest * largest * datum.n / most" },
          stroke: { value: "var(--muted)" },
          fill: { value: "transparent" },
        },
      },
    },
    {
      type: "text",
      from: { data: "sizes" },
      interactive: false,
      encode: {
        update: {
          x: { signal: "2 * largest + 20" },
          y: { signal: `height - 12 - 2 * ${radius}` },
          baseline: { value: "middle" },
          text: { field: "text" },
          fontSize: { value: 10.5 },
          fill: { value: "var(--muted)" },
        },
      },
    },
  ];
};

/** The northernmost point of some features: where their label stands. */
K.charts.top = (features) => {
  const points = features.flatMap((each) =>
    JSON.stringify(each.geometry.coordinates)
      .match(/\[-?[\d.]+,-?[\d.]+/g)
      .map((pair) => JSON.parse(`${pair}]`)),
  );
  const [lon, lat] = points.reduce((best, point) => (point[1] > best[1] ? point : best), [0, -90]);
  return { lon, lat };
};
