/** The places as the map shows them: which are drawn, which are told under it, and what their tips say. */
K.charts.mapPlaces = () => {
  const { places, place_types } = K.data;
  // a circle in the middle of a state or a sea would say that something happened there
  const wholes = new Set(["country", "historic_state", "continent", "sea"]);
  const points = new Set(["city", "town", "village", "quarter", "site", "monastery", "fortress", "mountain", "pass"]);
  const [west, south, east, north] = K.charts.REGION;
  const drawn = places.id.map((_, place) => {
    const [lon, lat] = [places.lon[place], places.lat[place]];
    const known = Number.isFinite(lon) && Number.isFinite(lat) && lon !== null && lat !== null;
    return known && !wholes.has(places.type[place]) && lon >= west && lon <= east && lat >= south && lat <= north;
  });
  let labels = [];
  const relabel = () => (labels = places.id.map((_, place) => [K.labels.of(place), K.labels.lang(place)]));
  relabel();

  /** What Vega draws, most named first: small circles lie on large ones, and large ones are labelled first. */
  function rows(counts) {
    const { place: selected } = K.store.get();
    const shown = [];
    for (let place = 0; place < drawn.length; place++) {
      if (!drawn[place] || !(counts[place] || place === selected)) continue;
      const [label, lang] = labels[place];
      const [lon, lat] = [places.lon[place], places.lat[place]];
      shown.push({ place, lon, lat, n: counts[place], area: !points.has(places.type[place]), label, lang });
    }
    shown.sort((a, b) => b.n - a.n || a.place - b.place);
    return shown.map((row, rank) => ({ ...row, rank: row.place === selected ? -1 : rank }));
  }

  /** The places that cannot be drawn, most named first: [place, n]. */
  function others(counts) {
    const shown = [];
    for (let place = 0; place < drawn.length; place++)
      if (!drawn[place] && counts[place]) shown.push([place, counts[place]]);
    return shown.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  function tip(place, n) {
    const said = n === undefined ? "" : K.dom.count(n, "statement") + K.told.among();
    const [title, lang] = labels[place];
    return { title, lang, lines: [K.charts.title(place_types, places.type[place]).replace(/\.$/, ""), said] };
  }
  return { rows, others, tip, relabel, drawable: (place) => drawn[place] };
};

/** West, south, east, north of what the base map covers, and of what the map shows first. */
K.charts.REGION = [40, 36, 54, 44];
K.charts.AREA = [44.3, 38.75, 48.3, 41.05];
