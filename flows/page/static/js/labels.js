/** What a place is called in the language the reader chose; the neutral label where no name in it is known. */
K.labels = (() => {
  const { id, label, labels, names, type } = K.data.places;
  const types = new Map(K.data.place_types.map(({ code, title }) => [code, title.toLowerCase()]));
  const chosen = (place) => {
    const { language } = K.store.get();
    return language === "label" ? undefined : labels[place]?.[language];
  };
  /** The language of the neutral label is that of the name that is spelt so, English first. */
  function own(place) {
    const same = (names[place] ?? []).filter(([name]) => name === label[place]).map(([, language]) => language);
    return same.includes("en") || !same.length ? "en" : same[0];
  }
  const bare = (place) => chosen(place) ?? label[place];

  let [counted, shared] = [null, new Map()];
  /** How many places have a label in the language chosen. */
  function sharing(text) {
    const { language } = K.store.get();
    if (counted !== language) {
      [counted, shared] = [language, new Map()];
      id.forEach((_, place) => {
        const kind = `${bare(place)}\n${type[place]}`;
        for (const key of [bare(place), kind]) shared.set(key, (shared.get(key) ?? 0) + 1);
      });
    }
    return shared.get(text) > 1;
  }
  /** The label; with what the place is, or else its identifier, where another one is called the same. */
  function of(place) {
    const text = bare(place);
    if (!sharing(text)) return text;
    return `${text} (${sharing(`${text}\n${type[place]}`) ? id[place] : (types.get(type[place]) ?? type[place])})`;
  }
  /** What a state is called that is none of the page's places; `name` is what the map calls it. */
  function state(country, name) {
    const { language } = K.store.get();
    const label = K.data.states[country]?.[language];
    return label === undefined ? { label: name, lang: "en" } : { label, lang: language };
  }
  return {
    of,
    state,
    lang: (place) => (chosen(place) === undefined ? own(place) : K.store.get().language),
    /** An element with the name, its language and direction. */
    element: (place, attributes) => K.dom.name(K.labels.of(place), K.labels.lang(place), attributes),
  };
})();
