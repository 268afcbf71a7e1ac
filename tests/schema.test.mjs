// The JSON Schema of bundles in programs that are none of ours: ajv, a strict validator, and the
// service by which VS Code and other editors complete, explain and check JSON.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import editor from 'vscode-json-languageservice';

const { getLanguageService, TextDocument } = editor;

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const schema = JSON.parse(read('public/schema/bundle.json'));
const shipped = read('public/bundle/en.json');
const norland = read('tests/bundles/another-government.json');

const ajv = new Ajv({ allErrors: true, strict: true });
// A word for editors. To the standard a keyword that it does not know is a remark; ajv wants to
// be told.
ajv.addKeyword('patternErrorMessage');

test('ajv accepts the schema as one of 2020-12, in its strict mode', () => {
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
  assert.ok(ajv.validateSchema(schema), ajv.errorsText());
  ajv.compile(schema);
});

test("ajv accepts the shipped bundle and Norland's, and refuses a mistake by its place", () => {
  const validate = ajv.compile(schema);
  for (const bundle of [shipped, norland]) {
    assert.ok(validate(JSON.parse(bundle)), ajv.errorsText(validate.errors));
  }
  const changed = JSON.parse(norland);
  changed.kpis[0].better = 'upward';
  assert.ok(!validate(changed));
  assert.ok(validate.errors.some((error) => error.instancePath === '/kpis/0/better'));
});

const address = 'file:///site/public/bundle/en.json';
const service = getLanguageService({
  schemaRequestService: async (uri) => {
    assert.equal(uri, 'file:///site/public/schema/bundle.json');
    return read('public/schema/bundle.json');
  },
  workspaceContext: {
    resolveRelativePath: (path, of) => new URL(path, of).href,
  },
});

/** A document as an editor has it open, and the place of `|` in it. */
function open(text) {
  const offset = text.indexOf('|');
  const document = TextDocument.create(address, 'json', 1, text.replace('|', ''));
  const position = document.positionAt(offset);
  return { document, position, json: service.parseJSONDocument(document) };
}

async function labels(text) {
  const { document, position, json } = open(text);
  const found = await service.doComplete(document, position, json);
  return found.items.map(({ label }) => label);
}

const kpi = (fields) => `{ "$schema": "../schema/bundle.json", "kpis": [{ ${fields} }] }`;

test('an editor completes the fields of a KPI, and those of a kind of section alone', async () => {
  const fields = await labels(kpi(`"id": "a", |`));
  for (const field of ['title', 'measures', 'unit', 'better', 'series']) {
    assert.ok(fields.includes(field), `${field} in ${fields}`);
  }
  assert.ok(!fields.includes('id'), 'what is there already');
  const section = `{ "$schema": "../schema/bundle.json",
    "pages": [{ "sections": [{ "kind": "wheel", | }] }] }`;
  const ofWheel = await labels(section);
  assert.ok(ofWheel.includes('rings'), ofWheel.join());
  assert.ok(!ofWheel.includes('kpis'), ofWheel.join());
});

test('an editor completes words, with what they mean', async () => {
  const { document, position, json } = open(kpi(`"better": |`));
  const { items } = await service.doComplete(document, position, json);
  const higher = items.find(({ label }) => label === '"higher"');
  assert.ok(higher, items.map(({ label }) => label).join());
  const meaning = higher.documentation?.value ?? higher.documentation;
  assert.match(meaning, /More is better/);
  assert.ok((await labels(kpi(`"cadence": |`))).includes('"quarterly"'));
});

test('an editor explains a field, with the form of its value', async () => {
  const { document, position, json } = open(kpi(`"breaks": [{ "|at": "2024" }]`));
  const { contents } = await service.doHover(document, position, json);
  const told = [contents].flat().map((part) => part.value ?? part).join('\n');
  assert.match(told, /first period measured in the new way/);
  assert.match(told, /Q3 2023/);
});

async function problems(text) {
  const { document, json } = open(text);
  const found = await service.doValidation(document, json, {});
  return found.map(({ message, range }) => ({ message, text: document.getText(range) }));
}

test('an editor marks what is wrong where it stands, and nothing in a bundle without mistakes', async () => {
  assert.deepEqual(await problems(shipped), []);
  const fine = JSON.parse(norland);
  fine.$schema = '../schema/bundle.json';
  assert.deepEqual(await problems(JSON.stringify(fine, null, 2)), []);
  fine.kpis[0].better = 'upward';
  fine.kpis[0].titel = 'misspelt';
  fine.sources[0].published = 'yesterday';
  const found = await problems(JSON.stringify(fine, null, 2));
  assert.deepEqual(found.map(({ text }) => text).sort(), ['"titel"', '"upward"', '"yesterday"']);
  const { message } = found.find(({ text }) => text === '"yesterday"');
  assert.match(message, /form is needed.*Q3 2023/, 'in words, and no pattern');
});
