// All tests in one process, so that they share a browser: `ENGINE=webkit node tests/engines/all.mjs`.
import './pages.test.mjs';
import './initiatives.test.mjs';
import './navigation.test.mjs';
import './charts.test.mjs';
import './newer.test.mjs';
import './failures.test.mjs';
import './offline.test.mjs';
import './embeds.test.mjs';
import './share.test.mjs';
import './accessibility.test.mjs';
