import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const rack = (block: string) =>
  linted({
    'config/initializers/cors.rb': `Rails.application.config.middleware.insert_before 0, Rack::Cors do\n${block}\nend\n`,
  });

describe('rack-cors', () => {
  test('lists, words, symbols and a comment', async () => {
    const result = await rack(
      `  allow do
    origins 'https://a.example', %w[https://b.example https://c.example] # the apps
    resource '/api/*', headers: :any, methods: %i[get put],
      expose: ['Link'], credentials: true, max_age: 600
  end`,
    );
    expect(hardOf(result)).toEqual([]);
    expect(result.policies[0]).toMatchObject({
      where: '/api/*',
      policy: {
        origins: ['https://a.example', 'https://b.example', 'https://c.example'],
        credentials: true,
        methods: ['GET', 'HEAD', 'POST', 'PUT'],
        requestHeaders: '* (echoed)',
        exposed: ['Link'],
        maxAge: 600,
      },
    });
  });
  test('a variable with a default, a pattern without an end', async () => {
    const result = await rack(
      `  allow do
    origins ENV.fetch('ORIGIN', 'https://a.example/'), /https:\\/\\/(.*\\.)?example\\.com/
    resource '*', headers: :any, methods: :any, credentials: true
  end`,
    );
    expect(result.policies[0]?.unknownBecause).toContain('ORIGIN');
    expect(hardOf(result)).toContain('broken origin-never-matches 3');
    expect(hardOf(result)).toContain('insecure pattern-too-wide 3');
  });
  test('* with credentials does not start; a host without a scheme allows any', async () => {
    const block = (origin: string) =>
      `  allow do\n    origins '${origin}'\n    resource '*', methods: [:get], credentials: true\n  end`;
    expect(hardOf(await rack(block('*')))).toEqual(['broken refuses-to-start 3']);
    expect(onlyPolicy(await rack(block('localhost:3000')))?.origins).toEqual(['localhost:3000']);
  });
  test('added last, or below a block that takes everything', async () => {
    const late =
      'Rails.application.config.middleware.use Rack::Cors do\n  allow do\n    origins "https://a.example"\n    resource "*", methods: [:get]\n  end\nend';
    expect(shownOf(await linted({ 'cors.rb': late }))).toEqual(['fragile cors-last 1']);
    const two = await rack(
      "allow do\norigins '*'\nresource '*', methods: [:get]\nend\nallow do\norigins 'https://a.example'\nresource '/private', methods: [:get]\nend",
    );
    expect(shownOf(two)).toEqual(['no-effect policy-shadowed 7']);
  });
  test.each(['allow do', "origins 'a", '%w[', 'origins [[[[', '/'.repeat(1000)])(
    '%j is read to its end',
    async (block) => {
      expect((await rack(block)).policies).toEqual([]);
    },
  );
});
