/** The browser that tests run in, where it has to be a whole one. */
export const CHROME = process.env.CHROME ?? '/usr/bin/chromium';

/** How it runs in a container, and without calling home. */
export const CHROME_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
