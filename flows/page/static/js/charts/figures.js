/** The figures reported, one kind and unit at a time, by the date spoken of or by the day of publication. */
K.charts.figures = (element) => {
  const { make, number, count } = K.dom;
  const { figures, documents, publishers, statements, totals } = K.data;
  const groups = K.charts.figureGroups();
  if (!groups.length) {
    element.replaceChildren(make("p", { class: "chart-empty", text: "No figure is reported in this version." }));
    return Promise.resolve();
  }
  const canvas = make("div", { class: "chart-view" });
  const note = make("p", { class: "chart-note" });
  const none = make("p", { class: "chart-empty", hidden: true });
  const kind = make(
    "select",
    { id: "chart-figures-kind", onchange: () => reset() },
    ...groups.map(({ title, of }, i) => make("option", { value: String(i), text: `${title} (${number(of.length)})` })),
  );
  const radio = (value, text, checked) =>
    make(
      "label",
      { class: "chart-choice" },
      make("input", { type: "radio", name: "chart-figures-by", value, checked, onchange: () => reset() }),
      text,
    );
  const by = make(
    "div",
    { class: "chart-by", role: "radiogroup", "aria-label": "Which date stands below" },
    radio("spoken", "date spoken of", true),
    radio("published", "day of publication", false),
  );
  const controls = make(
    "div",
    { class: "chart-controls" },
    make("label", { class: "field", for: "chart-figures-kind" }, "What is counted", kind),
    by,
  );
  element.replaceChildren(controls, none, canvas, note, K.charts.figureKey());
  let [view, everything, scale, width] = [null, false, null, 0];

  const group = () => groups[Number(kind.value)];
  const spoken = () => by.querySelector("input:checked").value === "spoken";

  /** First and last day of a figure on the axis, or null. */
  function days(i) {
    if (!spoken()) return figures.published[i] === null ? null : [figures.published[i], figures.published[i]];
    const [start, end] = [figures.start[i] ?? figures.end[i], figures.end[i] ?? figures.start[i]];
    return start === null ? null : [start, end];
  }

  let chosen = () => true; // whether a figure is of a statement that is chosen

  function draw() {
    if (!view) return;
    const left = new Set(K.filter.statements());
    chosen = (i) => left.has(figures.statement[i]);
    const dated = group().of.flatMap((i) => (days(i) === null ? [] : [[i, ...days(i)]]));
    const stretches = K.charts.timelineScale.stretches({
      spans: { start: dated.map((each) => each[1]), end: dated.map((each) => each[2]), n: dated.map(() => 1) },
      published: { day: [], n: [] },
    });
    none.hidden = Boolean(stretches);
    canvas.hidden = !stretches;
    none.textContent = spoken()
      ? "No sentence with such a figure has a date."
      : "No document with such a figure has a day of publication.";
    if (!stretches) return say([], null);
    const domain = everything ? stretches.all : stretches.usual;
    const inside = dated.filter(([, start, end]) => start <= domain[1] && end >= domain[0]);
    const { rows, values } = K.charts.figureRows(inside, domain, chosen);
    scale = K.charts.figureScale(values, group().unit);
    const height = width < 560 ? 300 : 380;
    view.signal("domain", [domain[0] * 864e5, (domain[1] + 1) * 864e5]);
    for (const [name, value] of Object.entries({
      least: scale.least,
      most: scale.most,
      log: scale.log,
      zero: scale.zero,
      unit: group().axis,
    }))
      view.signal(name, value);
    view
      .data("rows", K.charts.figureMerged(K.charts.figureHeights(rows, scale), { domain, scale, width, height }))
      .width(width)
      .height(height)
      .resize()
      .runAsync();
    say(dated, stretches, inside);
  }

  function say(dated, stretches, inside = []) {
    const missing = group().of.length - dated.length;
    const far = dated.length - inside.length;
    const bright = inside.filter(([i]) => chosen(i)).length;
    const lacks = spoken() ? "whose sentence has no date" : "whose document has no day of publication";
    const apart = [missing && `${number(missing)} ${lacks}`, far && `${number(far)} of earlier or later`].filter(
      Boolean,
    );
    const held = figures.kind.length;
    const parts = [
      `${count(inside.length, "figure")} drawn${scale?.log ? ", on a scale where each step is ten times the last" : ""}.`,
      apart.length ? `Not drawn: ${apart.join(", and ")}.` : "",
      K.store.narrowed() ? `Chosen: ${number(bright)}; the others are pale.` : "",
      held < (totals.figures ?? 0)
        ? `This page holds ${number(held)} of the version's ${count(totals.figures, "figure")}.`
        : "",
    ];
    const link =
      stretches && (far || everything)
        ? make("button", {
            type: "button",
            class: "chart-link",
            text: everything ? "Back to the usual scale" : "Show all",
            onclick: () => ((everything = !everything), draw()),
          })
        : null;
    note.replaceChildren(...[parts.filter(Boolean).join(" "), link && " ", link].filter(Boolean));
  }

  function reset() {
    everything = false;
    draw();
  }

  /** A figure in words: the source's own, what was read, when, where and who says so. */
  function told(i) {
    const document_ = figures.document[i];
    const publisher = publishers[documents.publisher[document_]];
    const statement = figures.statement[i];
    const places =
      statement !== null && statement >= 0 ? statements.places[statement].slice(0, 4).map(K.labels.of).join(", ") : "";
    return {
      title: `“${figures.surface[i]}”`,
      lines: [
        K.evidence.figure(i),
        days(i) && spoken() ? `of ${K.dates.span(figures.start[i], figures.end[i])}` : "",
        places,
        [publisher, documents.id[document_]].filter(Boolean).join(", "),
        figures.published[i] === null ? "" : `published ${K.dates.format(figures.published[i])}`,
      ],
    };
  }

  function pointed(event) {
    const datum = K.charts.drawn(event);
    if (datum?.figure === undefined) return K.charts.tip.hide();
    const said = told(datum.figure);
    if (datum.same > 1) said.lines.push(`and ${number(datum.same - 1)} more at this point`);
    K.charts.tip.show(said, event.clientX, event.clientY);
  }
  K.charts.tip.follow(canvas, pointed);

  const again = K.charts.throttle(draw);
  const later = K.charts.settle(draw, 120);
  K.store.subscribe((_, changed) => {
    if (changed.has("place") || changed.has("query")) again();
    else if (changed.has("from") || changed.has("to")) later();
  });

  return K.charts.mounted(element, canvas, K.charts.figureSpec, (made, to) => {
    [view, width] = [made, to];
    draw();
  });
};
