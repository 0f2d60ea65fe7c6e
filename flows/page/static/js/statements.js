/** The table of statements: sorted, searched and paged by DataTables, narrowed by what is chosen. */
K.statements = (() => {
  const { make } = K.dom;
  const { statements, spans, documents, publishers } = K.data;

  const span = (i) => (statements.span[i] === null || statements.span[i] < 0 ? null : statements.span[i]);
  const document_ = (i) => statements.document[i];
  const publisher = (i) => publishers[documents.publisher[document_(i)]] ?? "";

  function date(i) {
    const said = statements.edtf[i] ?? [];
    if (span(i) === null) return make("span", { class: "muted" }, said.length ? make("code", { text: said.join(", ") }) : "no date");
    const at = span(i);
    return make("span", {}, make("span", { class: "hull", text: K.dates.span(spans.start[at], spans.end[at]) }), make("code", { class: "muted", text: said.join(", ") }));
  }

  function places(i) {
    const each = statements.places[i].map((place) =>
      make("li", {}, make("button", { type: "button", class: "plain", onclick: () => K.store.set({ place }) }, K.labels.element(place))),
    );
    return make("ul", { class: "stack" }, ...each);
  }

  const figures = (i) => make("ul", { class: "stack" }, ...(statements.figures[i] ?? []).map((figure) => make("li", { text: K.evidence.figure(figure) })));

  /** The first day spoken of; a statement without one comes last whichever way it is sorted. */
  const day = (i) => (span(i) === null ? null : (spans.start[span(i)] ?? spans.end[span(i)]));

  const COLUMNS = [
    { title: "Date", show: date, sort: day, class: "date" },
    { title: "Places", show: places, sort: (i) => statements.places[i].map((place) => K.labels.of(place)).join(" ") || null, class: "places" },
    { title: "Figures", show: figures, sort: (i) => (statements.figures[i]?.length ? (K.data.figures.high[statements.figures[i][0]] ?? K.data.figures.low[statements.figures[i][0]]) : null), class: "figures" },
    { title: "Evidence", show: (i) => K.evidence.of(i), sort: null, class: "evidence" },
    { title: "Publisher", show: (i) => make("bdi", { text: publisher(i) }), sort: (i) => publisher(i) || null, class: "publisher" },
    { title: "Document", show: (i) => K.dom.make("span", {}, K.dom.link(documents.url[document_(i)], documents.id[document_(i)]), " ", K.dom.make("small", { class: "muted", title: "The statement: its document and its first and last position", text: `s${statements.start[i]}-${statements.end[i]}` })), sort: (i) => documents.id[document_(i)], class: "document" },
    { title: "Published", show: (i) => K.dates.format(statements.published[i]), sort: (i) => statements.published[i], class: "published" },
  ];

  const shown = ({ sort }) => sort === null || statements.document.some((_, i) => sort(i) !== null);

  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
  /** An order in which what is not known comes last, up and down. */
  const nullsLast = (sign) => (a, b) => (a === null || a === "" ? (b === null || b === "" ? 0 : 1) : b === null || b === "" ? -1 : sign * compare(a, b));

  function column({ title, show, sort, class: name }) {
    return {
      title,
      className: name,
      type: "known-first",
      orderable: sort !== null,
      render: (i, type) => (type === "display" ? show(i) : type === "sort" ? sort?.(i) ?? null : ""),
      createdCell: (cell) => {
        cell.dataset.title = title;
        cell.setAttribute("role", "cell");
      },
    };
  }

  function build(element) {
    DataTable.type("known-first", { order: { asc: nullsLast(1), desc: nullsLast(-1) } });
    return new DataTable(element, {
      data: statements.document.map((_, i) => [i]),
      columns: COLUMNS.filter(shown).map((each) => ({ ...column(each), data: 0 })),
      createdRow: (row) => row.setAttribute("role", "row"),
      autoWidth: false,
      deferRender: true,
      order: [], // until a reader sorts: as the texts go, or those that say most first where not all are here
      pageLength: 10,
      lengthMenu: [10, 25, 50, 100],
      layout: { topStart: null, topEnd: null, bottomStart: ["info", "pageLength"], bottomEnd: "paging" },
      language: { info: "_START_–_END_ of _TOTAL_", infoEmpty: "No statement", infoFiltered: "", lengthMenu: "Rows _MENU_", zeroRecords: "No statement is left. Clear what you chose, or search for something else.", emptyTable: "This version has no statements." },
    });
  }

  const PRINTED = 500; // rows that paper has at most

  /** On paper stand all rows that are chosen, up to so many, and how many of how many; after it the page of before. */
  function printing(table, words) {
    let before = null;
    function widen() {
      if (before) return;
      const { page, length, recordsDisplay: n } = table.page.info();
      before = { page, length };
      const of = `${K.dom.count(n, "statement")}${K.store.narrowed() ? " chosen" : ""}`;
      words.textContent = `Printed: ${n > PRINTED ? `the first ${K.dom.number(PRINTED)} of the ` : n > 1 ? "all " : ""}${of}.`;
      table.page.len(PRINTED).draw();
    }
    function narrow() {
      if (!before) return;
      table.page.len(before.length).page(before.page).draw("page");
      before = null;
    }
    addEventListener("beforeprint", widen);
    addEventListener("afterprint", narrow);
    matchMedia("print").addEventListener("change", ({ matches }) => (matches ? widen() : narrow())); // where those are not told
  }

  /** What a search for a name stands for. */
  function meaning(query) {
    const meant = query ? [...K.filter.meant(query)] : [];
    if (!meant.length) return [];
    return ["“", make("bdi", { text: query }), "” is a name of ", ...meant.flatMap((place, i) => [i ? ", " : "", make("b", {}, K.labels.element(place))]), ": statements that use any other of its names are found as well."];
  }

  /** @param {{table: Element, search: HTMLInputElement, words: Element, values: HTMLInputElement, printed: Element}} parts */
  function mount({ table: element, search, words, values, printed }) {
    const table = build(element);
    printing(table, printed);
    let inside = null;
    table.search.fixed("chosen", (_text, _row, index) => inside === null || inside.has(index));
    let wait = 0;
    search.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => K.store.set({ query: search.value.trim() }), 200);
    });
    values.addEventListener("change", () => element.classList.toggle("values", values.checked));
    return (changed) => {
      const { query } = K.store.get();
      if (search.value.trim() !== query) search.value = query;
      words.replaceChildren(...meaning(query));
      inside = K.store.narrowed() ? new Set(K.filter.statements()) : null;
      if (changed?.has("language")) table.rows().invalidate();
      table.draw();
    };
  }
  return { mount };
})();
