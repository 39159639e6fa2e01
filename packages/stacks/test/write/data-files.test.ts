import { describe, expect, test } from 'vitest';
import { render } from '../../src/index.js';
import { insertRecipe } from '../../src/write/insert-recipe.js';
import { edited, POLICY, refusal } from './edited.js';

test('a file is created if it does not exist', async () => {
  const { code } = render(POLICY, 'nextjs').files[0]!;
  expect(await edited('nextjs', 'src/proxy.ts', undefined)).toBe(`${code}\n`);
  expect(await refusal('nextjs', 'src/proxy.ts', 'export {};')).toMatch(/has other content/);
  expect(await refusal('nextjs', 'app.js', undefined)).toMatch(/the file must be called proxy\.ts/);
});

describe('rules in JSON', () => {
  const OURS = JSON.parse(render(POLICY, 'aws-s3').files[0]!.code).CORSRules[0];
  const rulesOf = (text: string) => JSON.parse(text).CORSRules;
  const other = { AllowedOrigins: ['https://b.example'], AllowedMethods: ['GET'] };

  test('rules come first, since the first match decides, and the rest keeps its format', async () => {
    const compact = '{"CORSRules":[{"AllowedOrigins":["*"],"AllowedMethods":["GET","PUT"]}]}';
    const done = await edited('aws-s3', 'cors.json', compact);
    expect(done).toBe(compact.replace('[{', `[${JSON.stringify(OURS)}, {`));
    for (const text of [
      JSON.stringify({ CORSRules: [other] }, undefined, '\t'),
      JSON.stringify({ a: [1], CORSRules: [other, other] }, undefined, 4),
      `{\n  "CORSRules": [\n    ${JSON.stringify(other)},\n    ${JSON.stringify(other)}\n  ]\n}\n`,
      '{ "CORSRules": [ ] }',
    ]) {
      const next = await edited('aws-s3', 'cors.json', text);
      expect(rulesOf(next)).toEqual([OURS, ...rulesOf(text)]);
      const rows = next.split('\n');
      if (text.includes('\n'))
        for (const row of text.split('\n')) expect(rows.splice(0, rows.indexOf(row) + 1)).toContain(row);
    }
    expect(JSON.parse(await edited('gcs', 'any.json', '[]'))).toHaveLength(1);
  });

  test('headers that other rules expose to the same origins stay exposed', async () => {
    const exposing = [
      { ...other, AllowedOrigins: ['https://*.example.com'], ExposeHeaders: ['ETag'] },
      { ...other, ExposeHeaders: ['X-Other'] },
    ];
    const done = await edited('aws-s3', 'cors.json', JSON.stringify({ CORSRules: exposing }));
    expect(rulesOf(done)[0]).toEqual({ ...OURS, ExposeHeaders: ['ETag'] });
  });

  test.each([
    ['[]', 'The file has no list of rules under CORSRules.'],
    ['{', /not valid JSON/],
    [JSON.stringify({ CORSRules: [{ ...other, AllowedOrigins: ['*'] }, OURS] }), /number 2, but rule 1 matches first/],
  ])('%s is left unchanged', async (text, reason) => {
    expect(await refusal('aws-s3', 'cors.json', text)).toMatch(reason);
  });
});

test('properties are added, unless some exist', async () => {
  expect(await edited('quarkus', 'application.properties', 'a=b')).toMatch(/^a=b\nquarkus\.http\.cors\.enabled=true\n/);
  expect(await refusal('quarkus', 'application.properties', 'a=b\n%dev.quarkus.http.cors=true\n')).toMatch(
    /Line 2 already configures CORS/,
  );
});

test('lines to remove are left to a person', async () => {
  const recipe = { ...render(POLICY, 'nginx'), removals: [{ path: 'a', looks: ['b'], pattern: 'b' }] };
  expect(await insertRecipe(recipe, 'nginx.conf', '')).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/lines removed/),
  });
});
