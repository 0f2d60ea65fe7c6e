/** Every name of every place, folded, so that a place is found by any of them. */
K.names = (() => {
  const { places } = K.data;
  let folded = null;
  const all = () =>
    (folded ??= places.id.map((id, place) => [
      ...new Set([places.label[place], ...(places.names[place] ?? []).map(([name]) => name)].map(K.fold).concat(K.fold(id))),
    ]));
  const starts = (name, query) => name === query || name.startsWith(query) || name.includes(` ${query}`);
  return {
    /** Places with a name of which a word begins so; all of them where nothing is asked. @returns {number[]} */
    find(query) {
      const asked = K.fold(query);
      const every = all().map((_, place) => place);
      return asked ? every.filter((place) => all()[place].some((name) => starts(name, asked))) : every;
    },
    /** Places with a name that is exactly this. @returns {number[]} */
    exact(query) {
      const asked = K.fold(query);
      return asked ? all().flatMap((names, place) => (names.includes(asked) ? [place] : [])) : [];
    },
    /** The name of a place that made it be found, where it is not the one shown. @returns {Array|null} [name, language] */
    because(place, query) {
      const asked = K.fold(query);
      if (!asked || starts(K.fold(K.labels.of(place)), asked)) return null;
      return (places.names[place] ?? []).find(([name]) => starts(K.fold(name), asked)) ?? null;
    },
  };
})();
