/** What is chosen and what is left of the data, in words. */
K.told = (() => {
  const { make } = K.dom;
  const window = ({ from, to }) =>
    from === null && to === null ? null : K.dates.span(from, to);

  const { number } = K.dom;
  const all = K.data.totals.statements ?? 0; // a version may lack the table
  const held = K.data.statements.document.length; // fewer where the version is large

  /** How many statements there are, in the whole version where no words are searched for: those the page cannot know. */
  function counted(state) {
    if (!K.store.narrowed()) return [`All ${K.dom.count(all, "statement")}: every place, every date.`];
    const found = K.filter.statements().length;
    if (state.query) return [`${number(found)} of the ${number(held)} statements in the table`];
    return [`${number(held === all ? found : K.filter.count())} of ${K.dom.count(all, "statement")}`];
  }

  /** How many of them the table has, where it does not have all. */
  function listed(state) {
    if (held === all || state.query) return "";
    const found = K.filter.statements().length;
    const end = K.store.narrowed() ? "." : "";
    return make("span", { class: "muted", text: `${end} The table has ${number(found)} of them.` });
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
      if (dates) said.push(make("span", {}, "whose dates reach into ", make("b", { text: dates })));
      if (state.query) said.push(make("span", {}, "saying ", make("b", {}, make("bdi", { text: `“${state.query}”` }))));
      words.replaceChildren(...counted(state), ...said.flatMap((each, i) => [i ? ", " : " ", each]), listed(state));
      clear.hidden = !K.store.narrowed();
    };
  }
  return { mount, window };
})();
