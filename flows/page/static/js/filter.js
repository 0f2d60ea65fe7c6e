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

  /** How many statements name each place, under the window. @returns {Int32Array} by place */
  function placeCounts() {
    const state = K.store.get();
    const inside = spans.start.map((_, span) => within(span, state));
    const open = state.from === null && state.to === null;
    const counts = new Int32Array(places.id.length);
    for (let i = 0; i < cells.place.length; i++) {
      const span = cells.span[i];
      if (span === null || span < 0 ? open : inside[span]) counts[cells.place[i]] += cells.n[i];
    }
    return counts;
  }

  /** How many statements have each span of dates, under the place. @returns {Int32Array} by span */
  function spanCounts() {
    const { place } = K.store.get();
    if (place === null) return Int32Array.from(spans.n);
    const counts = new Int32Array(spans.n.length);
    for (let i = 0; i < cells.place.length; i++) {
      if (cells.place[i] === place && cells.span[i] !== null && cells.span[i] >= 0) counts[cells.span[i]] += cells.n[i];
    }
    return counts;
  }

  /** How many statements there are under the window and the place, in the whole version. @returns {number} */
  function count() {
    const state = K.store.get();
    if (state.place !== null) return placeCounts()[state.place];
    if (state.from === null && state.to === null) return K.data.totals.statements ?? 0;
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

  const last = { asking: null, found: [] }; // three parts of the page ask the same

  /** The statements under the window, the place and the search. @returns {number[]} */
  function found() {
    const state = K.store.get();
    const asking = JSON.stringify([state.from, state.to, state.place, state.query]);
    if (asking !== last.asking) Object.assign(last, { asking, found: search(state) });
    return last.found;
  }

  function search(state) {
    const asked = K.fold(state.query);
    const named = asked ? meant(asked) : new Set();
    const words = asked ? asked.split(" ") : [];
    const says = (i) =>
      !asked || statements.places[i].some((place) => named.has(place)) || words.every((word) => text(i).includes(word));
    const result = [];
    for (let i = 0; i < statements.document.length; i++) {
      if (state.place !== null && !statements.places[i].includes(state.place)) continue;
      if (within(statements.span[i], state) && says(i)) result.push(i);
    }
    return result;
  }

  return { placeCounts, spanCounts, count, statements: found, meant };
})();
