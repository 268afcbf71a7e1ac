// The page where an editor chooses how a part of this site looks on another, and copies the
// snippet for it. The snippets are in the page, as templates too; this fills them in.

const page = document.getElementById('share');
const options = page.querySelector('.share-options');
const sizes = page.querySelector('.share-sizes');
const codes = [...page.querySelectorAll('textarea')];
const { base } = document.documentElement.dataset;
const site = page.dataset.site ?? new URL(base, location).href;

/** The choices, by the names of an address's parameters. */
function chosen() {
  const choices = new URLSearchParams();
  for (const [name, value] of new FormData(options)) {
    const parameter = name.split('.').at(-1);
    if (value && parameter !== 'hide') choices.set(parameter, value);
  }
  // A series is ticked while it is shown.
  const series = [...options.querySelectorAll('input[name$=".hide"]:not(:checked)')];
  if (series.length) choices.set('hide', series.map(({ value }) => value).join(','));
  return choices;
}

/** Sets the options to what the page's own address asks for. */
function open() {
  const asked = new URLSearchParams(location.search);
  for (const field of options.elements) {
    const parameter = field.name?.split('.').at(-1);
    if (!parameter || !asked.has(parameter)) continue;
    const values = asked.get(parameter).split(',');
    const isNamed = values.includes(field.value);
    if (field.type === 'radio') field.checked ||= isNamed;
    // A series is ticked while it is shown.
    else if (field.type === 'checkbox') field.checked = isNamed !== (parameter === 'hide');
    else if ([...(field.options ?? [])].some(({ value }) => value === values[0])) [field.value] = values;
  }
}

/** Choices as the query of an address; empty for none. */
function query(...choices) {
  const text = `${new URLSearchParams(choices.flatMap((some) => [...some]))}`;
  return text && `?${text.replaceAll('%2C', ',')}`;
}

/** Choices as attributes of an element; those of a chart are in one attribute. */
function attributes(choices, pinned) {
  const { theme, transparent, show, ...more } = Object.fromEntries(choices);
  const named = { theme, show, pinned, query: query(Object.entries(more)).slice(1) };
  const given = Object.entries(named).filter(([, value]) => value);
  const texts = given.map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return texts.join('') + (transparent ? ' transparent' : '');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** The values for the placeholders of templates (src/publish/share/snippets.rs). */
function values() {
  const choices = chosen();
  const hash = choices.get('pinned');
  choices.delete('pinned');
  // Part of addresses, so nothing else is allowed.
  const pinned = /^[0-9a-f]{16}$/.test(hash) ? hash : '';
  return {
    site: escaped(site),
    place: pinned ? `pinned/${pinned}/` : '',
    query: escaped(query(choices)),
    fit: escaped(query([['fit', 'frame']], choices)),
    attributes: attributes(choices, pinned),
    dark: choices.get('theme') === 'dark' ? '-dark' : '',
    // Figures that change would make theirs wrong.
    // What has no picture has no words for one.
    alt: escaped((pinned ? page.dataset.pinnedAlt : page.dataset.liveAlt) ?? ''),
    // A browser paints a background where a frame has another color scheme than its page.
    scheme: choices.get('theme') ? `;color-scheme:${choices.get('theme')}` : '',
  };
}

function filled(template, all) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(all, name) ? all[name] : whole));
}

/**
 * Shows the preview with the chosen options: in a new frame, because navigating one adds
 * entries that "back" goes through.
 */
function show(all) {
  const old = page.querySelector('.share-stage iframe');
  const isFixed = new FormData(sizes).get('height') === 'fixed';
  const asked = (isFixed ? all.fit : all.query).replaceAll('&amp;', '&');
  const src = filled(old.dataset.template, all) + asked;
  // What a snippet's frame has on a phone, and on anything larger.
  const isNarrow = new FormData(sizes).get('width') === '320';
  const size = (frame) => {
    if (isFixed) frame.style.height = isNarrow ? `${old.dataset.narrow}px` : '';
  };
  if (old.getAttribute('src') === src) return size(old);
  const frame = old.cloneNode();
  frame.src = src;
  frame.removeAttribute('style');
  frame.style.colorScheme = new FormData(options).get('theme');
  size(frame);
  old.replaceWith(frame);
}

function update() {
  const all = values();
  for (const code of codes) code.value = filled(code.dataset.template, all);
  for (const said of page.querySelectorAll('.share-said')) said.textContent = '';
  show(all);
  // A reload, and a link to this page, have the same options.
  history.replaceState(history.state, '', location.pathname + query(chosen()) + location.hash);
}

/** Lets assistive technology say something, even if it is what was said last. */
function announce(words) {
  const announcer = document.getElementById('site-announcement');
  announcer.textContent = '';
  setTimeout(() => { announcer.textContent = words; }, 100);
}

async function copy(button) {
  const code = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector('.share-said');
  try {
    await navigator.clipboard.writeText(code.value);
    said.textContent = page.dataset.copied;
  } catch {
    // No permission, or a page without https.
    code.focus();
    code.select();
    said.textContent = page.dataset.notCopied;
  }
  announce(said.textContent);
}

options.addEventListener('change', () => announce(page.dataset.updated));
for (const form of [options, sizes]) {
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => event.preventDefault());
}
page.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-copy]');
  if (button) copy(button);
});
document.documentElement.dataset.script = '';
// On a phone, the phone's width.
const stage = page.querySelector('.share-stage');
if (stage.clientWidth < 480) sizes.querySelector('[value="320"]').checked = true;
open();
update();
