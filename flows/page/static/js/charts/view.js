/** A specification whose marks are one picture with one description: thousands of paths say nothing to a listener. */
K.charts.silent = (spec) => {
  for (const each of [...(spec.marks ?? []), ...(spec.axes ?? [])]) {
    each.aria = false;
    K.charts.silent(each);
  }
  return spec;
};

/**
 * A Vega view in an element: no eval, no inline style, no markup out of data.
 * @param {HTMLElement} element emptied and filled
 * @param {function(number): Object} spec Vega's, for a width
 * @param {function(number): void} drawn called with the width whenever it changes, at most once a frame
 */
K.charts.view = async (element, spec, drawn) => {
  let width = Math.max(280, element.clientWidth);
  const font = getComputedStyle(element).fontFamily;
  const muted = { font, fontSize: 11, fontWeight: "normal", fill: "var(--muted)" };
  const config = {
    background: null,
    style: { "guide-label": muted, "guide-title": muted, "group-title": { ...muted, fill: "var(--ink)" } },
    axis: { domainColor: "var(--line)", gridColor: "var(--line)", tickColor: "var(--line)" },
    text: { font, fill: "var(--ink)" },
  };
  const options = {
    mode: "vega",
    ast: true,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: () => {},
    config,
  };
  const { view } = await vegaEmbed(
    element,
    { $schema: "https://vega.github.io/schema/vega/v6.json", ...K.charts.silent(spec(width)) },
    options,
  );
  const again = K.charts.throttle(() => drawn(width));
  new ResizeObserver(() => {
    const now = Math.max(280, element.clientWidth);
    if (!element.clientWidth || now === width) return;
    width = now;
    again();
  }).observe(element);
  return view;
};

/** A view that `drawn(view, width)` fills, at first and whenever the width changes; `element` says where that fails. */
K.charts.mounted = async (element, canvas, spec, drawn) => {
  let view = null;
  try {
    view = await K.charts.view(canvas, spec, (width) => drawn(view, width));
    drawn(view, Math.max(280, canvas.clientWidth));
  } catch (error) {
    K.charts.failed(element, error);
  }
};

/** The head of a specification of which every mark is laid out in pixels before: its data by name, no padding. */
K.charts.laidOut = (width, description, names) => ({
  width,
  height: 100,
  padding: 0,
  autosize: "none",
  description,
  data: names.map((name) => ({ name, values: [] })),
});

/** What a mark shows: fields of its datum by their own names, and what is given, a bare value as it is. */
K.charts.shows = (fields, given = {}) => ({
  update: Object.fromEntries([
    ...fields.map((name) => [name, { field: name }]),
    ...Object.entries(given).map(([key, value]) => [key, typeof value === "object" ? value : { value }]),
  ]),
});

/** What Vega drew at an event: the datum of the mark under the pointer, or null. */
K.charts.drawn = (event) => (event.target.closest?.("text, path") ?? event.target).__data__?.datum ?? null;
