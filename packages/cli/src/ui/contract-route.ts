import {
  type Contract,
  ContractError,
  explainFailures,
  planSize,
  type Result,
  readContract,
  verify,
} from '@corsmith/doctor';
import type { Context } from 'hono';
import { reportOf, type TestReport, tally } from '../test/report.js';
import { tellAsFound } from './news.js';

/** How far it is, then all that was found. */
type ContractNews = { readonly done: number; readonly of: number } | { readonly report: TestReport };

/** More than a table can show. */
const MOST_EXPECTATIONS = 2000;

/** As `corsmith test`, on a text. The shell's variables are left out: a text that was pasted should not get hold of them. */
export async function runContract(c: Context): Promise<Response> {
  const { text, environment } = await c.req.json().catch(() => ({}));
  if (typeof text !== 'string' || !['string', 'undefined'].includes(typeof environment))
    return c.json({ error: 'This is no contract.' }, 400);
  const contract = contractOf(text, environment || undefined);
  if ('problems' in contract) return c.json({ problems: contract.problems }, 400);
  const size = planSize(contract);
  if (size === 0)
    return c.json({ error: 'There is nothing to test: every origin is its own, or no endpoint is here.' }, 400);
  if (size > MOST_EXPECTATIONS)
    return c.json({ error: `This contract makes ${size} expectations: corsmith test is for that many.` }, 400);
  return tellAsFound<ContractNews>(c, async (tell, signal) => {
    const began = performance.now();
    const { add, counts } = tally();
    const onResult = (result: Result) => {
      add(result);
      void tell({ done: counts().total, of: size });
    };
    const results = await verify(contract, { signal, onResult });
    const failures = await explainFailures(results, { signal });
    const durationMs = Math.round(performance.now() - began);
    const found = { policy: contract.policy, counts: counts(), results, failures };
    await tell({ report: reportOf({ contract: 'cors.yaml', durationMs, secrets: 'masked', ...found }) });
  });
}

function contractOf(
  text: string,
  environment: string | undefined,
): Contract | { readonly problems: readonly { readonly message: string; readonly hint?: string }[] } {
  try {
    return readContract(text, environment === undefined ? {} : { environment });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problems = error.mistakes.map(({ line, path, text: offending, message, suggestion }) => ({
      message: [`Line ${line}`, path, offending, message].filter((part) => part !== '').join(': '),
      ...(suggestion !== undefined && { hint: `Instead: ${suggestion}` }),
    }));
    return { problems };
  }
}
