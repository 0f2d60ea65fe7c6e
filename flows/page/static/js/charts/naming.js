/** Whose names are used: for each publisher the shares of the traditions, by year of publication. */
K.charts.naming = (element) => {
  const { make, number, count } = K.dom;
  const { usage, traditions } = K.data;
  if (!usage.n.length) {
    element.replaceChildren(make("p", { class: "chart-empty", text: "No place is named in this version." }));
    return Promise.resolve();
  }
  const canvas = make("div", { class: "chart-view" });
  const legend = make("ul", { class: "chart-traditions" });
  const about = make("p", { class: "chart-note" });
  const none = make("p", { class: "chart-empty", hidden: true });
  const left = new Set();
  element.replaceChildren(K.told.whole(), legend, none, canvas, about);
  let [view, cells, width] = [null, [], 0];

  /** The traditions in alphabetical order with what they have, each to be left out; for one place the names themselves. */
  function key(found, place) {
    const total = found.reduce((sum, i) => sum + (left.has(usage.tradition[i]) ? 0 : usage.n[i]), 0);
    const focused = document.activeElement?.value;
    const entry = ({ code, title }) => {
      const mine = found.filter((i) => usage.tradition[i] === code);
      if (!mine.length) return null;
      const n = mine.reduce((sum, i) => sum + usage.n[i], 0);
      const box = make("input", {
        type: "checkbox",
        value: code,
        checked: !left.has(code),
        onchange: () => (box.checked ? left.delete(code) : left.add(code), draw()),
      });
      const share = left.has(code) ? `left out · ${number(n)}` : `${K.charts.share(n, total)} · ${number(n)}`;
      const label = make(
        "label",
        { class: "chart-choice" },
        box,
        K.charts.swatch(code),
        make("span", {}, make("b", { text: K.charts.plain(title) }), ` ${share}`),
      );
      return make("li", {}, label, place === null ? null : names(mine));
    };
    legend.replaceChildren(...traditions.map(entry).filter(Boolean));
    if (focused) [...legend.querySelectorAll("input")].find((each) => each.value === focused)?.focus();
  }

  /** The names of a tradition that stand for the place, most used first. */
  function names(mine) {
    const sums = new Map();
    for (const i of mine)
      sums.set(usage.name[i] ?? "other names", (sums.get(usage.name[i] ?? "other names") ?? 0) + usage.n[i]);
    const most = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const shown = most
      .slice(0, 5)
      .flatMap(([name, n], at) => [at ? ", " : "", make("bdi", { text: name }), ` ${number(n)}`]);
    return make("small", {}, ...shown, most.length > 5 ? `, and ${number(most.length - 5)} more` : null);
  }

  function draw() {
    if (!view) return;
    const { place } = K.store.get();
    const found = usage.n.flatMap((_, i) => (place === null || usage.place[i] === place ? [i] : []));
    const chosen = found.filter((i) => !left.has(usage.tradition[i]));
    key(found, place);
    none.hidden = chosen.length > 0;
    canvas.hidden = !chosen.length;
    about.hidden = !chosen.length;
    const what = place === null ? "a place" : K.labels.of(place);
    none.textContent = found.length ? "All traditions are left out." : `Names of ${what} are not counted by themselves here; the table name_usage has them.`;
    if (!chosen.length) return;
    const drawing = K.charts.namingPanels(chosen, width);
    cells = drawing.cells;
    view
      .data("cells", drawing.cells)
      .data("words", drawing.words)
      .data("lines", drawing.lines)
      .width(width)
      .height(drawing.height)
      .resize()
      .runAsync();
    const others = drawing.others
      ? ` The ${number(drawing.others)} publishers with the fewest mentions are summed.`
      : "";
    const mentions = count(
      chosen.reduce((sum, i) => sum + usage.n[i], 0),
      "mention",
    );
    about.textContent = [
      `${place === null ? "All places" : `Only ${what}`}: ${mentions}.`,
      "A column is a year of publication and is split into shares of 100 %;",
      `pale columns hold fewer than ${K.charts.FEW} mentions, and “?” is for texts whose year is not known.`,
      `Untick a tradition to compare the others.${others}`,
    ].join(" ");
  }

  function pointed(event) {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const cell = cells.find((each) => x >= each.x && x < each.x2 && y >= each.y && y < each.y2);
    if (!cell) return K.charts.tip.hide();
    const title = K.charts.plain(K.charts.title(traditions, cell.tradition));
    K.charts.tip.show(
      {
        title: `${title}: ${K.charts.share(cell.n, cell.of)}`,
        lines: [
          `${number(cell.n)} of ${count(cell.of, "mention")}`,
          cell.publisher,
          cell.year === null ? "year of publication not known" : String(cell.year),
        ],
      },
      event.clientX,
      event.clientY,
    );
  }
  K.charts.tip.follow(canvas, pointed);

  const again = K.charts.throttle(draw);
  K.store.subscribe((_, changed) => (changed.has("place") || changed.has("language")) && again());

  return K.charts.mounted(element, canvas, K.charts.namingSpec, (made, to) => {
    [view, width] = [made, to];
    draw();
  });
};

/** Below so many mentions a share says little: its column is pale. */
K.charts.FEW = 5;

/** The title of a code without the full stop of a sentence. */
K.charts.plain = (title) => {
  const text = title.replace(/\.$/, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A small square in the colour of a tradition. */
K.charts.swatch = (code) =>
  K.dom.drawn(
    "svg",
    { width: 12, height: 12, "aria-hidden": "true", class: "chart-swatch" },
    K.dom.drawn("rect", { width: 12, height: 12, rx: 2, fill: `var(--tradition-${code})` }),
  );
