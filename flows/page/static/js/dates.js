/** Days since 1970-01-01 as ISO 8601 writes them, and back. Years are astronomical: 0000 is 1 BC. */
K.dates = {
  /** @param {number|null} day @returns {string} "1991-12-26"; before the year 0 "-0187-03-01"; "" where unknown */
  format(day) {
    if (day === null || day === undefined) return "";
    const date = new Date(day * 864e5);
    const year = date.getUTCFullYear();
    const digits = String(Math.abs(year)).padStart(4, "0");
    const two = (value) => String(value).padStart(2, "0");
    return `${year < 0 ? "-" : ""}${digits}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  },

  /** @param {string} text a day as ISO 8601 writes it @returns {number|null} */
  parse(text) {
    const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? "");
    if (!found) return null;
    const date = new Date(0);
    date.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
    const day = Math.round(date.getTime() / 864e5);
    return Number.isFinite(day) && K.dates.format(day) === text ? day : null;
  },

  year: (day) => new Date(day * 864e5).getUTCFullYear(),

  /** From a first to a last day, as short as can be said without loss: a year is a year, a month a month. */
  span(start, end) {
    if (start === null && end === null) return "no date";
    if (start === null) return `until ${K.dates.format(end)}`;
    if (end === null) return `from ${K.dates.format(start)}`;
    if (start === end) return K.dates.format(start);
    const [from, to] = [K.dates.format(start), K.dates.format(end)];
    const first = K.dates.format(end + 1);
    if (from.endsWith("-01-01") && to.endsWith("-12-31")) {
      const [a, b] = [from.slice(0, -6), to.slice(0, -6)];
      return a === b ? a : `${a} – ${b}`;
    }
    if (from.endsWith("-01") && first.endsWith("-01")) {
      const [a, b] = [from.slice(0, -3), to.slice(0, -3)];
      return a === b ? a : `${a} – ${b}`;
    }
    return `${from} – ${to}`;
  },
};
