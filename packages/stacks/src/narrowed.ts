import type { RenderedPolicy } from './stack.js';

/** What a stack cannot say. A field that is left out has no limit. */
export interface Limits {
  /** The stack's name, for the sentences. */
  readonly name: string;
  /** Which wildcards an origin may have besides `*` alone. */
  readonly wildcards?: 'none' | 'subdomains';
  /** The only methods that it knows. */
  readonly methods?: readonly string[];
  /** What an origin may look like. */
  readonly origins?: RegExp;
  /** What the name of a method or header may look like. */
  readonly names?: RegExp;
  /** Whether it can allow every request header: never, where no credentials are sent, or always. Default always. */
  readonly anyHeader?: 'never' | 'without credentials';
  readonly credentials?: 'never';
  readonly responseHeaders?: 'never';
  /** In seconds. */
  readonly maxAge?: { readonly from: number; readonly to: number } | 'never';
}

/** A policy that a stack can say: never wider than the one that was asked for, and a sentence on each thing left out. */
export interface Narrowed {
  readonly policy: RenderedPolicy;
  readonly leftOut: readonly string[];
}

export function narrowed(policy: RenderedPolicy, limits: Limits): Narrowed {
  const leftOut: string[] = [];
  const keep = (what: string, values: readonly string[], fits: (value: string) => boolean) => {
    const lost = values.filter((value) => !fits(value));
    if (lost.length > 0) leftOut.push(`${limits.name} cannot say ${what} ${lost.join(', ')}, so it is left out.`);
    return values.filter(fits);
  };
  const drop = (what: string) => void leftOut.push(`${limits.name} cannot say ${what}, so it is left out.`);

  const fitsOrigin = (origin: string) => (limits.origins?.test(origin) ?? true) && fitsWildcards(origin, limits);
  const hasName = (name: string) => limits.names?.test(name) ?? true;
  const credentials = policy.credentials && limits.credentials !== 'never';
  if (credentials !== policy.credentials) drop('that credentials are allowed');
  const anyHeader = limits.anyHeader === undefined || (limits.anyHeader !== 'never' && !credentials);
  if (policy.requestHeaders === '*' && !anyHeader) drop('that every request header is allowed: name those in use');
  const responseHeaders = limits.responseHeaders === 'never' ? [] : policy.responseHeaders;
  if (responseHeaders.length < policy.responseHeaders.length) drop(`the exposed ${policy.responseHeaders.join(', ')}`);
  const { maxAge } = policy;
  const keepsAge = maxAge !== undefined && limits.maxAge !== 'never' && maxAge >= (limits.maxAge?.from ?? 0);
  if (maxAge !== undefined && !keepsAge) drop(`a max age of ${maxAge} s`);

  return {
    leftOut,
    policy: {
      origins: policy.origins === '*' ? '*' : orNobody(keep('the origin', policy.origins, fitsOrigin)),
      credentials,
      methods: keep('the method', policy.methods, (name) => limits.methods?.includes(name) ?? hasName(name)),
      requestHeaders:
        policy.requestHeaders === '*'
          ? anyHeader
            ? '*'
            : []
          : keep('the request header', policy.requestHeaders, hasName),
      responseHeaders: keep('the exposed header', responseHeaders, hasName),
      ...(keepsAge && { maxAge: Math.min(maxAge, limits.maxAge?.to ?? maxAge) }),
    },
  };
}

/** Many a stack takes an empty list for everyone. No page has an origin under `.invalid`, RFC 6761, 6.4. */
const orNobody = (origins: readonly string[]): readonly string[] =>
  origins.length > 0 ? origins : ['https://nobody.invalid'];

function fitsWildcards(origin: string, { wildcards }: Limits): boolean {
  if (wildcards === undefined || !origin.includes('*')) return true;
  return wildcards === 'subdomains' && !origin.endsWith(':*');
}
