/** Which labels the map has room for, and where each stands: the most named first, none on another. */
K.charts.mapLabels = (() => {
  const HEIGHT = 14;
  const widths = new Map();
  let pen = null;

  function width(text, font) {
    pen ??= document.createElement("canvas").getContext("2d");
    const key = `${font} ${text}`;
    if (!widths.has(key)) {
      pen.font = font;
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  }

  /** The boxes a label may stand in around a circle: [left, top, dx, dy, align]. */
  function boxes({ x, y, radius, area }, wide) {
    const [gap, slant] = [radius + 3, radius * 0.71 + 3];
    const around = [
      [gap, 0, "left"],
      [-gap, 0, "right"],
      [0, -gap - HEIGHT / 2 + 2, "center"],
      [0, gap + HEIGHT / 2 - 1, "center"],
      [slant, -slant - 3, "left"],
      [slant, slant + 3, "left"],
      [-slant, -slant - 3, "right"],
      [-slant, slant + 3, "right"],
    ];
    if (area && radius > 12) around.unshift([0, 0, "center"]);
    return around.map(([dx, dy, align]) => {
      const left = x + dx - (align === "left" ? 0 : align === "right" ? wide : wide / 2);
      return { dx, dy, align, left, right: left + wide, top: y + dy - HEIGHT / 2, bottom: y + dy + HEIGHT / 2 };
    });
  }

  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const round = ({ x, y, radius }) => {
    const half = Math.min(radius, 9);
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  };

  /** How many of the circles that matter a box would hide; `own` is the circle it names. */
  const hidden = (box, circles, own) =>
    circles.reduce((n, circle) => n + (circle.place !== own.place && meet(box, circle.box) ? 1 : 0), 0);

  /**
   * @param {Array<Object>} rows of the places, in the order in which they get room, with lon, lat, n, label
   * @param {{project: Function, radius: function(number): number, size: {width: number, height: number}, most: number, family: string}} on
   * @param {Array<Object>} taken boxes that stay free
   * @returns {Array<Object>} the rows that get a label, with dx, dy and align
   */
  return (rows, { project, radius, size, most, family, selected }, taken) => {
    const circles = [];
    for (const row of rows) {
      const [x, y] = project(row.lon, row.lat);
      if (x < -40 || y < -20 || x > size.width + 40 || y > size.height + 20) continue;
      const circle = { ...row, x, y, radius: radius(row.n) };
      circle.box = round(circle);
      circles.push(circle);
    }
    const important = circles.slice(0, 80);
    const used = [...taken];
    const labels = [];
    for (const circle of circles) {
      if (labels.length >= most) break;
      const mine = circle.place === selected;
      const free = boxes(circle, width(circle.label, `${mine ? "bold 13px" : "11.5px"} ${family}`) + 2)
        .filter((box) => box.left > 2 && box.right < size.width - 2 && box.top > 2 && box.bottom < size.height - 2)
        .map((box) => [box, hidden(box, important, circle) + 10 * used.filter((each) => meet(each, box)).length])
        .filter(([, cost]) => mine || cost < 10);
      const [best] = free.sort((a, b) => a[1] - b[1]);
      if (!best || (best[1] > 0 && labels.length > 5 && !mine)) continue;
      used.push(best[0]);
      const { place, lon, lat, label, lang } = circle;
      labels.push({ place, lon, lat, label, lang, dx: best[0].dx, dy: best[0].dy, align: best[0].align });
    }
    return labels;
  };
})();
