import { afterEach, expect, test } from 'vitest';
import { explainFailures } from '../src/index.js';
import { closeServers, listen, POLICY, policed, run } from './policed-servers.js';

afterEach(closeServers);

test('one failure of each kind is diagnosed; the fix is for the whole policy', async () => {
  const { url } = await listen((_, response) => {
    response.setHeader('X-Powered-By', 'Express').end();
  });
  const results = await run([{ url: `${url}/a` }, { url: `${url}/b` }, { url: 'http://127.0.0.1:2/' }], {}, []);
  const failures = await explainFailures(results);
  expect(failures).toHaveLength(9);
  const [first, second] = failures;
  expect(first?.diagnosis?.causes[0]?.id).toBe('no-allow-origin');
  expect(first?.fix?.files[0]?.code).toMatch(/PUT[\s\S]*Content-Type[\s\S]*X-Total/);
  expect(second).toMatchObject({ like: first?.result.expectation.title });
  expect(failures.filter(({ diagnosis }) => diagnosis)).toHaveLength(1);
  // Of the three unreachable ones, the first is reported and the others are like it.
  expect(failures.slice(6).map(({ like }) => like === undefined)).toEqual([true, false, false]);
  expect(await explainFailures(results, { maxDiagnoses: 0 })).toHaveLength(9);
});

test('a failure only at the host of the URL is of the proxy, a failure behind it of the origin server', async () => {
  const right = await policed(POLICY);
  const bare = await listen((_, response) => void response.end());
  const strict = await listen((_, response) => void response.setHeader('Access-Control-Allow-Origin', 'null').end());
  const causeOf = async (front: string, upstream: string) => {
    const results = await run([{ url: `${front}/users`, direct: [upstream] }], {}, []);
    return (await explainFailures(results)).flatMap(({ diagnosis }) => diagnosis?.causes[0]?.id ?? []);
  };
  expect(await causeOf(bare.url, right.url)).toEqual(['stripped-by-proxy']);
  expect(await causeOf(right.url, bare.url)).toEqual(['no-allow-origin']);
  expect(await causeOf(strict.url, bare.url)).toEqual(['origin-mismatch', 'no-allow-origin']);
});
