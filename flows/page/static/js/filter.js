/** What the choices leave: numbers by place and by span of dates, and the statements. */
K.filter = (() => {
  const { places, spans, cells, statements, documents, publishers, figures } = K.data;

  /** Whether a span overlaps the window; one without dates only where there is no window. */
  function within(span, { from, to }) {
    if (from === null && to === null) return true;
    if (span === null || span === undefined || span < 0) return false;
    const [start, end] = [spans.start[span], spans.end[span]];
    if (start === null && end === null) return false;
    return (to === null || start === null || start <= to) && (from === null || end === null || end >= from);
  }

  /** How many statements name each place, under the window and the search. @returns {Int32Array} by place */
  function placeCounts() {
    const state = K.store.get();
    const counts = new Int32Array(places.id.length);
    if (state.query) {
      for (const i of saying(state)) if (within(statements.span[i], state)) for (const place of statements.places[i]) counts[place]++;
      return counts;
    }
    const inside = spans.start.map((_, span) => within(span, state));
    const open = state.from === null && state.to === null;
    for (let i = 0; i < cells.place.length; i++) {
      const span = cells.span[i];
      if (span === null || span < 0 ? open : inside[span]) counts[cells.place[i]] += cells.n[i];
    }
    return counts;
  }

  /** How many statements have each span of dates, under the place and the search. @returns {ArrayLike<number>} by span */
  function spanCounts() {
    const { place, query } = K.store.get();
    if (query) return spanned(saying({ query }).filter((i) => names(i, place)));
    if (place === null) return spans.n;
    const counts = new Int32Array(spans.n.length);
    for (let i = 0; i < cells.place.length; i++) {
      if (cells.place[i] === place && cells.span[i] !== null && cells.span[i] >= 0) counts[cells.span[i]] += cells.n[i];
    }
    return counts;
  }

  /** How many there are of each span whatever is chosen: of a search only what is looked through. */
  const spanTotals = () => (K.store.get().query ? spanned(statements.span.keys()) : spans.n);

  function spanned(indexes) {
    const counts = new Int32Array(spans.n.length);
    for (const i of indexes) if (statements.span[i] !== null && statements.span[i] >= 0) counts[statements.span[i]]++;
    return counts;
  }

  const names = (statement, place) => place === null || statements.places[statement].includes(place);

  const total = K.data.totals.statements ?? 0; // a version may lack the table
  const held = statements.document.length; // fewer where the version is large

  /** How many statements there are under all that is chosen: in the whole version, but for a search, which looks through those held. */
  function count() {
    const state = K.store.get();
    if (state.query || held === total) return found().length;
    if (state.place !== null) return placeCounts()[state.place];
    if (state.from === null && state.to === null) return total;
    return spans.n.reduce((sum, n, span) => sum + (within(span, state) ? n : 0), 0);
  }

  let texts = null;
  /** All that a statement says, folded: what a search looks through. */
  function text(statement) {
    texts ??= new Array(statements.document.length);
    return (texts[statement] ??= K.fold(
      [
        statements.text[statement] ?? "",
        ...(statements.marks[statement] ?? []).flatMap(([, , , surface, value]) => [surface ?? "", value ?? ""]),
        ...(statements.edtf[statement] ?? []),
        ...(statements.figures[statement] ?? []).map((figure) => figures.kind[figure]),
        documents.id[statements.document[statement]] ?? "",
        publishers[documents.publisher[statements.document[statement]]] ?? "",
      ].join(" "),
    ));
  }

  /** The places whose every name a search stands for. */
  const meant = (query) => new Set(K.names.exact(query));

  const searched = { query: "", saying: [...statements.document.keys()] };
  /** The statements that say what is searched for, in words or by a name of a place. @returns {number[]} */
  function saying({ query }) {
    if (query !== searched.query) Object.assign(searched, { query, saying: search(query) });
    return searched.saying;
  }

  function search(query) {
    const asked = K.fold(query);
    if (query && !asked) return []; // an apostrophe alone says nothing
    const named = asked ? meant(asked) : new Set();
    const words = asked ? asked.split(" ") : [];
    const says = (i) => statements.places[i].some((place) => named.has(place)) || words.every((word) => text(i).includes(word));
    return [...statements.document.keys()].filter(says);
  }

  const last = { asking: null, found: [] }; // several parts of the page ask the same

  /** The statements that the page holds under the window, the place and the search. @returns {number[]} */
  function found() {
    const state = K.store.get();
    const asking = JSON.stringify([state.from, state.to, state.place, state.query]);
    const inside = (i) => names(i, state.place) && within(statements.span[i], state);
    if (asking !== last.asking) Object.assign(last, { asking, found: saying(state).filter(inside) });
    return last.found;
  }

  return { placeCounts, spanCounts, spanTotals, count, statements: found, meant, total, held };
})();
