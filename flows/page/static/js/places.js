/** The places, found by any of their names, as buttons with how many statements name them. */
K.places = (() => {
  const { make, number, count } = K.dom;
  const STEP = 60;
  let limit = STEP;
  let query = "";

  function found() {
    const counts = K.filter.placeCounts();
    const places = K.names.find(query).filter((place) => query || counts[place] > 0);
    return { counts, places: places.sort((a, b) => counts[b] - counts[a] || a - b) };
  }

  function row(place, counts, most) {
    const because = K.names.because(place, query);
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "place", "data-place": K.data.places.id[place], onclick: () => K.store.set({ place }) },
        make("span", { class: "what" }, K.labels.element(place), because ? make("small", {}, K.dom.name(because[0], because[1])) : null),
        make("span", { class: "number" }, number(counts[place]), make("span", { class: "unseen", text: counts[place] === 1 ? " statement" : " statements" })),
        counts[place] ? K.dom.bar(counts[place] / most) : null,
      ),
    );
  }

  /** @param {{search: HTMLInputElement, list: Element, more: Element, words: Element}} parts */
  function mount({ search, list, more, words }) {
    const show = () => {
      const { counts, places } = found();
      const most = Math.max(1, ...counts);
      list.replaceChildren(...places.slice(0, limit).map((place) => row(place, counts, most)));
      more.hidden = places.length <= limit;
      more.textContent = `Show more of ${count(places.length, "place")}`;
      const first = places.length > limit ? `The first ${number(limit)} of ` : "";
      const what = query ? "with a name that begins so" : `named in statements${K.told.among()}`;
      words.textContent = `${first}${count(places.length, "place")} ${what}`;
    };
    search.addEventListener("input", () => {
      [query, limit] = [search.value.trim(), STEP];
      show();
    });
    more.addEventListener("click", () => {
      const first = limit;
      limit += STEP * 5;
      show();
      list.children[first]?.querySelector("button")?.focus();
    });
    return show;
  }
  return { mount };
})();
