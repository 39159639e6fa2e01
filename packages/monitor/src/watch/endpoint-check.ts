import { createHash } from 'node:crypto';
import type { Contract } from '@corsmith/contract';

/** All expectations of one endpoint, which run once per interval. */
export interface EndpointCheck {
  /** The same in every run on every machine, as long as the endpoint's name and URL don't change. */
  readonly id: string;
  /** The name in the contract, with a number if it is a duplicate. */
  readonly name: string;
  readonly url: string;
  /** The contract with this endpoint only. */
  readonly contract: Contract;
}

/** `shown` masks names and URLs, since both can hold a secret. */
export function checksOf(
  contract: Contract,
  shown: (text: string) => string = (text) => text,
): readonly EndpointCheck[] {
  const names = new Set<string>();
  return contract.endpoints.map((endpoint) => {
    const name = numbered(shown(endpoint.name), names);
    const id = createHash('sha256')
      .update(JSON.stringify([name, endpoint.url]))
      .digest('hex')
      .slice(0, 16);
    return { id, name, url: shown(endpoint.url), contract: { ...contract, endpoints: [endpoint] } };
  });
}

/** `users`, then `users #2`: names are metric labels, so they must be unique. */
function numbered(name: string, names: Set<string>): string {
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${name} #${number}`;
  names.add(free);
  return free;
}
