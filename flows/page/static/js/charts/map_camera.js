/**
 * Where the map looks: Mercator's x = x₀ + scale·λ and y = y₀ − scale·ln tan(π/4 + φ/2), as Vega's projection has them.
 * @param {function({scale: number, x: number, y: number}): void} moved told at most once a frame
 */
K.charts.camera = (moved) => {
  const radians = Math.PI / 180;
  const across = (lon) => lon * radians;
  const up = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2));
  const state = { scale: 1, x: 0, y: 0 };
  let [width, height] = [600, 400];
  let [quietUntil, dragging] = [0, false];
  let goal = null;
  const tell = K.charts.throttle(() => moved({ ...state }));

  const scaleOf = ([west, south, east, north]) => [
    width / (across(east) - across(west)),
    height / (up(north) - up(south)),
  ];
  const least = () => Math.max(...scaleOf(K.charts.REGION));
  const project = (lon, lat) => [state.x + state.scale * across(lon), state.y - state.scale * up(lat)];

  /** The map never leaves the region that it has a base for. */
  function clamp() {
    const [west, south, east, north] = K.charts.REGION;
    state.scale = Math.max(least(), Math.min(state.scale, least() * 60));
    state.x = Math.min(-state.scale * across(west), Math.max(state.x, width - state.scale * across(east)));
    state.y = Math.min(state.scale * up(north), Math.max(state.y, height + state.scale * up(south)));
  }

  function look(scale, lon, lat) {
    state.scale = Math.max(scale, least());
    state.x = width / 2 - state.scale * across(lon);
    state.y = height / 2 + state.scale * up(lat);
    clamp();
    tell();
  }

  function show(area) {
    goal = area;
    const [west, south, east, north] = area;
    const middle = (2 * Math.atan(Math.exp((up(south) + up(north)) / 2)) - Math.PI / 2) / radians;
    look(Math.min(...scaleOf(area)), (west + east) / 2, middle);
  }

  function zoom(factor, x = width / 2, y = height / 2) {
    const before = state.scale;
    const scale = Math.max(least(), Math.min(before * factor, least() * 60));
    if (scale === before) return false;
    state.x = x - ((x - state.x) * scale) / before;
    state.y = y - ((y - state.y) * scale) / before;
    state.scale = scale;
    goal = null;
    clamp();
    tell();
    return true;
  }

  function pan(dx, dy) {
    state.x += dx;
    state.y += dy;
    goal = null;
    clamp();
    tell();
  }

  function drag(on) {
    if (dragging && !on) quietUntil = performance.now() + 50;
    dragging = on;
  }

  return {
    state,
    project,
    zoom,
    pan,
    drag,
    moving: () => dragging,
    /** Whether a drag has only just ended: its click means nothing. */
    dragged: () => performance.now() < quietUntil,
    home: () => show(K.charts.AREA),
    whole: () => show(K.charts.REGION),
    again: () => (goal ? show(goal) : (clamp(), tell())),
    centre: (lon, lat) => ((goal = null), look(state.scale, lon, lat)),
    size: () => ({ width, height }),
    resize(wide, tall) {
      [width, height] = [wide, tall];
    },
    sees(lon, lat) {
      const [x, y] = project(lon, lat);
      return x > 12 && x < width - 12 && y > 12 && y < height - 12;
    },
    /** The point of the earth under a point of the map. */
    at: (x, y) => [
      (x - state.x) / state.scale / radians,
      (2 * Math.atan(Math.exp((state.y - y) / state.scale)) - Math.PI / 2) / radians,
    ],
  };
};
