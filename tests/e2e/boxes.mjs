// What is wrong with the boxes of drawings: words over words, over marks, lines and edges or
// outside of their drawing, tips over a plot, and what is too small to be touched.
//
// All of it is measured in CSS pixels of the screen, and asks classes, not positions.

/** The least width and height of what a finger has to hit (WCAG 2.5.8). */
const LEAST_TARGET = 24;

/** How far boxes may reach into each other: what browsers round in another way. */
const TOLERANCE = 1;

/**
 * Looks at every drawing that a page shows. Each fault is a text with the chart, the drawing and
 * the two boxes.
 *
 * - `selector` finds the drawings; those whose shapes have no classes (exported pictures) are
 *   read by their shapes
 * - `words` asks for what stands over what; without it words are only kept within the window
 * - `touch` asks for targets and tips
 */
export function faults(page, { selector = 'svg.drawing', words = true, touch = true } = {}) {
  return page.evaluate(look, { selector, words, touch, least: LEAST_TARGET, tolerance: TOLERANCE });
}

/**
 * The faults by kind, of which each begins with its own up to the colon: the most frequent kind
 * first, with the number of all, and no more than `most` of them. For people.
 */
export function byKind(all, most = 6) {
  const kinds = [...new Set(all.map(kindOf))];
  const groups = kinds.map((kind) => [kind, all.filter((fault) => kindOf(fault) === kind)]);
  groups.sort(([, some], [, others]) => others.length - some.length);
  return groups.map(([kind, some]) => [`${kind} (${some.length})`, ...some.slice(0, most)].join('\n  ')).join('\n');
}

/** The kind of a fault. */
export function kindOf(fault) {
  return fault.slice(0, fault.indexOf(':'));
}

/**
 * Shows all words of a page in another font: one that is installed, or one of files, each with
 * the weights that it is for. Without a family, in the page's own again.
 */
export function setFont(page, { family, faces = [] }) {
  const given = faces.map(({ file, weight }) => ({ weight, bytes: file.toString('base64') }));
  return page.evaluate(async ({ family, given }) => {
    for (const { weight, bytes } of given) {
      const face = new FontFace(family, Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)), { weight });
      document.fonts.add(await face.load());
    }
    for (const element of document.querySelectorAll(':root, .embed, body > svg')) {
      if (family) element.style.setProperty('--font', `"${family}"`);
      else element.style.removeProperty('--font');
    }
  }, { family, given });
}

