// Imported before site.mjs, which then knows the site that ships: that is what is measured.
import { fileURLToPath } from 'node:url';

process.env.E2E_BUNDLE ??= fileURLToPath(new URL('../../../public/bundle/en.json', import.meta.url));
