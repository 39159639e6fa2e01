import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const laravel = (entries: string) =>
  linted({
    'config/cors.php': `<?php\n\nreturn [\n    'paths' => ['*'],\n    'allowed_methods' => ['*'], 'allowed_headers' => ['*'],\n${entries}\n];\n`,
  });

test('lists, a default of env() and seconds', async () => {
  const result = await laravel(
    "'allowed_origins' => ['https://a.example', 'https://*.b.example'], 'supports_credentials' => true, 'max_age' => 60 * 60,",
  );
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://a.example', 'https://*.b.example'],
    credentials: true,
    maxAge: 3600,
  });
  const split = await laravel(
    "'allowed_origins' => explode(',', env('ORIGINS', 'https://a.example,https://b.example/')),",
  );
  expect(split.policies[0]?.unknownBecause).toContain('ORIGINS');
  expect(hardOf(split)).toEqual(['broken origin-never-matches 6']);
});

test('* with credentials sends every origin back', async () => {
  expect(hardOf(await laravel("'allowed_origins' => ['*'], 'supports_credentials' => true,"))).toEqual([
    'insecure any-origin-with-credentials 6',
  ]);
});

test('patterns are for preg_match()', async () => {
  const patterns = (text: string) =>
    laravel(`'allowed_origins' => [], 'supports_credentials' => true,\n'allowed_origins_patterns' => ['${text}'],`);
  expect(hardOf(await patterns('#^https://[a-z]+\\.example\\.com$#'))).toEqual([]);
  expect(hardOf(await patterns('#^https://[a-z]+\\.example\\.com#'))).toEqual(['insecure pattern-too-wide 7']);
  expect(hardOf(await patterns('https://.*'))).toEqual(['broken pattern-without-delimiters 7']);
});

test('a file that does not parse is said to be so, or read as far as it goes', async () => {
  expect((await linted({ 'config/cors.php': "<?php return ['allowed_origins' => [" })).policies.length).toBeLessThan(2);
});
