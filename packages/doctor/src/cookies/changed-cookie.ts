import {
  BROWSERS,
  type Browser,
  byteLowercase,
  COOKIE_RULES,
  type CookieRequest,
  type IsPublicSuffix,
  isLoopbackHost,
  judgeCookie,
} from '@corsmith/protocol';

/** The cookie as the server should set it. */
export interface ChangedCookie {
  /** The header line, with `…` in place of the value. */
  readonly line: string;
  /** The browsers that then send it. */
  readonly sentBy: readonly Browser[];
}

/** The attribute without its value, to compare. */
const attributeName = (text: string): string => byteLowercase(text.replace(/=.*/s, '').trim());

type Change = (attributes: readonly string[]) => readonly string[];

const without =
  (name: string): Change =>
  (attributes) =>
    attributes.filter((text) => attributeName(text) !== name);

const put =
  (attribute: string): Change =>
  (attributes) => [...without(attributeName(attribute))(attributes), attribute];

/** From the one that changes the least. */
const CHANGES: readonly Change[] = [
  without('domain'),
  put('Path=/'),
  put('Secure'),
  put('SameSite=None'),
  without('samesite'),
  without('partitioned'),
  put('HttpOnly'),
];

/** On this machine there is no network to keep a cookie from. */
const LOCAL_CHANGES: readonly Change[] = [...CHANGES, without('secure')];

/**
 * The fewest changed attributes with which the most browsers send the cookie; undefined if no change makes more of them send
 * it.
 */
export function changedCookie(
  name: string,
  attributes: string,
  request: CookieRequest,
  isPublicSuffix: IsPublicSuffix,
): ChangedCookie | undefined {
  const written = attributes === '' ? [] : attributes.split('; ');
  const changes = isLoopbackHost(new URL(request.url).hostname) ? LOCAL_CHANGES : CHANGES;
  const judged = subsets(changes).map((subset) => {
    const changed = subset.reduce<readonly string[]>((list, change) => change(list), written);
    const line = [`${name}=…`, ...changed].join('; ');
    const sentBy = BROWSERS.filter(
      (browser) => judgeCookie(line, request, COOKIE_RULES[browser], { isPublicSuffix }).sent,
    );
    return { line, sentBy };
  });
  const most = Math.max(...judged.map(({ sentBy }) => sentBy.length));
  const best = judged.find(({ sentBy }) => sentBy.length === most);
  const [unchanged] = judged;
  return best && unchanged && best.sentBy.length > unchanged.sentBy.length
    ? { ...best, line: `Set-Cookie: ${best.line}` }
    : undefined;
}

/** All of them, the smaller ones first: none, then each alone. */
const subsets = (changes: readonly Change[]): (readonly Change[])[] =>
  Array.from({ length: 2 ** changes.length }, (_, bits) => changes.filter((_, at) => (bits >> at) & 1)).sort(
    (a, b) => a.length - b.length,
  );
