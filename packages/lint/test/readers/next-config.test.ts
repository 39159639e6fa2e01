import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const config = (headers: string, source = '/api/:path*') =>
  linted({
    'next.config.mjs': `
      const nextConfig = {
        async headers() {
          return [{
            source: '${source}',
            headers: [
              ${headers}
            ],
          }];
        },
      };
      export default nextConfig;`,
  });

test('headers of next.config are read', async () => {
  const result = await config(
    "{ key: 'Access-Control-Allow-Origin', value: 'https://app.example.com' }, { key: 'Access-Control-Allow-Credentials', value: 'true' }",
  );
  expect(shownOf(result)).toEqual([]);
  expect(result.policies[0]).toMatchObject({ stack: 'nextjs', where: '/api/:path*' });
  expect(onlyPolicy(result)).toMatchObject({ origins: ['https://app.example.com'], credentials: true });
});

test('* with credentials and several origins in one value are broken', async () => {
  const star = await config(
    "{ key: 'Access-Control-Allow-Origin', value: '*' }, { key: 'Access-Control-Allow-Credentials', value: 'true' }",
  );
  expect(hardOf(star)).toEqual(['broken wildcard-with-credentials 6']);
  const several = await config(
    "{ key: 'Access-Control-Allow-Origin', value: 'https://a.example.com, https://b.example.com' }",
  );
  expect(hardOf(several)).toEqual(['broken origin-never-matches 6']);
});

test('a variable of another header is broken, its own is not', async () => {
  const result = await config(`{ key: 'Access-Control-Allow-Origin', value: process.env.ALLOW_ORIGIN },
              { key: 'Access-Control-Allow-Methods', value: process.env.ALLOW_ORIGIN },
              { key: 'Access-Control-Allow-Headers', value: process.env.ALLOW_HEADERS },`);
  expect(shownOf(result)).toEqual(['broken value-of-another-header 7']);
});

test('a source that is every path by mistake is fragile', async () => {
  const result = await config("{ key: 'Access-Control-Allow-Origin', value: '*' }", '/:api*');
  expect(shownOf(result)).toEqual(['fragile source-matches-all 4']);
});

test('a text without its end is a syntax error', async () => {
  const result = await config("{ key: 'Access-Control-Allow-Origin', value: 'https://a.example.com,\n }");
  expect(hardOf(result)).toEqual(['broken syntax-error 6']);
});
