/** The timeline: the dates spoken of, a lane for each precision, and apart from them the days of publication. */
K.charts.timeline = (element) => {
  const { make, number, count } = K.dom;
  const { spans, published, undated, unpublished } = K.data;
  const stretches = K.charts.timelineScale.stretches(K.data);
  if (!stretches) {
    element.replaceChildren(
      make("p", {
        class: "chart-empty",
        text: "No statement of this version has a date, and no document a day of publication.",
      }),
    );
    return Promise.resolve();
  }
  const canvas = make("div", { class: "chart-view" });
  const frame = make(
    "div",
    { class: "chart-timeline", role: "group", "aria-label": "Timeline; two sliders set the window" },
    canvas,
  );
  const lanes = make("div", { class: "chart-lanes" });
  const told = make("p", { class: "chart-note" });
  const dated = spans.n.reduce((sum, n) => sum + n, 0);
  let [domain, scale, drawing, papers, view, width] = [stretches.usual, null, null, [], null, 0];
  let [choosing, all] = [false, spans]; // whether some are chosen, and of what they are some

  /** What each lane is, above the shade of the brush. */
  function head(y, text, peak, kind = "") {
    const line = make(
      "p",
      { class: `chart-lane ${kind}` },
      make("span", { text }),
      peak && make("span", { class: "chart-peak", text: peak }),
    );
    line.style.top = `${y}px`;
    return line;
  }

  function heads(under) {
    const line = (lane) => {
      const many = choosing ? `${number(lane.chosen)} of ${count(lane.n, "statement")}` : count(lane.n, "statement");
      const peak = !lane.values
        ? null
        : choosing
          ? `highest: ${number(lane.partPeak)} (grey, all: ${number(lane.peak)})`
          : `highest: ${number(lane.peak)}`;
      return head(lane.y, `${lane.name} · ${many}`, peak);
    };
    const total = published.n.reduce((sum, n) => sum + n, 0);
    return [
      ...drawing.lanes.map(line),
      ...(total ? [head(under, `Documents by day of publication · ${number(total)}`, null, "chart-papers")] : []),
    ];
  }

  function draw() {
    if (!view) return;
    scale = K.charts.timelineScale.scale(domain, width);
    const { place, query } = K.store.get();
    choosing = place !== null || query !== "";
    all = { ...spans, n: K.filter.spanTotals() };
    drawing = K.charts.timelineLanes(all, K.filter.spanCounts(), choosing, scale);
    const axis = drawing.height;
    const under = axis + 34;
    papers = K.charts.timelinePapers(published, scale, under + 18, 40);
    const height = published.day.length ? under + 18 + 46 : under;
    view.data("areas", drawing.areas).data("bars", drawing.bars).data("dots", drawing.dots).data("papers", papers);
    lanes.replaceChildren(...heads(under));
    view
      .signal("choosing", choosing)
      .signal("domain", [domain[0] * 864e5, (domain[1] + 1) * 864e5])
      .signal("range", [scale.left, scale.right])
      .signal("axis", axis);
    view.width(width).height(height).resize().runAsync();
    brush.tall(axis);
    brush.draw();
    say();
  }

  /** What the scale shows in words, and the ways to another. */
  function say() {
    const { from, to } = K.store.get();
    const inside = spans.n.reduce(
      (sum, n, i) =>
        sum + ((spans.start[i] ?? spans.end[i]) >= domain[0] && (spans.end[i] ?? spans.start[i]) <= domain[1] ? n : 0),
      0,
    );
    const first = spans.start.reduce((least, day) => (day !== null && day < least ? day : least), Infinity);
    const shown = `${K.charts.year(K.dates.year(domain[0]))} to ${K.charts.year(K.dates.year(domain[1]))}`;
    const rest = dated - inside;
    const back = first < domain[0] ? `, back to ${K.charts.year(K.dates.year(first))}` : "";
    const outside = rest ? ` The other ${number(rest)} ${rest === 1 ? "reaches" : "reach"} beyond it${back}.` : "";
    const none = [
      undated ? `${count(undated, "statement")} without a date` : "",
      unpublished ? `${count(unpublished, "document")} without a day of publication` : "",
    ]
      .filter(Boolean)
      .join(" and ");
    const link = (text, to_) => make("button", { type: "button", class: "chart-link", text, onclick: () => show(to_) });
    const same = (a, b) => a[0] === b[0] && a[1] === b[1];
    const links = [
      same(domain, stretches.usual) ? null : link("Back to the usual scale", stretches.usual),
      same(domain, stretches.all) || !rest ? null : link("Show all", stretches.all),
      from !== null && to !== null && !(domain[0] === from && domain[1] === to)
        ? link("Zoom to the window", [from, Math.max(to, from + 6)])
        : null,
    ].filter(Boolean);
    const sentence = dated
      ? `The scale runs from ${shown} and holds ${K.charts.share(inside, dated)} of the ${number(dated)} dated statements.${outside}`
      : "No statement of this version has a date.";
    const looked = all.n === spans.n || K.filter.held === K.filter.total ? "" : ` Counted are the ${number(K.filter.held)} statements that the search looks through.`;
    told.replaceChildren(sentence + looked, none ? ` Not drawn: ${none}. ` : " ", ...links.flatMap((each) => [each, " "]));
  }

  function show(to) {
    domain = to;
    draw();
    told.querySelector("button")?.focus();
  }

  /** What lies under the pointer: a dot or bar, a column of a lane, or documents. */
  function under(event) {
    const box = frame.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const near = event.pointerType === "touch" ? 10 : 4;
    const dot = drawing.dots.find((each) => Math.abs(each.x - x) <= near && Math.abs(each.y - y) <= near);
    const bar =
      dot ?? drawing.bars.find((each) => x >= each.x - 1 && x <= each.x2 + 1 && y >= each.y - 1 && y <= each.y2 + 1);
    if (bar) {
      const [start, end] = [spans.start[bar.span], spans.end[bar.span]];
      return {
        start,
        end,
        title: K.dates.span(start, end),
        lines: [count(all.n[bar.span], "statement")],
      };
    }
    const lane = drawing.lanes.find((each) => each.values && y >= each.y && y <= each.bottom + 4);
    if (lane) return column(lane, x);
    const paper = y > drawing.height && papers.find((each) => Math.abs(each.x - x) <= 3);
    return paper
      ? { title: K.dates.span(paper.from, paper.to), lines: [`${count(paper.n, "document")} published`] }
      : null;
  }

  function column(lane, x) {
    const at = Math.floor((x - scale.left) / 3);
    if (!lane.values[at]) return null;
    const [from, to] = [
      scale.day(scale.left + at * 3),
      Math.max(scale.day(scale.left + at * 3), scale.day(scale.left + at * 3 + 2.99)),
    ];
    const part = lane.part ? `${number(lane.part[at])} of them chosen` : "";
    return { title: K.dates.span(from, to), lines: [`${count(lane.values[at], "statement")} ${lane.said}`, part] };
  }

  function hovered(event) {
    const said = event.pointerType === "touch" ? null : under(event);
    if (said) K.charts.tip.show(said, event.clientX, event.clientY);
    else K.charts.tip.hide();
  }

  /** A press on a dot or a bar makes its span the window; anywhere else it opens the window. */
  function pressed(event) {
    const { start = null, end = null } = under(event) ?? {};
    K.store.set({ from: start, to: end });
  }

  const brush = K.charts.timelineBrush(frame, { scale: () => scale, pressed, hovered });
  frame.append(lanes);
  element.replaceChildren(frame, told);

  const again = K.charts.throttle(draw);
  K.store.subscribe((_, changed) => {
    if (changed.has("place") || changed.has("query")) again();
    else if (scale && (changed.has("from") || changed.has("to"))) {
      brush.draw();
      spoken();
    }
  });
  const spoken = K.charts.settle(say, 150);

  return K.charts.mounted(element, canvas, K.charts.timelineSpec, (made, to) => {
    [view, width] = [made, to];
    // on paper it may be drawn narrower, and the lanes must stay beside their names
    canvas.querySelector("svg").setAttribute("preserveAspectRatio", "none");
    draw();
  });
};
