import { expect, test } from 'vitest';
import { baselineOf, lint, newFindings, parseBaseline } from '../src/index.js';
import { linted, shownOf } from './linted.js';

const location = (comment: string) => ({
  'nginx.conf': `
    server {
      location / {
        ${comment}
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Vary Origin always;
        proxy_pass http://app;
      }
    }`,
});

test('a comment with an id and a reason accepts the finding below it', async () => {
  const result = await linted(location('# corsmith-ignore any-origin-with-credentials: a public demo'));
  expect(shownOf(result)).toEqual([]);
  expect(result.ignored).toMatchObject([{ finding: { line: 4 }, reason: 'a public demo' }]);
});

test.each([
  '# corsmith-ignore any-origin-with-credentials',
  '# corsmith-ignore',
  '# corsmith-ignore any-origin-with-credentials:',
])('%s accepts nothing, and is a finding', async (comment) => {
  expect(shownOf(await linted(location(comment)))).toEqual([
    'no-effect ignore-without-reason 3',
    'insecure any-origin-with-credentials 4',
  ]);
});

test('a comment accepts only what it names, unless it is elsewhere', async () => {
  expect(shownOf(await linted(location('# corsmith-ignore null-origin: meant')))).toEqual([
    'insecure any-origin-with-credentials 4',
  ]);
  const files = {
    'nginx.conf': `# corsmith-ignore-file any-origin-with-credentials -- demo${location('')['nginx.conf']}`,
  };
  expect(shownOf(await linted(files))).toEqual([]);
});

test('a baseline knows findings wherever their lines move, and no others', async () => {
  const text = location('')['nginx.conf'];
  const filesOf = (content: string) => [{ path: 'nginx.conf', text: content }];
  const { findings } = await lint({ files: filesOf(text) });
  const baseline = parseBaseline(JSON.stringify(baselineOf(findings, filesOf(text))));
  if (typeof baseline === 'string') throw new Error(baseline);
  const moved = filesOf(`# moved\n\n${text}`);
  const again = await lint({ files: moved });
  expect(again.findings.map(({ line }) => line)).toEqual(findings.map(({ line }) => line + 2));
  expect(newFindings(again.findings, moved, baseline)).toEqual([]);
  const twice = [...again.findings, ...again.findings];
  expect(newFindings(twice, moved, baseline)).toHaveLength(1);
  expect(parseBaseline('{}')).toMatch(/not a baseline/);
  expect(parseBaseline('{')).toMatch(/JSON/);
});
