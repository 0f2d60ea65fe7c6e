/** K.charts: the four charts of the page, each a function of the element that it fills. What they share stands here. */
K.charts = {
  /** A share in words that never rounds something to nothing or less than all to all. */
  share(part, whole) {
    if (!whole) return "";
    const percent = (100 * part) / whole;
    if (part && percent < 1) return "< 1 %";
    if (part < whole && percent > 99) return "> 99 %";
    return `${Math.round(percent)} %`;
  },

  /** `work` at most once an animation frame, with the last arguments. */
  throttle(work) {
    let latest = null;
    return (...given) => {
      const waits = latest !== null;
      latest = given;
      if (waits) return;
      requestAnimationFrame(() => {
        const arguments_ = latest;
        latest = null;
        work(...arguments_);
      });
    };
  },

  /** `work` once nobody has asked for it for so many milliseconds. */
  settle(work, milliseconds) {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, milliseconds);
    };
  },

  /** The first of January of an astronomical year, in days since 1970-01-01. */
  newYear: (year) => new Date(0).setUTCFullYear(year, 0, 1) / 864e5,

  /** An astronomical year in words: 1994, AD 9, 188 BC. */
  year: (year) => (year > 999 ? String(year) : year > 0 ? `AD ${year}` : `${1 - year} BC`),

  /** The title of a code in one of the data's lists of codes; the code itself where it has none. */
  title: (codes, code) => (codes ?? []).find((each) => each.code === code)?.title ?? String(code ?? "unknown"),

  /** A chart that cannot be drawn says so in its place. */
  failed(element, error) {
    element.append(K.dom.make("p", { class: "chart-empty", text: `This chart could not be drawn: ${error.message}` }));
    console.error(error);
  },
};
