/** The places that the map cannot draw (no coordinates, elsewhere, or a whole state), as buttons with their numbers. */
K.charts.mapChips = (seen) => {
  const { make, number, count } = K.dom;
  const few = 12;
  const most = 60;
  let [open, last] = [false, null];
  const list = make("ul", { class: "chart-chips" });
  const rest = make("p", { class: "chart-note" });
  const heading = make("p", { class: "chart-chips-title" });
  const element = make("div", { class: "chart-also" }, heading, list, rest);

  function chip([place, n], selected) {
    const pick = () => K.store.set({ place: K.store.get().place === place ? null : place });
    const told = make("span", { class: "chart-chip-n", text: number(n) });
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "chart-chip", "aria-pressed": String(place === selected), onclick: pick },
        K.labels.element(place),
        " ",
        told,
      ),
    );
  }

  function show(counts) {
    last = counts;
    const all = seen.others(counts);
    element.hidden = !all.length;
    heading.textContent = "Also named: states, seas, places elsewhere and places without coordinates, by statements";
    const { place } = K.store.get();
    const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    const shown = all.slice(0, open ? most : few);
    list.replaceChildren(...shown.map((each) => chip(each, place)));
    if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
    told(all, shown);
  }

  function told(all, shown) {
    const left = all.slice(shown.length);
    const mentions = left.reduce((sum, [, n]) => sum + n, 0);
    const words = left.length ? `${count(left.length, "more place")}, named ${count(mentions, "time")} in all` : "";
    const more = all.length > few && !rest.dataset.never;
    const toggle = make("button", {
      type: "button",
      class: "chart-link",
      "aria-expanded": String(open),
      text: open ? "Show fewer" : `Show ${Math.min(most, all.length) - few} more`,
      onclick: turn,
    });
    rest.replaceChildren(...(more ? [words + (words ? ". " : ""), toggle] : [words]));
  }

  function turn() {
    open = !open;
    show(last);
    rest.querySelector("button")?.focus();
  }
  return { element, show };
};
