/** Prints how far readers and real servers agree: `npm run readers`, or `npm run readers -- nginx`. */

import { stacks } from './stacks.js';
import { truthOf } from './truth.js';

const named = process.argv.slice(2);
const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

for (const stack of stacks) {
  if (named.length > 0 && !named.includes(stack.id)) continue;
  const options = {
    configurations: number('CONFIGURATIONS', 40),
    requests: number('REQUESTS', 200),
    seed: number('SEED', 1),
  };
  const { configurations, requests, agreeing, deviations } = await truthOf(stack, options);
  const share = ((agreeing / requests) * 100).toFixed(2);
  console.log(
    `${stack.id}: ${configurations} configurations, ${agreeing} of ${requests} requests (${share} %), ${await stack.version()}`,
  );
  const shown = new Set<string>();
  for (const { configured, request, engine, read, real } of deviations) {
    if (shown.has(configured.text)) continue;
    shown.add(configured.text);
    console.log(`\n${JSON.stringify(request)}\n${engine}: read ${read}, real ${real}\n${configured.text}`);
  }
  if (agreeing < requests * 0.995) process.exitCode = 1;
}
