/** Drag, pinch, wheel, double click and keys for a camera. A page being scrolled past the map scrolls on. */
K.charts.gestures = (frame, camera, { ignore }) => {
  const pointers = new Map();
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = (points) => ({ x: (points[0].x + points[1].x) / 2, y: (points[0].y + points[1].y) / 2 });
  const apart = (points) => Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y);
  let [moved, elsewhere] = [0, -Infinity];

  function down(event) {
    if (ignore.contains(event.target) || (event.pointerType === "mouse" && event.button !== 0)) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, at(event));
  }

  function move(event) {
    if (!pointers.has(event.pointerId)) return;
    const before = [...pointers.values()];
    const from = pointers.get(event.pointerId);
    const to = at(event);
    pointers.set(event.pointerId, to);
    moved += Math.hypot(to.x - from.x, to.y - from.y);
    if (moved < 5) return;
    if (!camera.moving()) {
      camera.drag(true);
      frame.setPointerCapture(event.pointerId);
      K.charts.tip.hide();
    }
    if (pointers.size === 1) return camera.pan(to.x - from.x, to.y - from.y);
    const after = [...pointers.values()];
    const [was, is] = [middle(before), middle(after)];
    camera.pan(is.x - was.x, is.y - was.y);
    camera.zoom(apart(after) / Math.max(1, apart(before)), is.x, is.y);
  }

  function up(event) {
    pointers.delete(event.pointerId);
    if (!pointers.size) camera.drag(false);
  }

  function wheel(event) {
    const now = performance.now();
    const scrolling = !event.ctrlKey && now - elsewhere < 400;
    if (scrolling) return void (elsewhere = now);
    const { x, y } = at(event);
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    if (camera.zoom(Math.exp(-Math.max(-120, Math.min(step, 120)) * (event.ctrlKey ? 0.008 : 0.0025)), x, y))
      event.preventDefault();
  }

  function key(event) {
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (moves[event.key]) camera.pan(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") camera.zoom(1.4);
    else if (event.key === "-") camera.zoom(1 / 1.4);
    else if (event.key === "0") camera.home();
    else return;
    event.preventDefault();
  }

  frame.addEventListener("pointerdown", down);
  frame.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) frame.addEventListener(name, up);
  frame.addEventListener("wheel", wheel, { passive: false });
  document.addEventListener("wheel", (event) => !frame.contains(event.target) && (elsewhere = performance.now()), {
    passive: true,
  });
  frame.addEventListener("keydown", key);
  frame.addEventListener(
    "dblclick",
    (event) => !ignore.contains(event.target) && camera.zoom(2, at(event).x, at(event).y),
  );
};
