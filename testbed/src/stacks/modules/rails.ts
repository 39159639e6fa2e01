import { serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const APPLICATION = 'config/application.rb';
const inAction = at(APPLICATION, 'in the action of /users');
const configuration = at(APPLICATION, 'in the configuration of the application');
const initializer = at('config/initializers/cors.rb', 'a new file');

const cors = (place: string, resource: string, origins = '{ORIGIN}') =>
  initializer(`Rails.application.config.middleware.${place} Rack::Cors do
  allow do
    origins '${origins}'
    resource '*', ${resource}
  end
end`);
const allow = (value: string) => inAction(`response.set_header('Access-Control-Allow-Origin', ${value})`);
/** A middleware at the top that handles OPTIONS. */
const byHand = (headers: string, methods: string) =>
  configuration(`config.middleware.insert_before(0, Class.new do
  def initialize(app)
    @app = app
  end

  def call(env)
    status, headers, body = env['REQUEST_METHOD'] == 'OPTIONS' ? [204, {}, []] : @app.call(env)
    [status, headers.merge(
      'Access-Control-Allow-Origin' => '{ORIGIN}',
      'Access-Control-Allow-Headers' => ${headers},
      'Access-Control-Allow-Methods' => ${methods}
    ), body]
  end
end)`);
const defaultHeader = (value: string) =>
  configuration(`config.action_dispatch.default_headers['Access-Control-Allow-Origin'] = ${value}`);

export const rails: StackModule = {
  id: 'rails',
  role: 'application',
  before: ['go-rs-cors'],
  needs: ['rails'],
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => debianVersions({ rails: 'ruby-railties', 'rack-cors': 'ruby-rack-cors', puma: 'puma' }),
  start: (folder) =>
    serve('puma', ['--bind', 'tcp://127.0.0.1:0', '--threads', '1:4', 'config.ru'], {
      folder,
      env: { RAILS_ENV: 'production' },
    }),
  broken: [
    wrong('no-allow-origin', 'no Rack::Cors'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', defaultHeader("'{ORIGIN}/'")),
    wrong('invalid-allow-origin', 'a host without its scheme, by hand', defaultHeader("'*.example.com'")),
    wrong(
      'multiple-origins-in-header',
      'a list joined into one value',
      allow("['{ORIGIN}', 'https://admin.example.com'].join(', ')"),
    ),
    wrong(
      'wildcard-with-credentials',
      "origins '*', for a page with cookies",
      cors('insert_before 0,', 'methods: :any', '*'),
    ),
    wrong('credentials-not-allowed', 'credentials: true left out', cors('insert_before 0,', 'methods: :any')),
    wrong('preflight-not-handled', 'the header set by hand in the action', allow("'{ORIGIN}'")),
    wrong('preflight-needs-auth', 'authentication before Rack::Cors', cors('use', 'methods: :any, headers: :any')),
    wrong('preflight-redirected', 'a redirect of every method, and headers by hand', defaultHeader("'{ORIGIN}'")),
    wrong('method-not-allowed', 'OPTIONS handled by hand, without PUT', byHand("'Content-Type'", "'GET, POST'")),
    wrong(
      'header-not-allowed',
      'OPTIONS handled by hand, without the page’s header',
      byHand("'Content-Type'", "'GET'"),
    ),
    wrong('malformed-allow-list', 'a list turned into a string', byHand("'Content-Type'", '%w[GET PUT].to_s')),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      cors('insert_before 0,', 'methods: :any', 'https://{HOST}'),
    ),
    wrong('response-without-headers-on-error', 'the header set by hand in the action', allow("'{ORIGIN}'")),
    wrong('response-redirected', 'the header set by hand in the action', allow("'{ORIGIN}'")),
    wrong('header-not-exposed', 'expose: left out', cors('insert_before 0,', 'methods: :any')),
  ],
};
