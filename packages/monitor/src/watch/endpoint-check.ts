import { createHash } from 'node:crypto';
import type { Contract } from '@corsmith/contract';

/** What is run once per interval: all that the contract expects of one endpoint. */
export interface EndpointCheck {
  /** The same in every run of every machine, as long as the endpoint keeps its name and its URL. */
  readonly id: string;
  /** As the contract calls it; what another one is called already gets a number. */
  readonly name: string;
  readonly url: string;
  /** The contract with this endpoint alone. */
  readonly contract: Contract;
}

/** `shown` is what may be seen of a name or a URL: a secret can be in both. */
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

/** `users`, then `users #2`: a metric has each name once. */
function numbered(name: string, names: Set<string>): string {
  let free = name;
  for (let number = 2; names.has(free); number++) free = `${name} #${number}`;
  names.add(free);
  return free;
}
