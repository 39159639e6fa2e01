import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

/** The `origin` of the cors package, with `credentials: true`. */
const comparisons = [
  wrong('reflects-any-origin', 'true'),
  wrong('reflects-any-origin', '(origin, done) => done(null, true)'),
  // * is no use with credentials, and without any it is a hole in a private network only, as here.
  wrong('wildcard-on-private-network', "'*'"),
  wrong('suffix-match http-allowed', '/example\\.com$/'),
  wrong('any-subdomain http-allowed', '/\\.example\\.com$/'),
  wrong('prefix-match', '/^https:\\/\\/app\\.example\\.com/'),
  wrong('null-allowed', "['https://app.example.com', 'null']"),
  wrong('substring-match http-allowed', "(origin, done) => done(null, String(origin).includes('app.example.com'))"),
  right("'https://app.example.com'"),
  right("['https://app.example.com', 'https://admin.example.com']"),
  right('/^https:\\/\\/app\\.example\\.com$/'),
];

const resolve = createRequire(import.meta.url).resolve;

const program = `
import cors from ${JSON.stringify(resolve('cors'))};
import express from ${JSON.stringify(resolve('express'))};

const origins = [
${comparisons.map(({ code }) => `  ${code},`).join('\n')}
];
const app = express();
for (const [index, origin] of origins.entries())
  app.use('/' + index, cors({ origin, credentials: true }), (_, response) => response.end());
const server = app.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));
`;

export const expressCors: Language = {
  name: 'Express with cors',
  needs: [],
  comparisons,
  start(folder) {
    writeFileSync(path.join(folder, 'app.mjs'), program);
    return serve(process.execPath, ['app.mjs'], { folder });
  },
};
