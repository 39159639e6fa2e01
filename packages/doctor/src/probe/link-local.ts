import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import { FailedExchange } from './failed-exchange.js';

/** Link-local, and where clouds serve credentials to anyone inside. Mapped addresses of IPv6 are covered. */
const list = new BlockList();
list.addSubnet('169.254.0.0', 16, 'ipv4');
list.addSubnet('fe80::', 10, 'ipv6');
// NAT64 of 169.254.0.0/16. https://www.rfc-editor.org/rfc/rfc6052
list.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
// Alibaba Cloud, Oracle Cloud, Azure.
for (const address of ['100.100.100.200', '192.0.0.192', '168.63.129.16']) list.addAddress(address, 'ipv4');
// AWS, Google Cloud.
for (const address of ['fd00:ec2::254', 'fd20:ce::254']) list.addAddress(address, 'ipv6');

/** Names that only a cloud's own resolver knows. */
const METADATA_NAME = /^(?:metadata|metadata\.google\.internal|metadata\.goog|instance-data(?:\.ec2\.internal)?)\.?$/i;

const isLinkLocalAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** Throws for a host that is link-local or a metadata service by its text. */
export function refuseLinkLocal(host: string): void {
  if (isLinkLocalAddress(host) || METADATA_NAME.test(host)) throw refusal(host);
}

/** The system's lookup, which fails for a name that leads to such an address. */
export async function guardedLookup(): Promise<LookupFunction> {
  const { lookup } = await import('node:dns');
  return (host, options, callback) =>
    lookup(host, options, (error, addresses, family) => {
      const found = typeof addresses === 'string' ? [addresses] : (addresses ?? []).map(({ address }) => address);
      callback(error ?? (found.some(isLinkLocalAddress) ? refusal(host) : null), addresses, family);
    });
}

const refusal = (host: string): FailedExchange =>
  new FailedExchange({
    id: 'not-followed',
    code: 'LINK_LOCAL',
    message: `The redirect to ${host} is not followed: it is a link-local or metadata address.`,
  });
