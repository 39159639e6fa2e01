import { example, express, type FindingExamples, fastapi, ingress, nginx } from './example.js';

const APP = 'https://app.example.com';

export const originExamples: FindingExamples = {
  'origin-never-matches': [
    example('server.js', express(`{ origin: '${APP}/' }`), `${APP}/`, APP),
    example('main.py', fastapi(`allow_origins=["${APP}/"]`), `${APP}/`, APP),
    example('nginx.conf', nginx(`add_header Access-Control-Allow-Origin ${APP}/ always;`), `${APP}/`, APP),
  ],
  'wildcard-with-credentials': [
    example('server.js', express("{ origin: '*', credentials: true }"), "'*'", `'${APP}'`),
    example(
      'nginx.conf',
      nginx(
        'add_header Access-Control-Allow-Origin * always;\nadd_header Access-Control-Allow-Credentials true always;',
      ),
      '*',
      APP,
    ),
    example('ingress.yaml', ingress('cors-allow-origin: "*"'), '"*"', `"${APP}"`),
  ],
  'any-origin-with-credentials': [
    example('server.js', express('{ origin: true, credentials: true }'), 'origin: true', `origin: '${APP}'`),
    example('main.py', fastapi('allow_origins=["*"], allow_credentials=True'), '"*"', `"${APP}"`),
    example(
      'nginx.conf',
      nginx(
        'add_header Access-Control-Allow-Origin $http_origin always;\nadd_header Access-Control-Allow-Credentials true always;\nadd_header Vary Origin always;',
      ),
      '$http_origin',
      APP,
    ),
  ],
  'pattern-too-wide': [
    example(
      'server.js',
      express('{ origin: /^https:\\/\\/app.example.com$/, credentials: true }'),
      'app.example.com',
      'app\\.example\\.com',
    ),
    example(
      'main.py',
      fastapi('allow_origin_regex=r"https://.*example\\.com", allow_credentials=True'),
      '.*example',
      '(.*\\.)?example',
    ),
  ],
  'null-origin': [
    example('server.js', express(`{ origin: ['${APP}', 'null'], credentials: true }`), ", 'null'", ''),
    example('main.py', fastapi(`allow_origins=["${APP}", "null"], allow_credentials=True`), ', "null"', ''),
  ],
  'http-origin-with-credentials': [
    example(
      'server.js',
      express("{ origin: ['https://app.example.com', 'http://app.example.com'], credentials: true }"),
      ", 'http://app.example.com'",
      '',
    ),
  ],
  'hosting-suffix': [
    example(
      'server.js',
      express('{ origin: /^https:\\/\\/[a-z0-9-]+\\.vercel\\.app$/, credentials: true }'),
      '[a-z0-9-]+',
      'my-app-[a-z0-9]+-my-team',
    ),
  ],
  'any-port-of-localhost': [
    example(
      'cors.json',
      JSON.stringify([{ AllowedOrigins: [APP, 'http://localhost:*'], AllowedMethods: ['GET'] }], null, 2),
      `,\n      "http://localhost:*"`,
      '',
    ),
  ],
  'missing-vary': [
    example(
      'nginx.conf',
      `map $http_origin $allowed {\n  default "";\n  "${APP}" $http_origin;\n}\n\n${nginx('add_header Access-Control-Allow-Origin $allowed always;')}`,
      '$allowed always;',
      '$allowed always;\n    add_header Vary Origin always;',
    ),
  ],
  'split-without-trim': [
    example(
      'server.js',
      express("{ origin: process.env.ORIGINS.split(',') }"),
      ".split(',')",
      ".split(',').map((one) => one.trim())",
    ),
  ],
};
