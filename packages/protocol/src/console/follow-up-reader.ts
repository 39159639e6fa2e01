import { LIBRARIES } from './libraries.js';
import { libraryMessage } from './library-message.js';
import { libraryObjectReaders } from './library-object-reader.js';
import type { ConsoleEngine } from './parsed-message.js';
import { type Reader, readerOf, type Sentence, sentence } from './sentence.js';
import { readShape, shape } from './shape.js';
import { readWebkitReason } from './webkit-reader.js';

const after = (engine: ConsoleEngine | undefined, ...templates: readonly string[]): Sentence[] =>
  templates.map((template) => sentence(template, { kind: 'follow-up', ...(engine && { engine }) }));

const RESOURCE = shape('Failed to load resource:');

/** Safari says the reason again, in the words of its network log. */
const repeatedReason: Reader = {
  anchors: [RESOURCE.literals[0]],
  read(text, at, limit) {
    const lead = readShape(text, RESOURCE, at, limit);
    return lead && readWebkitReason(text, lead.end, limit);
  },
};

/** The status is the reason. */
const status = sentence('Failed to load resource: the server responded with a status of {status}', {
  kind: 'not-cors',
  topic: 'http-status',
  cause: 'not-cors',
});

/** What a page sees of any failed request, and what the network log adds. */
const rejected = sentence('Request failed with status code {status}', {
  kind: 'not-cors',
  topic: 'http-status',
  cause: 'not-cors',
});

export const followUpReaders: readonly Reader[] = [
  repeatedReason,
  ...libraryObjectReaders,
  readerOf([status, rejected, ...LIBRARIES.flatMap(libraryMessage)]),
  readerOf([
    ...after('chromium', 'TypeError: Failed to fetch', 'Failed to fetch'),
    ...after(
      'firefox',
      'TypeError: NetworkError when attempting to fetch resource.',
      'NetworkError when attempting to fetch resource.',
    ),
    ...after('webkit', 'TypeError: Load failed', 'Load failed'),
    sentence('TypeError: cancelled', { kind: 'follow-up', engine: 'webkit', library: 'cancelled' }),
    ...after(undefined, 'Error: Network Error', 'Network Error'),
    ...after('chromium', 'CORS error'),
  ]),
];
