import type { Limits } from './limits.js';
import type { RenderedPolicy } from './stack.js';

/** A policy that a stack can express, never wider than the whole one. */
interface Narrowed {
  readonly policy: RenderedPolicy;
  /** Why some requests that the whole policy allows stay blocked, in sentences. */
  readonly leftOut: readonly string[];
  /** Differences that block nothing. */
  readonly notes: readonly string[];
}

export function narrowed(policy: RenderedPolicy, limits: Limits): Narrowed {
  const leftOut: string[] = [];
  const fitting = (what: string, values: readonly string[], fits: (value: string) => boolean) => {
    const lost = values.filter((value) => !fits(value));
    if (lost.length > 0) leftOut.push(`${limits.name} cannot express the ${what} ${lost.join(', ')}.`);
    return values.filter(fits);
  };

  const fitsOrigin = (origin: string) => (limits.origins?.test(origin) ?? true) && fitsWildcards(origin, limits);
  const wildcard = policy.origins === '*' ? undefined : policy.origins.find((origin) => origin.includes('*.'));
  if (limits.wildcards === 'label' && wildcard !== undefined)
    leftOut.push(
      `In ${limits.name}, * is one label of letters, digits and hyphens: ${wildcard} has no deeper subdomains.`,
    );
  const hasName = (name: string) => limits.names?.test(name) ?? true;
  const credentials = policy.credentials && limits.credentials !== 'never';
  if (credentials !== policy.credentials) leftOut.push(`${limits.name} cannot allow credentials.`);
  const anyHeader = limits.anyHeader === undefined || (limits.anyHeader !== 'never' && !credentials);
  if (policy.requestHeaders === '*' && !anyHeader)
    leftOut.push(`${limits.name} cannot allow every request header: name those in use.`);
  const responseHeaders = limits.responseHeaders === 'never' ? [] : policy.responseHeaders;
  if (responseHeaders.length < policy.responseHeaders.length)
    leftOut.push(`${limits.name} cannot expose ${policy.responseHeaders.join(', ')}.`);
  const { maxAge } = policy;
  const hasMaxAge = maxAge !== undefined && limits.maxAge !== 'never' && maxAge >= (limits.maxAge?.from ?? 0);
  const notes = maxAge !== undefined && !hasMaxAge ? [`${limits.name} cannot set a max age of ${maxAge} s.`] : [];

  const narrow = {
    origins: policy.origins === '*' ? '*' : orNobody(fitting('origin', policy.origins, fitsOrigin)),
    credentials,
    methods: fitting('method', policy.methods, (name) => limits.methods?.includes(name) ?? hasName(name)),
    requestHeaders:
      policy.requestHeaders === '*'
        ? anyHeader
          ? '*'
          : []
        : fitting('request header', policy.requestHeaders, hasName),
    responseHeaders: fitting('exposed header', responseHeaders, hasName),
    ...(hasMaxAge && { maxAge: Math.min(maxAge, limits.maxAge?.to ?? maxAge) }),
  } as const;
  return { policy: narrow, leftOut, notes };
}

/** Some stacks treat an empty list as every origin. No page has an origin under `.invalid`, RFC 6761, 6.4. */
const orNobody = (origins: readonly string[]): readonly string[] =>
  origins.length > 0 ? origins : ['https://nobody.invalid'];

function fitsWildcards(origin: string, { wildcards }: Limits): boolean {
  if (wildcards === undefined || !origin.includes('*')) return true;
  return wildcards !== 'none' && !origin.endsWith(':*');
}
