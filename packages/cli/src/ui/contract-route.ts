import { explainFailures, planSize, type Result, verify } from '@corsmith/contract';
import type { Context } from 'hono';
import { reportOf, type TestReport, tally } from '../test/report.js';
import { contractOf } from './contract-text.js';
import { tellAsFound } from './news.js';

/** How far it is, then all that was found. */
type ContractNews = { readonly done: number; readonly of: number } | { readonly report: TestReport };

/** As `corsmith test`, on a text. */
export async function runContract(c: Context): Promise<Response> {
  const contract = contractOf(await c.req.json().catch(() => ({})));
  if (!('policy' in contract)) return c.json(contract, 400);
  const size = planSize(contract);
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
