import { BlockList, isIP } from 'node:net';

/** https://wicg.github.io/local-network-access/#ip-address-space, as Chromium has it: loopback and local together. */
const LOCAL = [
  ['127.0.0.0', 8],
  ['0.0.0.0', 32],
  ['198.18.0.0', 15],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

const list = new BlockList();
for (const [network, prefix] of LOCAL) list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');

/** Whether an address is on this machine or in its network. */
export const isLocalAddress = (address: string): boolean => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
