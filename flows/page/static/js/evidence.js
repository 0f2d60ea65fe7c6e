/** The words of a statement with its places, dates and figures marked, each with what it was normalised to. */
K.evidence = (() => {
  const { make, number } = K.dom;
  const { statements, places } = K.data;
  const KINDS = { p: "place", d: "date", f: "figure" };

  /** A text of which positions count code points, as those of the data do. */
  const points = (text) => (/[\uD800-\uDFFF]/.test(text) ? Array.from(text) : null);

  function value([, , kind, , said, index]) {
    if (kind === "p" && index !== null && index >= 0) return [K.labels.element(index), ` (${places.id[index]})`];
    return [make("bdi", { text: said ?? "not resolved" })];
  }

  /** A mark that chooses its place. A <button> would be a block of its own, which breaks lines where words do not. */
  function chooses(mark_, place) {
    mark_.setAttribute("role", "button");
    const choose = () => K.store.set({ place });
    mark_.addEventListener("click", choose);
    mark_.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    });
    return mark_;
  }

  /** What was found, and beside it, where it is pointed at or in print, what that is taken to be. */
  function mark(found, surface) {
    const [, , kind, , , index] = found;
    const told = make("span", { class: "value" }, make("span", { class: "unseen", text: ` (${KINDS[kind] ?? "mention"}: ` }), ...value(found), make("span", { class: "unseen", text: ")" }));
    const inside = make("mark", { class: KINDS[kind] ?? "mention" }, surface, told);
    inside.tabIndex = 0;
    return kind === "p" && index !== null && index >= 0 ? chooses(inside, index) : inside;
  }

  /** The sentence itself. */
  function sentence(text, marks) {
    const units = points(text);
    const cut = (from, to) => (units ? units.slice(from, to).join("") : text.slice(from, to));
    const nodes = [];
    let at = 0;
    for (const found of marks) {
      if (found[0] < at) continue;
      nodes.push(cut(at, found[0]), mark(found, cut(found[0], found[1])));
      at = found[1];
    }
    nodes.push(cut(at));
    return make("bdi", { class: "sentence" }, ...nodes);
  }

  /** Where the words may not be given: what was found, and where in the document. */
  function surfaces(start, marks) {
    const items = marks.map((found) =>
      make("li", {}, mark(found, make("bdi", { text: found[3] ?? "…" })), make("span", { class: "offsets" }, ` ${start + found[0]}–${start + found[1]}`)),
    );
    return make("ul", { class: "surfaces" }, ...items);
  }

  /** @param {number} statement @returns {Node} */
  function evidence(statement) {
    const marks = statements.marks[statement] ?? [];
    const text = statements.text[statement];
    return text === null || text === undefined ? surfaces(statements.start[statement], marks) : sentence(text, marks);
  }

  /** The bounds of a figure in words: "about 23–30 people". @param {number} figure */
  function amount(figure) {
    const { low, high, approximate, unit } = K.data.figures;
    const [from, to] = [low[figure], high[figure]];
    let bounds;
    if (from === null && to === null) bounds = "an unknown number of";
    else if (from === null) bounds = `at most ${number(to)}`;
    else if (to === null) bounds = `at least ${number(from)}`;
    else bounds = from === to ? number(from) : `${number(from)}–${number(to)}`;
    return [approximate[figure] && "about", bounds, unit[figure] === "km2" ? "km²" : unit[figure]].filter(Boolean).join(" ");
  }

  /** A figure as its mark in the sentence has it: "killed about 23–30 people (soldiers)". @param {number} figure */
  function told(figure) {
    const { kind, unit, group } = K.data.figures;
    const what = kind[figure] === unit[figure] ? null : K.place.words(kind[figure]);
    return [what, amount(figure), group[figure] && `(${group[figure]})`].filter(Boolean).join(" ");
  }

  return { of: evidence, amount, figure: told };
})();
