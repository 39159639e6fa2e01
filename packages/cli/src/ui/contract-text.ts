import { type Contract, ContractError, planSize, readContract } from '@corsmith/contract';
import type { UsageProblem } from '../usage-error.js';

/** Why a text is no contract to run here, as the page shows it. */
export type Refused = { readonly error: string } | { readonly problems: readonly UsageProblem[] };

/** More than a table can show. */
const MOST_EXPECTATIONS = 2000;

/** What the page sends. The shell's variables are left out: a text that was pasted should not get hold of them. */
export function contractOf({ text, environment }: { text?: unknown; environment?: unknown }): Contract | Refused {
  if (typeof text !== 'string' || !['string', 'undefined'].includes(typeof environment))
    return { error: 'This is no contract.' };
  const contract = read(text, (environment as string | undefined) || undefined);
  if (!('policy' in contract)) return contract;
  const size = planSize(contract);
  if (size === 0) return { error: 'There is nothing to test: every origin is its own, or no endpoint is here.' };
  if (size > MOST_EXPECTATIONS)
    return { error: `This contract makes ${size} expectations: the command line is for that many.` };
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
