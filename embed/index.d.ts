// Types of the custom elements. README.md says what they do.

/** What an element can show; its tag is `civic-` and this. */
export type CivicKind = 'card' | 'insight' | 'figure' | 'kpi' | 'chart' | 'results' | 'multiples' | 'wheel';

/** The tag of an element. */
export type CivicTag = `civic-${CivicKind}`;

/** The options of an element, as attributes and as properties alike. */
export interface CivicOptions {
  /** The id of what is shown: small letters, digits and single hyphens. Required. */
  of: string;
  /**
   * The address of the site's root; relative ones are resolved against the page. Absent: the
   * folder of the script, so it is required in a bundle. Assigning it lets the element run the
   * site's code; a site that only an attribute names is shown in a sandboxed frame.
   */
  site?: string;
  /** Absent or `auto`: as the reader prefers. */
  theme?: 'light' | 'dark' | 'auto';
  /** Without a background of its own. */
  transparent?: boolean;
  /** What a chart shows first. */
  show?: 'table' | 'notes';
  /** A published revision to show permanently: exactly 16 of `0`-`9` and `a`-`f`. */
  pinned?: string;
  /** A chart's other choices, as in an address: `since=2018&hide=business`. */
  query?: string;
}

/** An element. Properties that are not set are empty strings, or `false`. */
export interface CivicElement extends HTMLElement {
  of: string;
  site: string;
  theme: '' | 'light' | 'dark' | 'auto';
  transparent: boolean;
  show: '' | 'table' | 'notes';
  pinned: string;
  query: string;
}

export interface CivicReady {
  kind: CivicKind;
  id: string;
  /** The revision that is drawn. A frame does not say which. */
  revision?: string;
  mode: 'inline' | 'frame';
}

export interface CivicError {
  kind: CivicKind;
  id: string;
  /**
   * - `missing`  the site has no such thing; a box says so, with a link
   * - `unchecked`  shown, and nobody knows whether it is the latest
   * - `unchosen`  shown, but not the part of a chart that was chosen
   * - `blocked`  a policy of the page refuses script and frames of the site
   * - `network`  the site does not answer
   * - `invalid`  `of` is no id, `site` no address, or `pinned` no revision
   */
  reason: 'missing' | 'unchecked' | 'unchosen' | 'blocked' | 'network' | 'invalid';
  /** For a log, not for readers. */
  message: string;
}

export type CivicReadyEvent = CustomEvent<CivicReady>;
export type CivicErrorEvent = CustomEvent<CivicError>;

/**
 * Lets elements whose `site` is an attribute draw with the code of that site, and sets the
 * height of plain iframes of its embed pages. Call it before the elements come near the
 * viewport.
 */
export function trust(site: string | URL): void;

declare global {
  interface HTMLElementTagNameMap extends Record<CivicTag, CivicElement> {}

  // They bubble, so they can be handled anywhere. Plain iframes have `civic-error` too.
  interface GlobalEventHandlersEventMap {
    'civic-ready': CivicReadyEvent;
    'civic-error': CivicErrorEvent;
  }
}
