/** What a place is called in the language the reader chose; the neutral label where no name in it is known. */
K.labels = (() => {
  const { label, labels, names } = K.data.places;
  const chosen = (place) => {
    const { language } = K.store.get();
    return language === "label" ? undefined : labels[place]?.[language];
  };
  /** The language of the neutral label is that of the name that is spelt so, English first. */
  function own(place) {
    const same = (names[place] ?? []).filter(([name]) => name === label[place]).map(([, language]) => language);
    return same.includes("en") || !same.length ? "en" : same[0];
  }
  return {
    of: (place) => chosen(place) ?? label[place],
    lang: (place) => (chosen(place) === undefined ? own(place) : K.store.get().language),
    /** An element with the name, its language and direction. */
    element: (place, attributes) => K.dom.name(K.labels.of(place), K.labels.lang(place), attributes),
  };
})();
