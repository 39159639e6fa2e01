import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

/** What stands in `allow do … end`, before a resource with `credentials: true`. */
const comparisons = [
  wrong('reflects-any-origin', 'origins { |source, env| true }'),
  // A name without its scheme is taken with any.
  wrong('http-allowed', "origins 'app.example.com'"),
  wrong('prefix-match', 'origins %r{\\Ahttps://app\\.example\\.com}'),
  wrong('substring-match http-allowed', 'origins(/app\\.example\\.com/)'),
  wrong('unescaped-dot', 'origins %r{\\Ahttps://app.example.com\\z}'),
  right("origins 'https://app.example.com'"),
  right('origins %r{\\Ahttps://app\\.example\\.com\\z}'),
];

const program = `
require 'rack/cors'

${comparisons
  .map(
    ({ code }, index) => `map '/${index}' do
  use Rack::Cors do
    allow do
      ${code}
      resource '*', headers: :any, methods: :any, credentials: true
    end
  end
  run ->(_) { [200, { 'content-type' => 'text/plain' }, ['']] }
end`,
  )
  .join('\n')}
`;

export const rackCors: Language = {
  name: 'rack-cors',
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
