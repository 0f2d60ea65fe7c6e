/** The map: places as circles whose area is the number of statements that name them under the window. */
K.charts.map = (element) => {
  const { make, number, count } = K.dom;
  const { places } = K.data;
  const seen = K.charts.mapPlaces();
  const frame = make("div", {
    class: "chart-map",
    tabindex: "0",
    role: "group",
    "aria-roledescription": "map",
    "aria-label": "Map of the places named",
    "aria-describedby": "chart-map-keys",
  });
  const canvas = make("div", { class: "chart-view" });
  const note = make("p", { class: "chart-note" });
  const chips = K.charts.mapChips(seen);
  const legend = K.charts.mapLegend((layer, on) => view?.signal(layer, on).runAsync());
  const keys = make("p", {
    id: "chart-map-keys",
    class: "chart-hidden",
    text: "Arrow keys move the map, plus and minus zoom, 0 returns to the first view. The list of places has the same as text.",
  });
  let view = null;
  let rows = [];
  let states = [];
  const family = getComputedStyle(element).fontFamily;

  const camera = K.charts.camera((state) => {
    view?.signal("scale", state.scale).signal("tx", state.x).signal("ty", state.y);
    lettered();
  });
  const height = (width) => Math.round(Math.max(320, Math.min(width * (width < 560 ? 1.05 : 0.68), 600)));

  /** The labels that there is room for now, each saying its language, for fonts and for readers of the drawing. */
  function lettered() {
    if (!view) return;
    const size = camera.size();
    const radius = (n) => K.charts.mapRadius(n, view.signal("most"), view.signal("largest"));
    const most = Math.round((size.width * size.height) / 9000);
    const selected = K.store.get().place;
    const order = selected === null ? rows : [...rows].sort((a, b) => (b.place === selected) - (a.place === selected));
    view.data(
      "labels",
      K.charts.mapLabels(order, { project: camera.project, radius, size, most, family, selected }, taken()),
    );
    view.runAsync().then(() => {
      for (const text of canvas.querySelectorAll("text")) {
        const lang = text.__data__?.datum?.lang;
        if (lang && text.getAttribute("lang") !== lang) text.setAttribute("lang", lang);
      }
    });
    settled();
  }

  /** What labels keep off: the names of the states, the dated line's, the buttons. */
  function taken() {
    const { width } = camera.size();
    const written = [...states, ...(view.signal("written") ? view.data("dated") : [])];
    return [
      { left: width - 50, right: width, top: 0, bottom: 150 },
      ...written.map(({ lon, lat, label }) => {
        const [x, y] = camera.project(lon, lat);
        const lines = label.split(" / ");
        const half = Math.max(...lines.map((line) => line.length)) * 3.3 + 4;
        return { left: x - half, right: x + half, top: y - 14, bottom: y - 8 + 16 * lines.length };
      }),
    ];
  }

  /** What is drawn, in words. */
  function say() {
    const inside = K.told.among();
    const beyond = rows.filter(({ lon, lat }) => !camera.sees(lon, lat)).length;
    const outside = beyond ? `, ${number(beyond)} of them outside this view` : "";
    const drawn = `${count(rows.length, "place")} on the map${outside}.`;
    const circles = `The area of a circle is the number of statements${inside} that name the place`;
    note.textContent = rows.length
      ? `${drawn} ${circles}; rings are districts, regions, rivers and the like, drawn at their middle.`
      : `No statement${inside} names a place of the region.`;
  }

  const settled = K.charts.settle(() => {
    say();
    const { width, height: tall } = camera.size();
    const line = view.signal("written")
      ? view.data("dated").flatMap(({ x, y }) => [-90, 0, 90].map((dx) => [x + dx, y - 9]))
      : [];
    const key = [
      [50, tall - 30],
      [80, tall - 50],
    ];
    const busy = [...rows.slice(0, 60).map(({ lon, lat }) => camera.project(lon, lat)), ...line, ...key];
    const shown = K.charts.mapCountries(camera, width, tall, busy);
    if (JSON.stringify(shown) === JSON.stringify(states)) return;
    states = shown;
    view.data("countries", states);
    lettered();
  }, 100);

  function counted() {
    const counts = K.filter.placeCounts();
    rows = seen.rows(counts);
    chips.show(counts);
    if (!view) return;
    const most = Math.max(1, rows[0]?.n ?? 1);
    say();
    view.data("places", rows).data("sizes", K.charts.mapSizes(most)).signal("most", most);
    lettered();
  }

  /** The place under a point of the map: the label's, or the nearest circle within reach of a finger. */
  function hit(event) {
    const datum = K.charts.drawn(event);
    if (event.target.closest?.("text") && datum?.place !== undefined) return datum.place;
    const box = frame.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const reach = event.pointerType === "touch" ? 22 : 10;
    let [best, least] = [null, Infinity];
    for (const row of view?.data("places") ?? []) {
      const radius = K.charts.mapRadius(row.n, view.signal("most"), view.signal("largest"));
      const apart = Math.hypot(row.x - x, row.y - y);
      if (apart <= Math.max(radius, reach) && apart - radius / 1000 < least)
        [best, least] = [row.place, apart - radius / 1000];
    }
    return best;
  }

  function pointed(event) {
    const place = event.pointerType === "touch" || camera.moving() ? null : hit(event);
    frame.classList.toggle("chart-pointing", place !== null);
    if (place === null) return K.charts.tip.hide();
    K.charts.tip.show(seen.tip(place, rows.find((row) => row.place === place)?.n), event.clientX, event.clientY);
  }

  function button(sign, title, act) {
    return make("button", {
      type: "button",
      class: "chart-map-button",
      title,
      "aria-label": title,
      onclick: act,
      text: sign,
    });
  }

  const buttons = make(
    "div",
    { class: "chart-map-buttons" },
    button("+", "Zoom in", () => camera.zoom(1.6)),
    button("−", "Zoom out", () => camera.zoom(1 / 1.6)),
    button("⌂", "Back to the area of the conflict", () => camera.home()),
    button("⤢", "The whole region", () => camera.whole()),
  );
  frame.append(canvas, buttons);
  element.replaceChildren(frame, keys, legend, note, chips.element);

  function resized(width) {
    camera.resize(width, height(width));
    view
      ?.signal("largest", width < 560 ? 20 : 28)
      .width(width)
      .height(height(width))
      .resize();
    camera.again();
  }

  async function start() {
    const width = Math.max(280, canvas.clientWidth);
    camera.resize(width, height(width));
    camera.home();
    view = await K.charts.view(canvas, (wide) => K.charts.mapSpec(camera, wide, height(wide)), resized);
    K.charts.gestures(frame, camera, { ignore: buttons });
    frame.addEventListener("click", (event) => {
      if (buttons.contains(event.target) || camera.dragged()) return;
      const place = hit(event);
      K.store.set({ place: place === K.store.get().place ? null : place });
    });
    frame.addEventListener("pointermove", pointed);
    frame.addEventListener("pointerleave", K.charts.tip.hide);
    view.signal("selected", K.store.get().place ?? -1);
    counted();
  }

  function looked(place) {
    const [lon, lat] = [places.lon[place], places.lat[place]];
    if (seen.drawable(place) && !camera.sees(lon, lat)) camera.centre(lon, lat);
  }

  K.store.subscribe((state, changed) => {
    if (changed.has("language")) seen.relabel();
    if (changed.has("place")) {
      view?.signal("selected", state.place ?? -1);
      if (state.place !== null) looked(state.place);
    }
    if (["from", "to", "query", "language", "place"].some((name) => changed.has(name))) again();
  });
  const again = K.charts.throttle(counted);
  return start().catch((error) => K.charts.failed(element, error));
};
