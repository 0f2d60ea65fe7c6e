/** The card of a place: all its names, when it is written about, and by which documents. */
K.place = (() => {
  const { make, number, count } = K.dom;
  const { places, documents, publishers } = K.data;
  const FEW = 10; // so many rows of a part stand open
  const titles = (rows) => new Map((rows ?? []).map((each) => [each.code, each.title]));
  const traditions = titles(K.data.traditions);
  const types = titles(K.data.place_types);
  const offered = new Map(K.data.languages.map((each) => [each.code, each.english]));
  const english = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  function language(code) {
    try {
      return offered.get(code) ?? english.of(code);
    } catch {
      return code; // no language tag
    }
  }
  const words = (code) => String(code ?? "").replaceAll("_", " ");

  /** From EDTF at both ends, where either is known. */
  const validity = (from, to) => (from || to ? `${from ?? "…"} – ${to ?? "…"}` : "");

  function swatch(tradition) {
    return make("span", { class: `swatch tradition-${tradition}`, "aria-hidden": "true" });
  }

  /** All names, a group of rows for each language and tradition. */
  function names(place) {
    const groups = new Map();
    for (const row of places.names[place] ?? []) {
      const group = `${row[1]}\n${row[2]}`;
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    const title = ([, code, tradition]) => [language(code), traditions.get(tradition) ?? words(tradition)];
    const ordered = [...groups.values()].sort((a, b) => title(a[0]).join("\n").localeCompare(title(b[0]).join("\n"), "en"));
    const bodies = ordered.map((rows) => {
      const [, code, tradition] = rows[0];
      return make(
        "tbody",
        {},
        make("tr", { class: "group" }, make("th", { colspan: 3, scope: "rowgroup" }, title(rows[0])[0], " · ", swatch(tradition), title(rows[0])[1])),
        ...rows.map(([name, , , kind, from, to]) =>
          make("tr", {}, make("td", {}, K.dom.name(name, code)), make("td", { text: words(kind) }), make("td", { class: "dates", text: validity(from, to) })),
        ),
      );
    });
    const head = make("tr", {}, ...["Name", "Kind", "In use"].map((text) => make("th", { scope: "col", text })));
    return make("table", { class: "names" }, make("caption", { class: "unseen", text: "Names by language and tradition" }), make("thead", {}, head), ...bodies);
  }

  /** Mentions by year of publication: a row for each year that has some. */
  function years(place) {
    const rows = places.by_year[place] ?? [];
    const most = Math.max(1, ...rows.map(([, n]) => n));
    const body = rows.map(([year, n]) =>
      make("tr", {}, make("th", { scope: "row", text: year === null ? "unknown" : String(year) }), make("td", { class: "bars" }, K.dom.bar(n / most)), make("td", { class: "number", text: number(n) })),
    );
    const head = make("tr", {}, make("th", { scope: "col", text: "Published" }), make("td"), make("th", { scope: "col", class: "number", text: "Mentions" }));
    return make("table", { class: "years" }, make("thead", {}, head), make("tbody", {}, ...body));
  }

  function byTradition(place) {
    const rows = places.traditions?.[place] ?? [];
    if (!rows.length) return null;
    const items = rows.map(([tradition, n]) => make("li", {}, swatch(tradition), `${traditions.get(tradition) ?? words(tradition)} `, make("span", { class: "muted", text: number(n) })));
    return make("ul", { class: "traditions" }, ...items);
  }

  function sources(place) {
    const rows = places.top_documents[place] ?? [];
    const items = rows.map(([document, n]) => {
      const publisher = publishers[documents.publisher[document]];
      return make(
        "li",
        {},
        K.dom.link(documents.url[document], documents.id[document]),
        make("span", { class: "muted" }, [publisher, K.dates.format(documents.published[document]), count(n, "mention")].filter(Boolean).join(", ")),
      );
    });
    return make("ul", { class: "documents" }, ...items);
  }

  function section(title, body, open = true) {
    return make("details", { open }, make("summary", {}, make("h4", { text: title })), body);
  }

  function facts(place) {
    const position = places.lat[place] === null || places.lat[place] === undefined ? "position not known" : `${places.lat[place].toFixed(3)}, ${places.lon[place].toFixed(3)}`;
    return [types.get(places.type[place]) ?? words(places.type[place]), places.country[place] && `ISO 3166 country ${places.country[place]}`, position, places.id[place]].filter(Boolean).join(" · ");
  }

  /** Which name the heading shows, and by what rule. */
  function rule(place) {
    const { language: code } = K.store.get();
    if (code === "label") return "The heading is the neutral label: the spelling in the latest document of a closed list of the United Nations, else that of CLDR or GeoNames.";
    const name = language(code);
    return places.labels[place]?.[code] === undefined
      ? `No name in ${name} is known; the heading is the neutral label.`
      : `The heading gives the official and press names in ${name}, of every tradition, in alphabetical order.`;
  }

  /** @param {function(): void} close back to the list @param {Element} whole what all of this is of */
  function card(place, close, whole) {
    const inside = places.within[place] ?? [];
    return [
      make("button", { type: "button", class: "plain back", onclick: close, text: "← All places" }),
      make("h3", { tabindex: -1, class: "name" }, K.labels.element(place)),
      make("p", { class: "small muted", text: facts(place) }),
      make("p", { class: "small" }, make("b", { text: count(places.mentions[place], "mention") }), ` in ${count(places.documents[place], "document")}`),
      whole,
      byTradition(place),
      make("p", { class: "small muted", text: rule(place) }),
      section(`${count((places.names[place] ?? []).length, "name")}`, names(place)),
      section("Mentions by year of publication", years(place), (places.by_year[place] ?? []).length <= FEW),
      section("Documents that name it most", sources(place), (places.top_documents[place] ?? []).length <= FEW),
      inside.length ? section("Within", make("ul", { class: "within" }, ...inside.map((chain) => make("li", { class: "isolated", text: chain })))) : null,
    ].filter(Boolean);
  }

  /** @param {{list: Element, card: Element, scroll: Element}} parts: the list of places gives way to the card */
  function mount({ list, card: element, scroll }) {
    let last = null;
    const whole = K.told.whole();
    const close = () => {
      const id = places.id[K.store.get().place];
      K.store.set({ place: null });
      (list.querySelector(`[data-place="${CSS.escape(id ?? "")}"]`) ?? document.getElementById("place-search"))?.focus();
    };
    return () => {
      const { place } = K.store.get();
      const focused = list.contains(document.activeElement);
      list.hidden = place !== null;
      element.hidden = place === null;
      scroll.classList.toggle("card-shown", place !== null);
      element.replaceChildren(...(place === null ? [] : card(place, close, whole)));
      if (place !== last) scroll.scrollTop = 0;
      if (focused && place !== null) element.querySelector("h3").focus({ preventScroll: true });
      last = place;
    };
  }
  return { mount, words };
})();
