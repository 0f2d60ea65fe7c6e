/** Where the names of the states stand on the map: where what is seen of each is widest and emptiest. */
K.charts.mapCountries = (() => {
  const { places } = K.data;
  const lands = () =>
    K.base.features
      .filter((each) => each.properties.layer === "land" && each.properties.country)
      .map(({ properties, geometry }) => ({
        properties,
        polygons: geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
      }));
  let cached = null;

  function inRing([x, y], ring) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[a, b], [c, d]] = [ring[i], ring[j]];
      if (b > y !== d > y && x < ((c - a) * (y - b)) / (d - b) + a) inside = !inside;
    }
    return inside;
  }

  const box = (ring) =>
    ring.reduce(
      ([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)],
      [180, 90, -180, -90],
    );
  const boxes = new WeakMap();
  const near = ([x, y], ring) => {
    if (!boxes.has(ring)) boxes.set(ring, box(ring));
    const [west, south, east, north] = boxes.get(ring);
    return x >= west && x <= east && y >= south && y <= north;
  };
  const within = (point, polygons) =>
    polygons.some(
      ([outer, ...holes]) => near(point, outer) && inRing(point, outer) && !holes.some((hole) => inRing(point, hole)),
    );

  /** The label of a state and, where a statement names it, the place that it is, which a click selects. */
  function named({ country, name }) {
    const place = places.id.findIndex((_, i) => places.type[i] === "country" && places.country[i] === country);
    return place < 0 ? K.labels.state(country, name) : { label: K.labels.of(place), lang: K.labels.lang(place), place };
  }

  const WIDE = 60;
  const TALL = 18;
  /** How many halves of a label fit between a point and the nearest of others. */
  const room = ([x, y], others) =>
    others.reduce(
      (least, [a, b]) => Math.min(least, Math.max(Math.abs(a - x) / WIDE, Math.abs(b - y) / TALL)),
      Infinity,
    );

  let [last, laid] = ["", null];
  /** Points over the map, and which of them lie in each state: the same as long as the map is not moved. */
  function grid(camera, width, height) {
    const key = [camera.state.scale, camera.state.x, camera.state.y, width, height].join();
    if (key === last) return laid;
    cached ??= lands();
    const points = [];
    for (let x = 44; x < width - 44; x += 30) for (let y = 14; y < height; y += 18) points.push([x, y]);
    const earth = points.map(([x, y]) => camera.at(x, y));
    last = key;
    laid = {
      points,
      insides: cached.map(({ properties, polygons }) => [properties, earth.map((point) => within(point, polygons))]),
    };
    return laid;
  }

  /** @param {number[][]} busy points of the map that are taken */
  return (camera, width, height, busy) => {
    const { points, insides } = grid(camera, width, height);
    return insides.flatMap(([properties, inside]) => {
      const seen = points.filter((_, i) => inside[i]);
      if (seen.length < 6) return [];
      const outside = points.filter((_, i) => !inside[i]);
      const [mx, my] = [0, 1].map((axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length);
      const free = ([x, y]) => {
        const edge = Math.min(x / WIDE, (width - 40 - x) / WIDE, y / TALL, (height - y) / TALL);
        return Math.min(2, edge, room([x, y], outside), room([x, y], busy)) - Math.hypot(x - mx, y - my) / 2000;
      };
      const [best, space] = seen.map((point) => [point, free(point)]).reduce((a, b) => (b[1] > a[1] ? b : a));
      if (space < 0.35) return [];
      const [lon, lat] = camera.at(...best).map((degrees) => Math.round(degrees * 1e4) / 1e4);
      return [{ ...named(properties), lon, lat }];
    });
  };
})();
