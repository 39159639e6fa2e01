import { type Contract, ContractError, planSize, readContract } from '@corsmith/contract';
import type { UsageProblem } from '../usage-error.js';

/** Why a contract can't be run here, as the page shows it. */
export type Refused = { readonly error: string } | { readonly problems: readonly UsageProblem[] };

/** As many as a table can show. */
const MAX_EXPECTATIONS = 2000;

/** Reads the contract from the page. Environment variables are not filled in, since a pasted text must not get hold of them. */
export function contractOf({ text, environment }: { text?: unknown; environment?: unknown }): Contract | Refused {
  if (typeof text !== 'string' || (environment !== undefined && typeof environment !== 'string'))
    return { error: 'Malformed contract.' };
  const contract = read(text, environment || undefined);
  if (!('policy' in contract)) return contract;
  const size = planSize(contract);
  if (size === 0)
    return { error: 'Nothing to test: the contract has no endpoint, or every origin is the same as the server’s.' };
  if (size > MAX_EXPECTATIONS)
    return {
      error: `The contract has ${size} expectations, but this page runs at most ${MAX_EXPECTATIONS}. Use corsmith test.`,
    };
  return contract;
}

function read(text: string, environment: string | undefined): Contract | Refused {
  try {
    return readContract(text, environment === undefined ? {} : { environment });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problems = error.problems.map(({ line, path, text: offending, message, suggestion }) => ({
      message: [`Line ${line}`, path, offending, message].filter((part) => part !== '').join(': '),
      ...(suggestion !== undefined && { hint: `Instead: ${suggestion}` }),
    }));
    return { problems };
  }
}
