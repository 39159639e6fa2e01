import { parseUrl } from '@corsmith/protocol';
import { originRegex } from '@corsmith/stacks';
import { parse } from 'tldts';

/** The parts of an origin that should be allowed. */
export interface Base {
  readonly origin: string;
  /** `https:`, with its colon. */
  readonly protocol: string;
  readonly host: string;
  /** With its colon, or empty. */
  readonly port: string;
  /** The registered domain; absent for addresses and single-label names. */
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

/** What the probe origins are derived from. */
export interface Target {
  readonly url: URL;
  /** Origins that should be allowed. */
  readonly bases: readonly Base[];
  /** Part of names that nobody owns, new in every run. */
  readonly key: string;
  /** Whether the server is reachable only on this machine or in its network. */
  readonly network: 'public' | 'private';
}

/** A reserved name that stands for one that an attacker registers. https://www.rfc-editor.org/rfc/rfc2606 */
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

/** By the public suffix list, including the suffixes under which platforms give names to anyone. */
export function registeredOf(host: string): Registered | undefined {
  const { domain, domainWithoutSuffix: name, publicSuffix: suffix } = parse(host, { allowPrivateDomains: true });
  return domain && name && suffix ? { domain, name, suffix } : undefined;
}

/** Whether an attacker could register this host's domain. A name with the same suffix as ours counts even if the suffix is not real. */
export function isRegistrable(host: string, { registered }: Base): boolean {
  const { domain, isIcann, isPrivate, publicSuffix } = parse(host, { allowPrivateDomains: true });
  return (
    domain !== null &&
    domain !== registered?.domain &&
    (isIcann || isPrivate || publicSuffix === registered?.suffix) === true
  );
}

/** Whether a list of origins and patterns contains this origin. */
export const isTrusted = (origin: string, trusted: readonly string[]): boolean =>
  trusted.some((one) => (one.includes('*') ? new RegExp(originRegex(one)).test(origin) : one === origin));

/** An origin that matches a pattern. */
export const exampleOf = (pattern: string): string => pattern.replace('://*.', '://app.').replace(/:\*$/, '');
