import { sentencesOf } from './look-alike.js';
import { LOOK_ALIKES } from './look-alikes.js';
import { type Found, type Reader, readerOf, readSentence, sentence } from './sentence.js';
import type { SqueezedText } from './squeezed-text.js';

/** What stops requests beside CORS, in the words of each engine. */
const SENTENCES = LOOK_ALIKES.flatMap(sentencesOf);

/** About CORS, though nothing is blocked: the page read a header that is not exposed. */
const UNREADABLE_HEADER = sentence('Refused to get unsafe header "{parameter}"', {
  kind: 'warning',
  engine: 'chromium',
  cause: 'header-not-exposed',
});

const NAMES = String.raw`(?:[a-z]{3,10}-src(?:-[a-z]{3,5})?|frame-ancestors|form-action|base-uri|sandbox)\b`;
const DIRECTIVE = new RegExp(String.raw`\b${NAMES}[^"\u201d\u2019\u00bb)\n]{0,200}`);
const QUOTED_DIRECTIVE = new RegExp(
  String.raw`["\u201c\u201e\u00ab\u2018\u300c]\s?(${NAMES}[^"\u201c\u201d\u00bb\n]{0,1000}?)\s?["\u201c\u201d\u00bb\u2019\u300d](?!\w)`,
);

/** Firefox prints these in its user's language; the header's name, the directive and the URL are the same in all. */
const firefoxPolicy: Reader = {
  anchors: ['Content-Security-Policy:', 'ContentSecurityPolicy:'],
  read(text, at, limit) {
    const end = Math.max(at + 1, Math.min(text.lineEnd(at), Math.max(limit, at + 1)));
    const line = text.slice(at, Math.min(end, at + 2000), ' ');
    const parameter = (QUOTED_DIRECTIVE.exec(line)?.[1] ?? DIRECTIVE.exec(line)?.[0])?.trim();
    if (parameter === undefined || !/\s/.test(line)) return undefined;
    const url = /\b(?:https?|wss?|data|blob|ftp):[^\s"\u201c\u201d\u2018\u2019\u00ab\u00bb<>]{1,4000}/
      .exec(line)?.[0]
      .replace(/[.,:;)]+$/, '');
    const entry = /report-only/i.test(line) ? 'csp-report-only' : 'content-security-policy';
    return {
      message: {
        kind: 'not-cors',
        engine: 'firefox',
        topic: 'content-security-policy',
        cause: 'not-cors',
        entry,
        parameter,
        ...(url !== undefined && { url }),
      },
      end: Math.min(end, at + 2000),
    };
  },
};

export const readLookAlike = (text: SqueezedText, at: number, limit: number): Found | undefined =>
  readSentence(SENTENCES, text, at, limit);

export const notCorsReaders: readonly Reader[] = [readerOf([...SENTENCES, UNREADABLE_HEADER]), firefoxPolicy];
