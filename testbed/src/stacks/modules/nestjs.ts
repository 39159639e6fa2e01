import path from 'node:path';
import { complete, serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions, packageFolder } from '../versions.js';

const compiler = path.join(packageFolder('typescript'), 'bin', 'tsc');

const MAIN = 'src/main.ts';
const afterCreate = at(MAIN, 'right after NestFactory.create(), before every app.use()');
const afterAuthentication = at(MAIN, 'after authentication');

const cors = (options: string) => `app.enableCors(${options});`;
const allowed = cors("{ origin: ['{ORIGIN}'] }");
const onOptions = (headers: string) => `app.use((request: Request, response: Response, next: NextFunction) => {
  if (request.method !== 'OPTIONS') return next();
  response.set({ ${headers}, 'Access-Control-Allow-Headers': 'Content-Type' }).end();
});`;

export const nestjs: StackModule = {
  id: 'nestjs',
  role: 'application',
  before: ['nextjs'],
  needs: [],
  marks: 'on-errors',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('@nestjs/core', '@nestjs/platform-express'),
  async start(folder) {
    await complete(process.execPath, [compiler], { folder });
    return serve(process.execPath, ['dist/main.js'], { folder });
  },
  broken: [
    wrong('no-allow-origin', 'enableCors() is never called'),
    wrong('origin-mismatch', 'a slash at the end of the origin', afterCreate(cors("{ origin: '{ORIGIN}/' }"))),
    wrong('invalid-allow-origin', 'a pattern as a string', afterCreate(cors("{ origin: 'http://*.example.com' }"))),
    wrong(
      'multiple-origins-in-header',
      'origins of a variable that is not split',
      afterCreate(cors("{ origin: '{ORIGIN},https://admin.example.com' }")),
    ),
    wrong(
      'duplicate-allow-origin',
      'enableCors(), and a middleware that adds the header',
      afterCreate(`${allowed}
app.use((_request: Request, response: Response, next: NextFunction) => {
  response.append('Access-Control-Allow-Origin', '{ORIGIN}');
  next();
});`),
    ),
    wrong('wildcard-with-credentials', 'enableCors() without options, for a page with cookies', afterCreate(cors(''))),
    wrong('credentials-not-allowed', 'credentials: true left out', afterCreate(allowed)),
    wrong('preflight-not-handled', 'nothing about CORS, and a page that sends JSON'),
    wrong('preflight-needs-auth', 'enableCors() after a middleware that authenticates', afterAuthentication(allowed)),
    wrong('preflight-redirected', 'a redirect of every method, and no enableCors()'),
    wrong(
      'method-not-allowed',
      'methods without PUT',
      afterCreate(cors("{ origin: ['{ORIGIN}'], methods: ['GET', 'POST'] }")),
    ),
    wrong(
      'header-not-allowed',
      'allowedHeaders without the page’s',
      afterCreate(cors("{ origin: ['{ORIGIN}'], allowedHeaders: 'Content-Type, Accept' }")),
    ),
    wrong(
      'malformed-allow-list',
      'methods with spaces between them',
      afterCreate(cors("{ origin: ['{ORIGIN}'], methods: 'GET POST PUT' }")),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      afterCreate(cors("{ origin: ['https://{HOST}'] }")),
    ),
    {
      ...wrong(
        'response-without-headers-on-error',
        'enableCors() after a middleware that authenticates, for a page without a token',
        afterAuthentication(allowed),
      ),
      request: { path: '/private/users' },
    },
    wrong(
      'headers-only-on-preflight',
      'a middleware for OPTIONS alone',
      afterCreate(onOptions("'Access-Control-Allow-Origin': '{ORIGIN}', 'Access-Control-Allow-Methods': 'PUT'")),
    ),
    wrong('header-not-exposed', 'exposedHeaders left out', afterCreate(allowed)),
  ],
};
