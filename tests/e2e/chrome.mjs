/** The browser that tests run in, where it has to be a whole one. */
export const CHROME = process.env.CHROME ?? '/usr/bin/chromium';
