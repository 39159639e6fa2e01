import type { Draft, Reader } from './sentence.js';

/** Characters around the name of an error in which its other members stand. */
const BEFORE = 1500;
const AFTER = 3000;

/** The value of a member, as JSON or as a console prints an object. */
const member = (around: string, name: string): string | undefined =>
  new RegExp(`(?<![\\w$])["']?${name}["']?\\s{0,5}:\\s{0,5}(?:"([^"\\n]{1,4000})"|'([^'\\n]{1,4000})'|(\\d{1,3}))`)
    .exec(around)
    ?.slice(1)
    .find((value) => value !== undefined);

/** With the base that the library puts before it. */
function urlIn(around: string): string | undefined {
  const url = member(around, 'url');
  const base = member(around, 'baseURL');
  if (url === undefined || /^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
  return base === undefined ? undefined : `${base.replace(/\/$/, '')}/${url.replace(/^\//, '')}`;
}

function draftOf(library: string, around: string, status: number): Draft {
  const url = urlIn(around);
  const method = member(around, 'method')?.toUpperCase();
  const parts = {
    ...(url !== undefined && { url }),
    ...(method !== undefined && /^[A-Z]{3,10}$/.test(method) && { method }),
  };
  return status === 0
    ? { kind: 'follow-up', library, ...parts }
    : { kind: 'not-cors', topic: 'http-status', cause: 'not-cors', status, ...parts };
}

/** Errors of axios and Angular as objects, which hold the request, and the sentence of Angular with its URL. */
export const libraryObjectReaders: readonly Reader[] = [
  {
    anchors: [
      '"message":"NetworkError","name":"AxiosError"',
      '"name":"AxiosError"',
      "name:'AxiosError'",
      'HttpErrorResponse{',
    ],
    read({ source, sourceIndex }, at, _limit) {
      const start = sourceIndex(at);
      const around = source.slice(Math.max(0, start - BEFORE), start + AFTER);
      const isAngular = source.startsWith('HttpErrorResponse', start);
      const own = isAngular ? source.slice(start, start + AFTER) : around;
      const status = Number(member(own, 'status') ?? 0);
      if (isAngular && member(own, 'status') === undefined) return undefined;
      return { message: draftOf(isAngular ? 'angular' : 'axios', own, status), end: at + 18 };
    },
  },
  {
    anchors: ['Httpfailureresponsefor'],
    read({ source, sourceIndex }, at) {
      const start = sourceIndex(at);
      const [words, url = '', digits = ''] =
        /^Http failure response for (\S{1,4000}|\(unknown url\)): (\d{1,3})(?: [\w ]{1,60})?/.exec(
          source.slice(start, start + 4200),
        ) ?? [];
      if (words === undefined) return undefined;
      const named = /^[a-z]+:/.test(url) ? { url } : {};
      const end = at + words.replace(/\s/g, '').length;
      if (Number(digits) === 0) return { message: { kind: 'follow-up', library: 'angular', ...named }, end };
      const message = { kind: 'not-cors', topic: 'http-status', cause: 'not-cors', status: Number(digits) } as const;
      return { message: { ...message, ...named }, end };
    },
  },
];
