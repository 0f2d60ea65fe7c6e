/** The dated statements as drawings, a lane for each precision: dots, bars of their length, or how many lie at a time. */
K.charts.timelineLanes = (() => {
  const COLUMN = 3;
  const DOT = 6;
  const BAR = 7;
  const names = {
    1: ["A day", "dated to a day"],
    2: ["Two to six days", "dated to two to six days"],
    3: ["A week", "dated to a week"],
    4: ["Up to a month", "dated to a month or less"],
    5: ["Up to a year", "dated to a year or less"],
    6: ["More than a year", "dated to more than a year"],
    7: ["Several dates, from the first to the last", "with several dates, from before until after"],
  };
  const longest = { 1: 1, 2: 6, 3: 7, 4: 31, 5: 366 };

  /** The lane of a span. A statement's precision is its sharpest date's, its span that of all its dates. */
  function laneOf(spans, i) {
    const [precision, start, end] = [spans.precision[i], spans.start[i], spans.end[i]];
    if (start === null || end === null) return 6;
    return end - start + 1 > (longest[precision] ?? Infinity) ? 7 : (precision ?? 6);
  }

  /** How many statements lie over each column of pixels. */
  function profile(indexes, counts, spans, scale) {
    const columns = Math.ceil((scale.right - scale.left) / COLUMN);
    const change = new Float64Array(columns + 1);
    const column = (x) => Math.max(0, Math.min(columns - 1, Math.floor((x - scale.left) / COLUMN)));
    for (const i of indexes) {
      if (!counts[i]) continue;
      change[column(scale.x(spans.start[i] ?? scale.first))] += counts[i];
      change[column(scale.end(spans.end[i] ?? scale.last) - 0.01) + 1] -= counts[i];
    }
    let sum = 0;
    return Float64Array.from({ length: columns }, (_, i) => (sum += change[i]));
  }

  /** The outline of a profile, as points of an area. */
  function outline(key, values, most, top, bottom, scale, kind) {
    const points = [];
    for (let i = 0; i < values.length; i++) {
      if (!values[i] && !values[i - 1] && !values[i + 1]) continue;
      const y = values[i] ? Math.min(bottom - 1.5, bottom - (values[i] / most) * (bottom - top)) : bottom;
      points.push(
        { key, kind, bottom, y, x: scale.left + i * COLUMN },
        { key, kind, bottom, y, x: scale.left + (i + 1) * COLUMN },
      );
    }
    return points;
  }

  const top = (values) => values.reduce((most, value) => Math.max(most, value), 0);

  /** Dots that stand upon each other, one a statement. Null where they would not fit. */
  function dots(indexes, counts, spans, scale, chosen) {
    const total = indexes.reduce((sum, i) => sum + counts[i], 0);
    if (total > 500) return null;
    const stacks = new Map();
    const drawn = [];
    for (const i of [...indexes].sort((a, b) => spans.start[a] - spans.start[b])) {
      const column = Math.round((scale.x(spans.start[i]) + scale.end(spans.end[i] ?? spans.start[i])) / 2 / DOT);
      for (let n = 0; n < counts[i]; n++) {
        const level = stacks.get(column) ?? 0;
        if (level >= 9) return null;
        stacks.set(column, level + 1);
        drawn.push({ span: i, x: column * DOT, level, chosen: n < chosen[i] });
      }
    }
    return { drawn, height: Math.max(1, ...stacks.values()) * DOT + 2 };
  }

  /** Bars of their length, each on the first row where there is room. Null where there are too many. */
  function bars(indexes, counts, spans, scale, chosen) {
    if (indexes.length > 160) return null;
    const rows = [];
    const drawn = [];
    for (const i of [...indexes].sort((a, b) => (spans.start[a] ?? -1e9) - (spans.start[b] ?? -1e9))) {
      const x = Math.max(scale.left, scale.x(spans.start[i] ?? scale.first));
      const x2 = Math.max(x + 4, Math.min(scale.right, scale.end(spans.end[i] ?? scale.last)));
      let row = rows.findIndex((last) => last <= x - 2);
      if (row < 0) row = rows.length;
      if (row >= 9) return null;
      rows[row] = x2;
      drawn.push({ span: i, x, x2, row, n: counts[i], chosen: chosen[i] > 0 });
    }
    return { drawn, height: Math.max(1, rows.length) * BAR };
  }

  /**
   * @param {Object} spans K.data.spans @param {ArrayLike<number>} chosen statements under the place and the search, by span
   * @param {boolean} choosing whether any is chosen
   * @returns {{lanes: Object[], areas: Object[], bars: Object[], dots: Object[], height: number}}
   */
  return (spans, chosen, choosing, scale) => {
    const drawing = { lanes: [], areas: [], bars: [], dots: [], height: 0 };
    let y = 0;
    const lanes = new Map([1, 2, 3, 4, 5, 6, 7].map((precision) => [precision, []]));
    for (let i = 0; i < spans.n.length; i++) lanes.get(laneOf(spans, i)).push(i);
    for (const [precision, all] of lanes) {
      const seen = all.filter(
        (i) => (spans.start[i] ?? -Infinity) <= scale.last && (spans.end[i] ?? Infinity) >= scale.first,
      );
      if (!all.length) continue;
      const sum = (indexes, counts) => indexes.reduce((total, i) => total + counts[i], 0);
      const lane = {
        precision,
        name: names[precision][0],
        said: names[precision][1],
        n: sum(all, spans.n),
        chosen: sum(all, chosen),
        y,
        top: y + 18,
      };
      const few =
        precision === 1 ? dots(seen, spans.n, spans, scale, chosen) : bars(seen, spans.n, spans, scale, chosen);
      lane.bottom = lane.top + (few ? few.height : precision === 1 ? 46 : 34);
      if (few && precision === 1)
        drawing.dots.push(...few.drawn.map((each) => ({ ...each, y: lane.bottom - 3 - each.level * DOT })));
      else if (few)
        drawing.bars.push(
          ...few.drawn.map((each) => ({
            ...each,
            y: lane.bottom - (each.row + 1) * BAR + 1,
            y2: lane.bottom - each.row * BAR - 1,
          })),
        );
      else {
        lane.values = profile(seen, spans.n, spans, scale);
        lane.peak = top(lane.values);
        drawing.areas.push(
          ...outline(
            `${precision}a`,
            lane.values,
            Math.max(1, lane.peak),
            lane.top,
            lane.bottom,
            scale,
            choosing ? "rest" : "all",
          ),
        );
        if (choosing) {
          lane.part = profile(seen, chosen, spans, scale);
          lane.partPeak = top(lane.part);
          drawing.areas.push(
            ...outline(`${precision}b`, lane.part, Math.max(1, lane.partPeak), lane.top, lane.bottom, scale, "chosen"),
          );
        }
      }
      drawing.lanes.push(lane);
      y = lane.bottom + 12;
    }
    drawing.height = y;
    return drawing;
  };
})();

/** The documents by day of publication: diamonds where there are few, a line over columns where there are many. */
K.charts.timelinePapers = (published, scale, y, height) => {
  const COLUMN = 4;
  const columns = new Map();
  for (let i = 0; i < published.day.length; i++) {
    const [day, n] = [published.day[i], published.n[i]];
    if (day < scale.first || day > scale.last) continue;
    const column = Math.floor(((scale.x(day) + scale.end(day)) / 2 - scale.left) / COLUMN);
    const there = columns.get(column) ?? { n: 0, from: day, to: day };
    columns.set(column, { n: there.n + n, from: Math.min(there.from, day), to: Math.max(there.to, day) });
  }
  const most = Math.max(1, ...[...columns.values()].map(({ n }) => n));
  return [...columns].map(([column, each]) => ({
    ...each,
    x: scale.left + (column + 0.5) * COLUMN,
    bottom: y + height,
    y: y + height - Math.max(4, (each.n / most) * (height - 6)),
  }));
};
