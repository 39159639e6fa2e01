import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

const comparisons = [
  wrong('prefix-match', "origin.start_with?('https://app.example.com')"),
  wrong('prefix-match', 'origin =~ %r{^https://app\\.example\\.com}'),
  wrong('suffix-match http-allowed', "origin.end_with?('example.com')"),
  wrong('substring-match http-allowed', "origin.include?('app.example.com')"),
  wrong('substring-match http-allowed', 'origin.match?(/app\\.example\\.com/)'),
  wrong('unescaped-dot', 'origin.match?(%r{\\Ahttps://app.example.com\\z})'),
  wrong('part-of-list', "'https://app.example.com,https://admin.example.com'.include?(origin)"),
  wrong('http-allowed any-port', "URI(origin).host == 'app.example.com'"),
  wrong(
    'localhost-allowed',
    "origin == 'https://app.example.com' || origin.match?(%r{\\Ahttp://localhost(:\\d+)?\\z})",
  ),
  right("origin == 'https://app.example.com'"),
  right('%w[https://app.example.com https://admin.example.com].include?(origin)'),
  right('origin.match?(%r{\\Ahttps://app\\.example\\.com\\z})'),
  // ^ and $ are the ends of a line, and no header can hold two.
  right('origin.match?(%r{^https://app\\.example\\.com$})'),
  right("origin.casecmp?('https://app.example.com')"),
];

const program = `
require 'uri'

COMPARISONS = [
${comparisons.map(({ code }) => `  ->(origin) { ${code} },`).join('\n')}
].freeze

run(lambda do |env|
  origin = env['HTTP_ORIGIN']
  headers = { 'vary' => 'Origin', 'content-type' => 'text/plain' }
  if origin && (COMPARISONS[env['PATH_INFO'][1..].to_i].call(origin) rescue false)
    headers['access-control-allow-origin'] = origin
    headers['access-control-allow-credentials'] = 'true'
  end
  [200, headers, ['']]
end)
`;

export const ruby: Language = {
  name: 'Ruby',
  needs: ['rails'],
  comparisons,
  start(folder) {
    writeFileSync(path.join(folder, 'config.ru'), program);
    return serve('puma', ['--bind', 'tcp://127.0.0.1:0', '--threads', '1:8', 'config.ru'], {
      folder,
      env: { RACK_ENV: 'production' },
    });
  },
};
