/** Elements made without ever reading a text as markup. */
K.dom = {
  /**
   * @param {string} name of the element
   * @param {Object} [attributes] `class`, `text`, `on…` listeners, or attributes; null and false leave one out
   * @param {...(Node|string|null)} children
   */
  make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "text") element.textContent = value;
      else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  },

  /** A link if the address is one of the web's, else its words alone. */
  link(address, words) {
    const text = words ?? address;
    if (!/^https?:\/\//i.test(address ?? "")) return K.dom.make("bdi", { text });
    return K.dom.make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, K.dom.make("bdi", { text }));
  },

  /** A name in its language, kept apart from what stands around it. */
  name(text, language, attributes = {}) {
    return K.dom.make("bdi", { lang: language, text, ...attributes });
  },

  /** A bar whose length is a share of the whole: an image, so that no style has to be written into the page. */
  bar(share) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("class", "bar");
    svg.setAttribute("viewBox", "0 0 100 10");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS(space, "rect");
    rect.setAttribute("width", String(Math.max(1, Math.min(100, share * 100))));
    rect.setAttribute("height", "10");
    svg.append(rect);
    return svg;
  },

  number: (value) => value.toLocaleString("en"),

  /** "1 document", "2 documents". */
  count: (n, one, many = `${one}s`) => `${K.dom.number(n)} ${n === 1 ? one : many}`,
};
