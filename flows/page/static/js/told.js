/** What is chosen and what is left of the data, in words. */
K.told = (() => {
  const { make } = K.dom;
  const window = ({ from, to }) =>
    from === null && to === null ? null : K.dates.span(from, to);

  const { number, count } = K.dom;
  const { total, held } = K.filter;

  /** How many statements there are, and of how many; a search looks through those that the page holds. */
  function counted({ query }) {
    if (!K.store.narrowed()) return [`All ${count(total, "statement")}: every place, every date.`];
    const of = query && held < total ? `the ${count(held, "statement")} on this page` : count(total, "statement");
    return [`${number(K.filter.count())} of ${of}`];
  }

  /** What a number is of where the page does not hold all statements. */
  function apart({ query }) {
    if (held === total) return "";
    const end = K.store.narrowed() ? "." : "";
    const words = query
      ? `The version has ${number(total)}.`
      : `The table has ${number(K.filter.statements().length)} of them.`;
    return make("span", { class: "muted", text: `${end} ${words}` });
  }

  /** Which statements a count is of that all but the place narrow, as words after "statements". */
  function among() {
    const state = K.store.get();
    return `${state.query ? " found by the search" : ""}${window(state) ? " in the window" : ""}`;
  }

  /** A line beside what only a place narrows; it is there while anything else is chosen. */
  function whole() {
    const line = make("p", { class: "chart-note", text: "This is of the whole version: the dates and words that are chosen do not narrow it." });
    const show = () => (line.hidden = !among());
    K.store.subscribe(show);
    show();
    return line;
  }

  /** @param {{words: Element, clear: Element}} parts */
  function mount({ words, clear }) {
    clear.addEventListener("click", () => {
      K.store.set({ from: null, to: null, place: null, query: "" });
      document.getElementById("map-heading")?.focus();
    });
    return () => {
      const state = K.store.get();
      const said = [];
      if (state.place !== null) said.push(make("span", {}, "naming ", make("b", {}, make("a", { href: "#place-card" }, K.labels.element(state.place)))));
      const dates = window(state);
      const closed = state.from !== null && state.to !== null;
      if (dates) said.push(make("span", {}, closed ? "whose dates reach into " : "with dates ", make("b", { text: dates })));
      if (state.query) said.push(make("span", {}, "matching ", make("b", {}, make("bdi", { text: `“${state.query}”` }))));
      words.replaceChildren(...counted(state), ...said.flatMap((each, i) => [i ? ", " : " ", each]), apart(state));
      clear.hidden = !K.store.narrowed();
    };
  }
  return { mount, window, among, whole };
})();
