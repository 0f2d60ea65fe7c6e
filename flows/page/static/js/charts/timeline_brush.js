/**
 * The window on the timeline: drawn with the pointer or moved by its two handles, which are sliders for the keyboard.
 * The page is not drawn again for it: three boxes move, and the store tells the others.
 */
K.charts.timelineBrush = (frame, { scale, pressed, hovered }) => {
  const { make } = K.dom;
  const shade = () => make("div", { class: "chart-shade" });
  const [before, band, after] = [shade(), make("div", { class: "chart-band" }), shade()];
  const handles = { from: handle("from", "First day of the window"), to: handle("to", "Last day of the window") };
  const layer = make("div", { class: "chart-brush" }, before, band, after, handles.from, handles.to);
  frame.append(layer);
  const set = K.charts.throttle((values) => K.store.set(values));
  let drag = null;

  function handle(name, label) {
    return make("div", {
      class: "chart-handle",
      role: "slider",
      tabindex: "0",
      "aria-label": label,
      onkeydown: (event) => key(event, name),
    });
  }

  /** Where the window stands: its edges in pixels, at the ends of the scale where it is open. */
  function edges({ from, to }) {
    const at = scale();
    const keep = (x) => Math.max(at.left, Math.min(at.right, x));
    return [from === null ? at.left : keep(at.x(from)), to === null ? at.right : keep(at.end(to))];
  }

  function draw() {
    const state = K.store.get();
    const at = scale();
    const [left, right] = edges(state);
    const open = state.from === null && state.to === null;
    layer.classList.toggle("chart-open", open);
    before.style.left = "0px";
    before.style.width = `${left}px`;
    band.style.left = `${left}px`;
    band.style.width = `${Math.max(1, right - left)}px`;
    after.style.left = `${right}px`;
    after.style.right = "0px";
    handles.from.style.left = `${left}px`;
    handles.to.style.left = `${right}px`;
    for (const [name, day, edge] of [
      ["from", state.from, at.first],
      ["to", state.to, at.last],
    ]) {
      const now = day ?? edge;
      const attributes = {
        "aria-valuemin": Math.min(at.first, now),
        "aria-valuemax": Math.max(at.last, now),
        "aria-valuenow": now,
        "aria-valuetext": day === null ? "open" : K.dates.format(day),
      };
      for (const [attribute, value] of Object.entries(attributes)) handles[name].setAttribute(attribute, value);
    }
  }

  const unit = () => K.charts.timelineUnit(scale().each);
  const dayAt = (x) => Math.max(scale().first, Math.min(scale().last, scale().day(x)));

  function key(event, name) {
    const at = scale();
    const { start, stop, step } = unit();
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
    const now = K.store.get()[name] ?? (name === "from" ? at.first : at.last);
    let day = null;
    if (by) day = name === "from" ? start(step(now, by)) : stop(step(now, by));
    else if (event.key === "Home") day = name === "from" ? null : stop(K.store.get().from ?? at.first);
    else if (event.key === "End") day = name === "to" ? null : start(K.store.get().to ?? at.last);
    else if (event.key === "Escape") return K.store.set({ from: null, to: null });
    else return;
    event.preventDefault();
    const { from, to } = K.store.get();
    if (day !== null && name === "from" && day <= at.first) day = null;
    if (day !== null && name === "to" && day >= at.last) day = null;
    if (day !== null && name === "from" && to !== null) day = Math.min(day, to);
    if (day !== null && name === "to" && from !== null) day = Math.max(day, from);
    K.store.set({ [name]: day });
  }

  const local = (event) => event.clientX - frame.getBoundingClientRect().left;

  function down(event) {
    if (event.button !== 0) return;
    const x = local(event);
    const state = K.store.get();
    const [left, right] = edges(state);
    const reach = event.pointerType === "touch" ? 18 : 7;
    const open = state.from === null && state.to === null;
    const near = Math.abs(x - left) <= Math.abs(x - right) ? ["from", left] : ["to", right];
    const kind = !open && Math.abs(x - near[1]) <= reach ? near[0] : !open && x > left && x < right ? "move" : "new";
    drag = { kind, x, state, moved: false };
    frame.setPointerCapture(event.pointerId);
  }

  function dragged(event) {
    if (!drag) return hovered(event);
    const x = local(event);
    if (!drag.moved && Math.abs(x - drag.x) < 4) return;
    drag.moved = true;
    const { start, stop } = unit();
    const at = scale();
    if (drag.kind === "new") {
      const [a, b] = [dayAt(Math.min(x, drag.x)), dayAt(Math.max(x, drag.x))];
      set({ from: start(a), to: stop(b) });
    } else if (drag.kind === "move") {
      const shift = Math.round((x - drag.x) / at.each);
      set({
        from: drag.state.from === null ? null : start(drag.state.from + shift),
        to: drag.state.to === null ? null : stop(drag.state.to + shift),
      });
    } else if (drag.kind === "from") set({ from: Math.min(start(dayAt(x)), drag.state.to ?? at.last) });
    else set({ to: Math.max(stop(dayAt(x)), drag.state.from ?? at.first) });
  }

  function up(event) {
    const still = drag && !drag.moved;
    drag = null;
    if (still && event.type === "pointerup") pressed(event);
  }

  frame.addEventListener("pointerdown", down);
  frame.addEventListener("pointermove", dragged);
  for (const name of ["pointerup", "pointercancel"]) frame.addEventListener(name, up);
  frame.addEventListener("pointerleave", K.charts.tip.hide);
  return {
    draw,
    tall(height) {
      layer.style.height = `${height}px`;
    },
  };
};
