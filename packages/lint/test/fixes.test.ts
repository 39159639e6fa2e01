import { expect, test } from 'vitest';
import { fixesOf, lint } from '../src/index.js';

const fixed = async (path: string, text: string) => {
  const files = [{ path, text }];
  const { findings } = await lint({ files });
  const fixes = await fixesOf(findings, files);
  return { text: fixes.files[0]?.text, ids: fixes.fixed.map(({ id }) => id).sort() };
};

test('an origin with a trailing slash and a header without always', async () => {
  const text = `server {
  location / {
    add_header Access-Control-Allow-Origin https://app.example.org/;
    proxy_pass http://app;
  }
}
`;
  expect(await fixed('nginx.conf', text)).toEqual({
    text: text.replace('org/;', 'org always;'),
    ids: ['add-header-no-always', 'origin-never-matches'],
  });
});

test('a pattern gets its end anchor, and its dots are escaped', async () => {
  const text = `map $http_origin $cors { ~^https://app.example\\.org $http_origin; }
server {
  location / {
    add_header Access-Control-Allow-Origin $cors always;
    add_header Access-Control-Allow-Credentials true always;
    add_header Vary Origin always;
    proxy_pass http://app;
  }
}
`;
  const { text: after, ids } = await fixed('nginx.conf', text);
  expect(after).toContain('~^https://app\\.example\\.org$ $http_origin');
  expect(ids).toContain('pattern-too-wide');
});

test('a lowercase method', async () => {
  const text =
    "import cors from 'cors';\napp.use(cors({ origin: 'https://app.example.org', methods: ['GET', 'patch'] }));\n";
  expect((await fixed('app.js', text)).text).toBe(text.replace("'patch'", "'PATCH'"));
});

test('an edit that does not remove its finding is left out', async () => {
  // In a JavaScript string, a backslash before a dot never reaches the pattern.
  const text =
    "import cors from 'cors';\napp.use(cors({ origin: new RegExp('^https://app.example.org$'), credentials: true }));\n";
  expect((await fixed('app.js', text)).text).toBeUndefined();
});
