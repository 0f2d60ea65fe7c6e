/** The statements that are shown, as a CSV file in the dialect of the version's own: no network, no formulas. */
K.export = (() => {
  const { statements, documents, publishers, places, spans } = K.data;
  const COLUMNS = ["statement_id", "date_start", "date_end", "date_prec", "edtf", "place_ids", "where_prec", "places", "figures", "text", "surfaces", "publisher", "document_id", "url", "published"];

  const list = (items) => (items ?? []).map((item) => String(item).replace(/[\\|]/g, "\\$&")).join("|");

  /** A cell that no spreadsheet takes for a formula. */
  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function row(i) {
    const document = statements.document[i];
    const span = statements.span[i];
    const day = (days) => (span === null || span < 0 ? "" : K.dates.format(days[span]));
    return [
      `${documents.id[document]}:s${statements.start[i]}-${statements.end[i]}`,
      day(spans.start),
      day(spans.end),
      statements.date_prec[i],
      list(statements.edtf[i]),
      list(statements.places[i].map((place) => places.id[place])),
      statements.where_prec[i],
      list(statements.places[i].map((place) => K.labels.of(place))),
      list((statements.figures[i] ?? []).map((figure) => K.evidence.figure(figure))),
      statements.text[i],
      list((statements.marks[i] ?? []).map(([, , , surface]) => surface ?? "")),
      publishers[documents.publisher[document]],
      documents.id[document],
      documents.url[document],
      K.dates.format(statements.published[i]),
    ];
  }

  const csv = (rows) => `${[COLUMNS, ...rows.map(row)].map((cells) => cells.map(cell).join(",")).join("\n")}\n`;

  function mount(button) {
    button.addEventListener("click", () => {
      const address = URL.createObjectURL(new Blob([csv(K.filter.statements())], { type: "text/csv;charset=utf-8" }));
      K.dom.make("a", { href: address, download: `statements-${K.data.version}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    });
  }
  return { mount, csv };
})();
