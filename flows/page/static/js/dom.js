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

  /** An element of a drawing. Colours and lengths stand in its attributes: a style would need a laxer policy. */
  drawn(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  },

  /** A bar whose length is a share of the whole. */
  bar(share) {
    const rect = K.dom.drawn("rect", { width: Math.max(1, Math.min(100, share * 100)), height: 10 });
    return K.dom.drawn("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" }, rect);
  },

  number: (value) => value.toLocaleString("en"),

  /** "1 document", "2 documents". */
  count: (n, one, many = `${one}s`) => `${K.dom.number(n)} ${n === 1 ? one : many}`,
};
