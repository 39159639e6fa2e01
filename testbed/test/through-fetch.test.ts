import { describe, expect, it } from 'vitest';
import { ENGINES } from '../src/browsers/browsers.js';
import { needs } from '../src/needs.js';
import { disagreement } from '../src/oracle/report.js';
import { runSpan } from '../src/oracle/run.js';
import { THROUGH } from '../src/oracle/through.js';
import { isFailure } from '../src/oracle/verdict.js';
import { startWorld } from '../src/servers/world.js';

// A slice of `npm run oracle -- --through fetch`.
describe.each(ENGINES)('%s', (engine, start) => {
  it.runIf(needs(engine))('does what createFetch does in Node, over the same sockets', async () => {
    const world = await startWorld();
    try {
      const browser = await start(world);
      try {
        const verdict = await runSpan(world, browser, { seed: 'fetch', first: 0, count: 100 }, THROUGH.fetch);
        const said = disagreement(verdict, 'fetch', '--through fetch');
        if (isFailure(verdict)) expect.fail(said);
        if (said !== undefined) console.warn(said);
      } finally {
        await browser.close();
      }
    } finally {
      world.close();
    }
  });
});
