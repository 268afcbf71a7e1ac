// What is served to the tests, and where.
import { FOLDER } from './test-site.mjs';

const port = Number(process.env.E2E_PORT ?? 4173);
const served = (folder, port) => ({ folder, port, address: `http://127.0.0.1:${port}` });

/** The site of the tests' own government. */
export const site = served(FOLDER, port);

/** What ships; `E2E_FOLDER` names another folder that is to be tested as content. */
export const shipped = served(process.env.E2E_FOLDER ?? 'dist', port + 1);