/** Runs in the page. */
function look({ selector, words, touch, least, tolerance }) {
  const found = new Set();
  const canvas = document.createElement('canvas').getContext('2d');
  const { clientWidth } = document.documentElement;

  // Boxes.

  const rounded = ({ left, top, right, bottom }) =>
    `[${[left, top + scrollY, right, bottom + scrollY].map((length) => Math.round(length * 10) / 10).join(' ')}]`;
  const box = (left, top, right, bottom) => ({ left, top, right, bottom });
  const around = (points) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return box(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  };
  const union = (boxes) => around(boxes.flatMap(({ left, top, right, bottom }) => [[left, top], [right, bottom]]));
  const meet = (a, b, reach = -tolerance) =>
    a.left < b.right + reach && b.left < a.right + reach && a.top < b.bottom + reach && b.top < a.bottom + reach;
  const holds = (outer, inner) =>
    inner.left >= outer.left - tolerance && inner.right <= outer.right + tolerance &&
    inner.top >= outer.top - tolerance && inner.bottom <= outer.bottom + tolerance;
  const onScreen = (element, points) => {
    const matrix = element.getScreenCTM();
    return points.map(([x, y]) => [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f]);
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;

  /** The box of a text's letters as they are, not of a line of any letters. */
  const ink = (text) => {
    const { fontWeight, fontFamily, fontSize } = getComputedStyle(text);
    const { x, y, width, height } = text.getBBox();
    canvas.font = `${fontWeight} 100px ${fontFamily}`;
    const metrics = canvas.measureText(text.textContent);
    // A computed size may be a reader's least one, and not what is drawn.
    const drawn = (height * 100) / (metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent);
    const size = Math.min(parseFloat(fontSize), drawn * 1.1) / 100;
    const baseline = y + metrics.fontBoundingBoxAscent * size;
    const [top, bottom] = [baseline - metrics.actualBoundingBoxAscent * size, baseline + metrics.actualBoundingBoxDescent * size];
    return around(onScreen(text, [[x, top], [x + width, top], [x, bottom], [x + width, bottom]]));
  };

  // Shapes.

  /** What is only in the background: words with a halo may stand over it. */
  const isFaint = (shape) => {
    if (shape.hasAttribute('class')) return shape.matches('.grid, .other, .hatch');
    return ['line', 'path'].includes(shape.localName) && parseFloat(getComputedStyle(shape).strokeWidth) <= 1.25;
  };
  /** What no word may touch, not even within. Of all others it may not touch the outline. */
  const isSolid = (shape) => {
    if (shape.hasAttribute('class')) return shape.matches('.mark, .goal, .target, .unit');
    return shape.localName === 'path' && shape.getAttribute('transform')?.startsWith('translate');
  };
  const hasHalo = (text) => {
    const { paintOrder, stroke, strokeWidth } = getComputedStyle(text);
    if (paintOrder.startsWith('stroke') && stroke !== 'none' && parseFloat(strokeWidth) >= 2) return true;
    const before = text.previousElementSibling;
    return before?.ariaHidden === 'true' && before.textContent === text.textContent;
  };
  const isPainted = (shape) => {
    const { fill, stroke, opacity } = getComputedStyle(shape);
    return (fill !== 'none' || stroke !== 'none') && opacity !== '0';
  };
  /** The outline of a shape as pieces of straight lines. */
  const outline = (shape) => {
    const { localName } = shape;
    const number = (name) => shape[name].baseVal.value;
    let points;
    if (localName === 'line') points = [[number('x1'), number('y1')], [number('x2'), number('y2')]];
    else if (localName === 'rect') {
      const [left, top] = [number('x'), number('y')];
      const [right, bottom] = [left + number('width'), top + number('height')];
      points = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
    } else if (localName === 'polyline' || localName === 'polygon') {
      points = [...shape.points].map(({ x, y }) => [x, y]);
      if (localName === 'polygon') points.push(points[0]);
    }
    if (points) {
      const placed = onScreen(shape, points);
      return placed.slice(1).map((to, place) => [placed[place], to]);
    }
    const step = 1.5 / (shape.getScreenCTM().a || 1);
    const length = shape.getTotalLength();
    const steps = Math.min(Math.ceil(length / step), 4000);
    const sampled = Array.from({ length: steps + 1 }, (_, place) => {
      const { x, y } = shape.getPointAtLength((length * place) / steps);
      return [x, y];
    });
    const placed = onScreen(shape, sampled);
    // Where a path moves without a line, its points are far from each other.
    return placed.slice(1).map((to, place) => [placed[place], to]).filter(([from, to]) => Math.hypot(to[0] - from[0], to[1] - from[1]) < 6);
  };
  /** Whether a straight line goes through a box (Liang and Barsky). */
  const crosses = ([[x, y], [toX, toY]], { left, top, right, bottom }) => {
    let [first, last] = [0, 1];
    for (const [along, distance] of [[x - toX, x - left], [toX - x, right - x], [y - toY, y - top], [toY - y, bottom - y]]) {
      if (along === 0) {
        if (distance < 0) return false;
      } else if (along < 0) first = Math.max(first, distance / along);
      else last = Math.min(last, distance / along);
    }
    return first <= last;
  };
  const nameOf = (shape) => shape.getAttribute('class')?.split(' ').find((name) => name !== 'css') ?? shape.localName;

  /** The chart that something is of: its section, and what it shows. */
  const chartOf = (element) => [
    element.dataset.name,
    element.closest('section[id]')?.id,
    element.closest('[data-subject]')?.dataset.subject ?? element.closest('figure, li')?.querySelector('.title')?.textContent,
  ].filter(Boolean).join(' ');

  // Words.

  const drawings = [...document.querySelectorAll(selector)];
  // What looks at nothing finds nothing.
  if (drawings.length === 0) found.add(`no drawing: none is ${selector}`);
  for (const drawing of drawings.filter(isShown)) {
    const { width } = drawing.getBoundingClientRect();
    const where = `${chartOf(drawing)}, ${drawing.getAttribute('class') ?? 'picture'} at ${Math.round(width)}`;
    const say = (kind, ...boxes) => found.add(`${kind}: ${where}: ${boxes.join(' ')}`);
    const { x, y, width: across, height: down } = drawing.viewBox.baseVal;
    const area = around(onScreen(drawing, [[x, y], [x + across, y + down]]));
    // Not of an illustration in it, nor of what is shown on demand.
    const isOfDrawing = (element) => element.ownerSVGElement === drawing && !element.closest('defs, clipPath, pattern, mask');
    const texts = [...drawing.querySelectorAll('text')]
      .filter((text) => isOfDrawing(text) && text.ariaHidden !== 'true' && text.textContent.trim() && isShown(text))
      .map((text) => ({ text, area: ink(text) }))
      .map(({ text, area }) => ({ text, area, said: `“${text.textContent}” ${rounded(area)}` }));

    // Only a trend is made to fit into a low frame; rows scroll, for they would be too small.
    const fits = drawing.matches('html[data-fit] .drawing.low') && !drawing.querySelector('.row-label');
    const foot = fits && document.querySelector('.embed-foot')?.getBoundingClientRect();

    for (const [index, one] of texts.entries()) {
      for (const other of words ? texts.slice(index + 1) : []) {
        // Less than a space apart, two are read as one.
        if (meet(one.area, other.area, 1)) say('text over text', one.said, 'and', other.said);
      }
      // A j reaches a little to the left of where it begins.
      if (words && !holds(box(area.left - 1, area.top - 1, area.right + 1, area.bottom + 1), one.area)) say('text outside of its drawing', one.said, 'outside of', rounded(area));
      if (one.area.left < -tolerance || one.area.right > clientWidth + tolerance) {
        say('text outside of the window', one.said, 'of', `${clientWidth} px`);
      }
      for (let parent = drawing.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(parent);
        const cuts = [overflowX, overflowY].some((value) => ['hidden', 'clip'].includes(value));
        if (cuts && !holds(parent.getBoundingClientRect(), one.area)) say('text cut', one.said, 'by', parent.className);
      }
      if (foot && meet(one.area, foot)) say('text beneath the source', one.said, 'and', rounded(foot));
    }

    const shapes = words ? drawing.querySelectorAll('path, rect, line, polyline, polygon, circle, ellipse') : [];
    for (const shape of shapes) {
      const bounds = shape.getBoundingClientRect();
      const near = texts.filter((text) => meet(text.area, bounds, 4));
      if (near.length === 0 || !isOfDrawing(shape) || !isPainted(shape)) continue;
      // The ground of a picture.
      if (shape.localName === 'rect' && holds(bounds, area)) continue;
      const name = nameOf(shape);
      const faint = isFaint(shape);
      const solid = isSolid(shape);
      const { stroke, strokeWidth } = getComputedStyle(shape);
      const reach = stroke === 'none' ? 0 : (parseFloat(strokeWidth) * (shape.getScreenCTM().a || 1)) / 2;
      const lines = outline(shape);
      for (const { text, said, area } of near) {
        if (faint && hasHalo(text)) continue;
        const by = reach - tolerance;
        const wider = box(area.left - by, area.top - by, area.right + by, area.bottom + by);
        const isWithin = solid && holds(bounds, area);
        if (isWithin || lines.some((line) => crosses(line, wider))) say(`text over ${name}`, said, 'and', rounded(bounds));
      }
    }
  }

  if (!touch) return [...found];

  // Targets.

  const isSmall = ({ left, top, right, bottom }) => right - left < least - tolerance || bottom - top < least - tolerance;
  const targets = [];
  const lists = [...document.querySelectorAll('.tips')];
  if (document.querySelector('.drawing .mark') && !document.querySelector('.tips .point .cell')) found.add('no target: none is .tips .point .cell');
  for (const list of lists) {
    const cells = [...list.querySelectorAll('.cell')].filter(isShown);
    if (cells.length === 0) continue;
    const plot = union(cells.map((cell) => cell.getBoundingClientRect()));
    const stops = [...list.querySelectorAll('.point')].filter((point) => point.tabIndex === 0);
    for (const cell of cells) {
      const area = cell.getBoundingClientRect();
      // Strips through the whole plot are one control, which a finger slides along and the arrow
      // keys go through: then the plot is the target.
      const isStrip = area.height >= (plot.bottom - plot.top) * 0.9 || area.width >= (plot.right - plot.left) * 0.9;
      const isPart = stops.length === 1 && isStrip && !isSmall(plot);
      const point = cell.closest('.point');
      targets.push({ area, isPart, said: `${chartOf(point)}: “${point.ariaLabel}”` });
    }
  }
  for (const target of document.querySelectorAll(':is(.chart, .wheel, .multiples) :is(button, select, summary, label, svg a)')) {
    if (!isShown(target)) continue;
    targets.push({ area: target.getBoundingClientRect(), said: `${chartOf(target)}: ${target.localName} “${target.textContent.trim()}”` });
  }
  const small = targets.filter(({ area, isPart }) => isSmall(area) && !isPart);
  const middle = ({ left, top, right, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  for (const target of small) {
    // A small one may be alone: a circle around it touches no other, nor the circle of one.
    const [x, y] = middle(target.area);
    const isAlone = targets.every((other) => {
      if (other === target) return true;
      const { left, top, right, bottom } = other.area;
      const far = Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom));
      const [otherX, otherY] = middle(other.area);
      return far >= least / 2 && !(small.includes(other) && Math.hypot(x - otherX, y - otherY) < least);
    });
    if (isAlone) continue;
    const { width, height } = target.area;
    found.add(`target under ${least} px: ${target.said} ${Math.round(width)} by ${Math.round(height)} ${rounded(target.area)}`);
  }

  // Tips, and what marks their points.

  const isFrame = document.documentElement.matches('[data-fit]');
  for (const list of lists) {
    const shown = [...list.querySelectorAll('.point')].filter((point) => [...point.querySelectorAll('.cell')].some(isShown));
    if (shown.length === 0) continue;
    const drawing = [...list.closest('.drawings').querySelectorAll('.drawing')].find(isShown);
    if (!drawing) continue;
    const place = drawing.getBoundingClientRect();
    const overlays = [...list.querySelectorAll('.over')].filter(isShown);
    for (const over of overlays) {
      const { left, top, right, bottom } = over.getBoundingClientRect();
      const isOver = [left - place.left, top - place.top, right - place.right, bottom - place.bottom].every((by) => Math.abs(by) < 1);
      if (isOver) continue;
      found.add(`marks beside their drawing: ${chartOf(list)}: ${rounded({ left, top, right, bottom })} and ${rounded(place)}`);
      break;
    }
    const shapes = [...drawing.querySelectorAll('.grid, .axis, .line, .mark, .bar, .track, .goal, .target, .band, .unit, .span')];
    const plot = union(shapes.map((shape) => shape.getBoundingClientRect()));
    const longest = shown.reduce((long, point) => (point.ariaLabel.length > long.ariaLabel.length ? point : long));
    for (const point of new Set([shown[0], longest, shown.at(-1)])) {
      point.focus({ preventScroll: true });
      const tip = point.querySelector('.tip');
      if (!tip || !isShown(tip)) {
        found.add(`no tip: ${chartOf(point)}: “${point.ariaLabel}”`);
        continue;
      }
      const bounds = tip.getBoundingClientRect();
      const said = `${chartOf(point)}: tip of “${point.ariaLabel}” ${rounded(bounds)}`;
      if (meet(bounds, plot)) found.add(`tip over the plot: ${said} and ${rounded(plot)}`);
      if (bounds.left < -tolerance || bounds.right > clientWidth + tolerance) found.add(`tip outside of the window: ${said} of ${clientWidth} px`);
      // Nobody can scroll there with the pointer on a point. One that takes a third of its frame
      // has no place in it; the table says the same.
      const isInFrame = bounds.top > -tolerance && bounds.bottom < innerHeight + tolerance;
      const isLarge = bounds.bottom - bounds.top > innerHeight / 3;
      if (isFrame && place.bottom < innerHeight && !isInFrame && !isLarge) found.add(`tip outside of the frame: ${said} of ${innerHeight} px`);
      if (tip.scrollWidth > tip.clientWidth + 1 && tip.clientWidth > 0) found.add(`tip cut: ${said}`);
    }
    document.activeElement?.blur?.();
  }
  return [...found];
}
