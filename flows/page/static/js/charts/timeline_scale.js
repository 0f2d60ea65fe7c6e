/** Which stretch of time the timeline shows, and days as points of it. */
K.charts.timelineScale = (() => {
  const PAD = 12;

  /** What of sorted [day, weight] pairs lies at a share of the weight. */
  function quantile(pairs, share) {
    const total = pairs.reduce((sum, [, n]) => sum + n, 0);
    let passed = 0;
    for (const [day, n] of pairs) if ((passed += n) >= share * total - 1e-9) return day;
    return pairs.at(-1)[0];
  }

  const sorted = (days, weights) =>
    days
      .map((day, i) => [day, weights[i]])
      .filter(([day, n]) => day !== null && n > 0)
      .sort((a, b) => a[0] - b[0]);

  /** The shortest of a few stretches that hold a share of the weight. */
  function stretch(starts, ends, share) {
    const tails = [0, 0.25, 0.5, 0.75, 1].map((part) => part * (1 - share));
    const found = tails.map((tail) => [quantile(starts, Math.max(tail, 1e-9)), quantile(ends, share + tail)]);
    return found.reduce((best, each) => (each[1] - each[0] < best[1] - best[0] ? each : best));
  }

  /** Where 98 % lie; fewer, down to 80 %, where they reach over centuries and the rest would be squeezed into half or less. */
  function usual(starts, ends) {
    const shares = [0.98, 0.95, 0.9, 0.85, 0.8].map((share) => stretch(starts, ends, share));
    return shares.reduce((kept, next) =>
      kept[1] - kept[0] > 54800 && next[1] - next[0] < (kept[1] - kept[0]) / 2 ? next : kept,
    );
  }

  /** Whole years around a stretch, or a few days where it is short. */
  function wide([from, to]) {
    if (to - from < 700) return [from - 15, to + 15];
    const [first, last] = [K.dates.year(from), K.dates.year(to)];
    return [K.charts.newYear(first), K.charts.newYear(last + 1) - 1];
  }

  const join = (a, b) => (a && b ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : (a ?? b));
  const ends = (pairs) => (pairs.length ? [pairs[0][0], pairs.at(-1)[0]] : null);

  /** @returns {{usual: number[], all: number[]}|null} first and last day of either, null where nothing is dated */
  function stretches({ spans, published }) {
    const starts = sorted(
      spans.start.map((day, i) => day ?? spans.end[i]),
      spans.n,
    );
    const stops = sorted(
      spans.end.map((day, i) => day ?? spans.start[i]),
      spans.n,
    );
    const papers = sorted(published.day, published.n);
    const spoken = starts.length ? usual(starts, stops) : null;
    const printed = papers.length ? usual(papers, papers) : null;
    const narrow = join(spoken, printed);
    const every = join(starts.length ? [starts[0][0], stops.at(-1)[0]] : null, ends(papers));
    return narrow && { usual: wide(narrow), all: wide(every) };
  }

  /** Days to pixels and back for a stretch and a width; `end` is the right edge of a day. */
  function scale([first, last], width) {
    const each = (width - 2 * PAD) / (last + 1 - first);
    return {
      each,
      first,
      last,
      left: PAD,
      right: width - PAD,
      x: (day) => PAD + (day - first) * each,
      end: (day) => PAD + (day + 1 - first) * each,
      day: (x) => Math.floor(first + (x - PAD) / each),
    };
  }

  return { stretches, scale };
})();

/** The unit that a hand can set on a scale, and its first and last days: a day, a month or a year. */
K.charts.timelineUnit = (each) => {
  const day = (year, month, date) => new Date(0).setUTCFullYear(year, month, date) / 864e5;
  const parts = (at) => [new Date(at * 864e5).getUTCFullYear(), new Date(at * 864e5).getUTCMonth()];
  if (each >= 2) return { start: (at) => at, stop: (at) => at, step: (at, by) => at + by };
  if (each * 30 >= 2)
    return {
      start: (at) => day(...parts(at), 1),
      stop: (at) => day(parts(at)[0], parts(at)[1] + 1, 1) - 1,
      step: (at, by) => day(parts(at)[0], parts(at)[1] + by, 1),
    };
  return {
    start: (at) => day(parts(at)[0], 0, 1),
    stop: (at) => day(parts(at)[0] + 1, 0, 1) - 1,
    step: (at, by) => day(parts(at)[0] + by, 0, 1),
  };
};
