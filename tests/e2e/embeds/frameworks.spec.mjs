// The elements from React and Vue, bundled as an app would: with the package's own script,
// and the site's address as a property.
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { build } from 'esbuild';
import { EMBEDS, drawn, element, test } from './elements.mjs';

const [, id] = EMBEDS[3];
const [, other] = EMBEDS[2];

/** A module and all that it imports, as one script. */
async function bundled(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    alias: { 'civic-scorecard-embed': fileURLToPath(new URL('../../../embed/embed.js', import.meta.url)) },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const APPS = {
  React: (site) => `
    import 'civic-scorecard-embed';
    import { createElement as h, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    function App() {
      const [of, setOf] = useState('${id}');
      const [ready, setReady] = useState('');
      const [isShown, setShown] = useState(true);
      const embed = h('civic-kpi', {
        of, site: '${site}', theme: 'dark', transparent: true,
        'oncivic-ready': ({ detail }) => setReady(detail.id + ' ' + detail.mode),
      }, h('a', { href: '#' }, 'Fallback'));
      return h('div', null,
        h('button', { onClick: () => setOf('${other}') }, 'Another'),
        h('button', { onClick: () => setShown(!isShown) }, 'Toggle'),
        h('output', null, ready), isShown && embed);
    }
    createRoot(document.getElementById('app')).render(h(App));`,
  Vue: (site) => `
    import 'civic-scorecard-embed';
    import { createApp } from 'vue/dist/vue.esm-bundler.js';
    const app = createApp({
      data: () => ({ of: '${id}', site: '${site}', ready: '', isShown: true }),
      methods: { note({ detail }) { this.ready = detail.id + ' ' + detail.mode; } },
      template: \`<div><button @click="of = '${other}'">Another</button><button @click="isShown = !isShown">Toggle</button>
        <output>{{ ready }}</output>
        <civic-kpi v-if="isShown" :of="of" :site="site" theme="dark" transparent @civic-ready="note"><a href="#">Fallback</a></civic-kpi></div>\`,
    });
    app.config.compilerOptions.isCustomElement = (name) => name.startsWith('civic-');
    app.mount('#app');`,
};

for (const [name, app] of Object.entries(APPS)) {
  test(`${name}: properties, events, changes and removal`, async ({ host, site }) => {
    const files = { 'app.js': await bundled(app(site)) };
    const page = await host('<div id="app"></div><script type="module" src="app.js"></script>', { files });
    const said = page.locator('output');
    await expect(said).toHaveText(`${id} inline`);
    const it = page.locator('civic-kpi');
    await expect(it).toHaveAttribute('theme', 'dark');
    await expect(it).toHaveAttribute('transparent', '');
    await page.getByRole('button', { name: 'Another' }).click();
    await expect(said).toHaveText(`${other} inline`);
    await page.getByRole('button', { name: 'Toggle' }).click();
    await expect(it).toHaveCount(0);
    await page.getByRole('button', { name: 'Toggle' }).click();
    await expect(drawn(page)).toBeVisible();
    await expect(page.getByText('Fallback')).toBeHidden();
  });
}

test('from a bundle, an element in HTML is drawn inline once its site is trusted', async ({ host, site }) => {
  const source = `import { trust } from 'civic-scorecard-embed'; trust('${site}');`;
  const files = { 'app.js': await bundled(source) };
  const page = await host(`${element(EMBEDS[3], `site="${site}"`)}<script type="module" src="app.js"></script>`, { files });
  await expect(drawn(page)).toBeVisible();
});
