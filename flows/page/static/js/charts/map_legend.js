/** What the lines of the base map mean; the layers that may be left out have a box to tick. */
K.charts.mapLegend = (turn) => {
  const { make } = K.dom;
  const drawing = (kind) =>
    K.dom.drawn(
      "svg",
      { width: 26, height: 10, "aria-hidden": "true", class: `chart-key chart-key-${kind}` },
      K.dom.drawn("line", { x1: 0, x2: 26, y1: 5, y2: 5 }),
    );
  const fixed = (kind, text) => make("li", {}, drawing(kind), text);
  const choice = (kind, layer, text) => {
    const box = make("input", { type: "checkbox", checked: true, onchange: () => turn(layer, box.checked) });
    return make("li", {}, make("label", {}, box, drawing(kind), text));
  };
  const dated = K.charts.dated();
  return make(
    "ul",
    { class: "chart-legend" },
    fixed("border", "recognised borders (Natural Earth)"),
    dated ? choice("oblast", "oblast", dated) : null,
    K.base.features.some((each) => each.properties.layer === "river") ? choice("river", "rivers", "rivers") : null,
  );
};

/** The dashed layer in words: whose line it was, and when. */
K.charts.dated = () => {
  const feature = K.base.features.find((each) => each.properties.layer === "oblast");
  if (!feature) return null;
  const { name, valid_from: from, valid_to: to } = feature.properties;
  return `${name}, ${String(from).slice(0, 4)}–${String(to).slice(0, 4)} (Soviet)`;
};
