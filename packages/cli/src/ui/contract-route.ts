import { explainFailures, planSize, type Result, verify } from '@corsmith/contract';
import { reportOf, type TestReport, tally } from '@corsmith/contract/report';
import type { Context } from 'hono';
import { contractOf } from './contract-text.js';
import { streamUpdates } from './stream-updates.js';

/** The progress, then the report. */
type ContractUpdate = { readonly done: number; readonly of: number } | { readonly report: TestReport };

/** `corsmith test` for a pasted contract. */
export async function runContract(c: Context): Promise<Response> {
  const contract = contractOf(await c.req.json().catch(() => ({})));
  if (!('policy' in contract)) return c.json(contract, 400);
  const size = planSize(contract);
  return streamUpdates<ContractUpdate>(c, async (send, signal) => {
    const began = performance.now();
    const { add, counts } = tally();
    const onResult = (result: Result) => {
      add(result);
      void send({ done: counts().total, of: size });
    };
    const results = await verify(contract, { signal, onResult });
    const failures = await explainFailures(results, { signal });
    const durationMs = Math.round(performance.now() - began);
    const found = { policy: contract.policy, counts: counts(), results, failures };
    await send({ report: reportOf({ contract: 'cors.yaml', durationMs, secrets: 'masked', ...found }) });
  });
}
