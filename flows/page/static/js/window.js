/** The window of dates, as two days that can be typed. */
K.window = {
  /** @param {{from: HTMLInputElement, to: HTMLInputElement, words: Element}} parts @returns {function(): void} */
  mount({ from, to, words }) {
    const read = (input) => K.dates.parse(input.value);
    for (const [input, name] of [[from, "from"], [to, "to"]]) {
      input.addEventListener("change", () => K.store.set({ [name]: read(input) }));
    }
    return () => {
      const state = K.store.get();
      const shown = (day) => (day !== null && K.dates.year(day) > 0 ? K.dates.format(day) : "");
      if (from.value !== shown(state.from)) from.value = shown(state.from);
      if (to.value !== shown(state.to)) to.value = shown(state.to);
      const dates = K.told.window(state);
      const days = state.from === null || state.to === null ? "days " : "";
      words.textContent = dates ? `Only what is said of ${days}${dates}.` : "All dates. Choose a stretch of the timeline, or two days.";
    };
  },
};
