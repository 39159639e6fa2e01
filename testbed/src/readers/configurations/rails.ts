import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '../../stacks/serve.js';
import { debianVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';

const PATTERNS = [
  '/\\Ahttps:\\/\\/(.+\\.)?example\\.com\\z/',
  '/example\\.com/',
  '/\\Ahttp:\\/\\/localhost(:\\d+)?\\z/',
];

const quoted = (items: readonly string[]): string => items.map((one) => `'${one}'`).join(', ');
const symbols = (items: readonly string[]): string => `[${items.map((one) => `:${one.toLowerCase()}`).join(', ')}]`;

/** rack-cors, as an initializer of Rails configures it. */
export const rails: ReadStack = {
  id: 'rails',
  needs: ['rails'],
  version: () => debianVersions({ 'rack-cors': 'ruby-rack-cors', puma: 'puma' }),
  configuration: (random) => ({ path: 'config/initializers/cors.rb', text: textOf(random) }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-rails-'));
    for (const [number, { text }] of all.entries()) writeFileSync(path.join(folder, `${number}.rb`), text);
    writeFileSync(path.join(folder, 'config.ru'), PROGRAM.replace('COUNT', String(all.length)));
    const running = await serve('puma', ['--bind', 'tcp://127.0.0.1:0', '--threads', '1:4', 'config.ru'], { folder });
    return {
      places: all.map((_, number) => ({ url: `${running.url}/`, host: `c${number}.test` })),
      async stop() {
        await running.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

/** What the initializers use of Rails; each has its own chain, which the Host names. */
const PROGRAM = `require 'rack'
require 'rack/cors'

class Chain
  attr_reader :made

  def insert_before(_, middleware, &block)
    @made = middleware.new(->(_env) { [200, { 'Content-Type' => 'text/plain' }, ['ok']] }, &block)
  end
end

Config = Struct.new(:middleware)
Application = Struct.new(:config)

module Rails
  class << self
    attr_accessor :application
  end
end

apps = (0...COUNT).map do |number|
  chain = Chain.new
  Rails.application = Application.new(Config.new(chain))
  load File.join(__dir__, "#{number}.rb")
  chain.made
end

run ->(env) { apps[env['HTTP_HOST'][1..].to_i].call(env) }
`;

function textOf(random: Random): string {
  const isAny = random.chance(0.15);
  const origins = isAny
    ? "'*'"
    : random.one([
        quoted([random.one(ORIGINS)]),
        quoted([random.one(ORIGINS), ...random.some(ORIGINS, 2)]),
        random.one(PATTERNS),
        `${quoted([random.one(ORIGINS)])}, ${random.one(PATTERNS)}`,
        "'app.example.com'",
      ]);
  const options = {
    headers: random.one([undefined, ':any', `[${quoted(random.some(HEADERS))}]`]),
    methods: random.one([
      undefined,
      ':any',
      symbols(['GET', ...random.some(METHODS)]),
      symbols(['GET', 'POST', 'OPTIONS']),
    ]),
    // With any origin it refuses to start.
    credentials: isAny ? random.one([undefined, 'false']) : random.one([undefined, 'true', 'true', 'false']),
    expose: random.one([undefined, `[${quoted(EXPOSED)}]`]),
    max_age: random.one([undefined, '60']),
  };
  const written = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`, ${name}: ${value}`],
  );
  return `Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins ${origins}
    resource '*'${written.join('')}
  end
end
`;
}
