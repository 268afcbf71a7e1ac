// The elements in JSX, for React 19: `import type {} from 'civic-scorecard-embed/react'`.
// Apart from index.d.ts, so that nobody else needs React's types.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { CivicElement, CivicErrorEvent, CivicOptions, CivicReadyEvent, CivicTag } from './index.js';

type CivicProps = DetailedHTMLProps<HTMLAttributes<CivicElement>, CivicElement> &
  CivicOptions & {
    'oncivic-ready'?: (event: CivicReadyEvent) => void;
    'oncivic-error'?: (event: CivicErrorEvent) => void;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Record<CivicTag, CivicProps> {}
  }
}
