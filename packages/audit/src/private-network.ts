import { isLocalAddress } from '@corsmith/doctor/examination';
import { isLocalName, type Target } from './target.js';

/** The addresses of a host; rejects if it has none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** Whether a server is on this machine or in its network, which a public page reaches only through the visitor's browser. */
export async function networkOf({ hostname }: URL, resolve: ResolveHost = systemAddresses): Promise<Target['network']> {
  if (isLocalName(hostname)) return 'private';
  const addresses = await resolve(hostname.replace(/^\[|\]$/g, '')).catch(() => []);
  return addresses.length > 0 && addresses.every(isLocalAddress) ? 'private' : 'public';
}

async function systemAddresses(host: string): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises');
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
