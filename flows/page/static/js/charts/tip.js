/** The tip of all charts: one box of plain text beside the pointer. Screen readers have the tables and lists instead. */
K.charts.tip = (() => {
  let box = null;

  function hide() {
    if (box) box.hidden = true;
  }

  function placed(x, y) {
    const { width, height } = box.getBoundingClientRect();
    const left = Math.max(6, Math.min(x + 14, document.documentElement.clientWidth - width - 6));
    const below = y + 18 + height <= innerHeight;
    box.style.left = `${left}px`;
    box.style.top = `${Math.max(6, below ? y + 18 : y - height - 12)}px`;
  }

  /** @param {{title: string, lang?: string, lines: string[]}} said @param {number} x @param {number} y in the window */
  function show(said, x, y) {
    const { make } = K.dom;
    if (!box) document.body.append((box = make("div", { class: "chart-tip", "aria-hidden": "true" })));
    const lines = said.lines.filter(Boolean).map((text) => make("span", { text }));
    box.replaceChildren(make("strong", { text: said.title, lang: said.lang, dir: "auto" }), ...lines);
    box.hidden = false;
    placed(x, y);
  }

  /** Let a drawing have a tip wherever `pointed` shows one, by a mouse or a finger. */
  function follow(canvas, pointed) {
    for (const event of ["pointermove", "pointerdown"]) canvas.addEventListener(event, pointed);
    canvas.addEventListener("pointerleave", hide);
  }

  addEventListener("scroll", hide, { passive: true, capture: true });
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return { show, hide, follow };
})();
