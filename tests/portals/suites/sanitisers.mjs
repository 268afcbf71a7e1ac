// What the usual sanitisers leave of each snippet: GitHub's rules for Markdown (rehype-sanitize),
// sanitize-html and DOMPurify, each with its own defaults.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createDOMPurify from 'dompurify';
import { JSDOM } from 'jsdom';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import sanitizeHtml from 'sanitize-html';
import { unified } from 'unified';
import { EXHIBITS } from '../scorecard.mjs';

const markdown = unified()
  .use(remarkParse)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  .use(rehypeStringify);
const purify = createDOMPurify(new JSDOM('').window);

const SANITISERS = {
  'rehype-sanitize': (snippet) => String(markdown.processSync(snippet)),
  'sanitize-html': (snippet) => sanitizeHtml(snippet),
  // Its defaults are for texts without pictures.
  'sanitize-html with pictures': (snippet) => sanitizeHtml(snippet, { allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'] }),
  dompurify: (snippet) => purify.sanitize(snippet),
};

export async function sanitisers(site) {
  for (const [name, sanitise] of Object.entries(SANITISERS)) {
    for (const way of ['frame', 'automatic', 'element', 'picture']) {
      test(`${name} leaves of ${way} a link to the right page and nothing broken`, () => {
        for (const exhibit of EXHIBITS) {
          const snippet = site.snippets(exhibit.name)[way];
          const given = new JSDOM(snippet).window.document;
          const left = new JSDOM(sanitise(snippet)).window.document;
          const [link] = given.links;
          assert.deepEqual([...left.links].map(({ href }) => href), [link.href], snippet);
          if (exhibit.page) assert.equal(link.href, site.root + exhibit.page);
          // Text of a script, a sheet or an attribute would be more than what stands there anyway.
          assert.equal(text(left), text(given), snippet);
          assert.equal(left.querySelectorAll('script, style').length, 0, snippet);

          const hasPictures = name !== 'sanitize-html';
          const pictures = [...given.images].filter(() => hasPictures).map(({ src, alt }) => ({ src, alt }));
          assert.deepEqual([...left.images].map(({ src, alt }) => ({ src, alt })), pictures, snippet);
        }
      });
    }
  }

  test('an address stays a text or becomes a link to itself', () => {
    for (const sanitise of Object.values(SANITISERS)) {
      for (const { name } of EXHIBITS) {
        const { oembed } = site.snippets(name);
        assert.equal(text(new JSDOM(sanitise(oembed)).window.document), oembed);
      }
    }
  });
  return {};
}

function text({ body }) {
  for (const script of body.querySelectorAll('script')) script.remove();
  return body.textContent.replace(/\s+/g, ' ').trim();
}
