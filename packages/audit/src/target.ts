import { parseUrl } from '@corsmith/protocol';
import { originRegex } from '@corsmith/stacks';
import { parse } from 'tldts';

/** An origin that should be let in, taken apart. */
export interface Base {
  readonly origin: string;
  /** `https:`, with its colon. */
  readonly protocol: string;
  readonly host: string;
  /** With its colon, or empty. */
  readonly port: string;
  /** What its owner has registered; absent for addresses and names of one label. */
  readonly registered?: Registered;
}

export interface Registered {
  /** `example.co.uk` */
  readonly domain: string;
  /** `example` */
  readonly name: string;
  /** `co.uk` */
  readonly suffix: string;
}

/** What the probe origins are made for. */
export interface Target {
  readonly url: URL;
  /** Origins that should be let in: others are made from them. */
  readonly bases: readonly Base[];
  /** Part of the names that nobody can have, new in every run. */
  readonly key: string;
  /** Whether the server answers on this machine or in its network only. */
  readonly network: 'public' | 'private';
}

/** A name that is reserved, so that it is no one's, and stands for one that an attacker registers. https://www.rfc-editor.org/rfc/rfc2606 */
export const ATTACKER = 'corsmith.test';

export function baseOf(origin: string): Base | undefined {
  const url = /^https?:/.test(origin) ? parseUrl(origin) : undefined;
  if (!url) return undefined;
  const registered = registeredOf(url.hostname);
  return {
    origin: url.origin,
    protocol: url.protocol,
    host: url.hostname,
    port: url.port === '' ? '' : `:${url.port}`,
    ...(registered && { registered }),
  };
}

/** By the public suffix list, with the suffixes under which platforms give out names to anyone. */
export function registeredOf(host: string): Registered | undefined {
  const { domain, domainWithoutSuffix: name, publicSuffix: suffix } = parse(host, { allowPrivateDomains: true });
  return domain && name && suffix ? { domain, name, suffix } : undefined;
}

/** Whether a stranger could register this host's domain; names that end as one of ours does count, be the ending real or not. */
export function isForSale(host: string, { registered }: Base): boolean {
  const { domain, isIcann, isPrivate, publicSuffix } = parse(host, { allowPrivateDomains: true });
  return (
    domain !== null &&
    domain !== registered?.domain &&
    (isIcann || isPrivate || publicSuffix === registered?.suffix) === true
  );
}

/** Whether a list that may hold patterns holds this origin. */
export const isTrusted = (origin: string, trusted: readonly string[]): boolean =>
  trusted.some((one) => (one.includes('*') ? new RegExp(originRegex(one)).test(origin) : one === origin));

/** An origin that a pattern stands for. */
export const exampleOf = (pattern: string): string => pattern.replace('://*.', '://app.').replace(/:\*$/, '');
