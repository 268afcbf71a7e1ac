// What is looked at in a page with embeds. Each embed follows a paragraph whose id names it, and
// is followed by another paragraph.

/** What is higher may scroll in a frame of fixed height, in pixels. */
const FIXED = 900;
/** How long the embeds of a page may take until they are right, in milliseconds. */
const PATIENCE = 10_000;

/**
 * What is wrong with embeds of a page, once that is nothing or stays. Each has the `name` of an
 * exhibit and a `way`: `address`, `frame`, `automatic`, `element` or `picture`.
 */
export async function faults(page, embeds, limits = {}) {
  const end = Date.now() + PATIENCE;
  let wrong = embeds;
  for (;;) {
    const found = [];
    for (const embed of wrong) {
      const faults = await look(page, embed, limits[embed.way]);
      if (faults.length > 0) found.push({ embed, faults });
    }
    if (found.length === 0 || Date.now() > end) {
      return found.flatMap(({ embed: { name, way }, faults }) => faults.map((fault) => `${name} by ${way}: ${fault}`));
    }
    wrong = found.map(({ embed }) => embed);
  }
}

async function look(page, { name, way }, { least = 1 } = {}) {
  const around = await page.evaluate(measureAround, name, way);
  if (around.problem) return [around.problem];
  const faults = [];
  const check = (isRight, fault) => isRight || faults.push(fault);
  const { embed, beside, after, border, tooWide, quoted } = around;
  check(embed.left >= beside.left - 1 && embed.right <= beside.right + 1, `not in the column: ${embed.left} to ${embed.right} px beside a text from ${beside.left} to ${beside.right}`);
  check(after.top >= embed.bottom - 1, `${embed.bottom - after.top} px of it cover what follows`);
  check(border === 0, `a border of ${border} px`);
  check(tooWide <= 0, `the page scrolls sideways by ${tooWide} px`);
  check(!quoted, `beside it stands: ${quoted}`);
  for (const fault of around.faults) check(false, fault);
  if (!around.isFrame) return faults;

  let inside;
  try {
    inside = await page.inFrame(`iframe[data-name="${name}"][data-way="${way}"]`, measureInside);
  } catch (error) {
    // It may be loading, as frames do when they come into view.
    return [...faults, `${error}`];
  }
  if (!inside) return [...faults, 'an empty frame'];
  check(inside.isStyled, 'not styled');
  if (way === 'frame') {
    // Its height is an estimate, and letters are wider with some fonts than with others.
    const isTall = inside.height >= FIXED;
    check(inside.scrolled <= inside.height / 8 || isTall, `${inside.scrolled} px do not fit into ${inside.height}`);
    // One height for a phone and for a column is high for the column.
    check(inside.needed > inside.height * 0.4, `${inside.height} px high for a content of ${inside.needed}`);
  } else {
    check(!inside.hasBar, `a scroll bar: ${inside.scrolled} px do not fit into ${inside.height}`);
    const needed = Math.max(least, inside.needed);
    check(Math.abs(inside.height - needed) <= 1, `${inside.height} px high for a content of ${inside.needed}`);
  }
  return faults;
}

/** Runs in the page: where an embed is, beside the text around it. */
function measureAround(name, way) {
  const text = document.getElementById(`${way}-${name}`);
  if (!text) return { problem: `no paragraph ${way}-${name}` };
  const parts = [];
  for (let next = text.nextElementSibling; next && !next.matches('p.after'); next = next.nextElementSibling) parts.push(next);
  const after = (parts.at(-1) ?? text).nextElementSibling;
  const all = (selector) => parts.flatMap((part) => (part.matches(selector) ? [part] : [...part.querySelectorAll(selector)]));
  const [kind] = name.split('/');
  const selector = { element: `civic-${kind}`, picture: 'img' }[way] ?? 'iframe';
  const [embed] = all(selector);
  if (!embed) return { problem: `no ${selector}` };
  embed.scrollIntoView({ block: 'center', behavior: 'instant' });
  const faults = [];
  if (way === 'element' && !embed.shadowRoot?.querySelector('[part~="embed"]')) faults.push('the element is not drawn');
  if (way === 'picture' && !(embed.complete && embed.naturalWidth > 0)) faults.push('no picture');
  const isFrame = selector === 'iframe';
  if (isFrame) Object.assign(embed.dataset, { name, way });
  const { borderTopWidth, borderLeftWidth } = getComputedStyle(embed);
  const quotes = all('blockquote').filter((quote) => quote.checkVisibility({ visibilityProperty: true }));
  const round = ({ left, right, top, bottom }) => ({ left: Math.round(left), right: Math.round(right), top, bottom });
  return {
    embed: round(embed.getBoundingClientRect()),
    beside: round(text.getBoundingClientRect()),
    after: round(after.getBoundingClientRect()),
    border: parseFloat(borderTopWidth) + parseFloat(borderLeftWidth),
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    quoted: quotes.map((quote) => quote.textContent.trim()).join(' '),
    faults,
    isFrame,
  };
}

/** Runs in a frame: what its content needs of it. */
function measureInside() {
  const page = document.documentElement;
  const embed = document.getElementById('embed');
  if (!embed) return undefined;
  const height = embed.getBoundingClientRect().bottom - page.getBoundingClientRect().top;
  return {
    height: innerHeight,
    needed: Math.ceil(height - 0.01),
    scrolled: page.scrollHeight - innerHeight,
    hasBar: innerWidth > page.clientWidth,
    // Browsers' own sheets have no such property, and give a page a margin.
    isStyled: getComputedStyle(page).getPropertyValue('--ink') !== '' && getComputedStyle(document.body).marginTop === '0px',
  };
}
