import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startUvicorn } from '../../stacks/python.js';
import { type Language, right, wrong } from '../language.js';

/** What CORSMiddleware is given beside `allow_credentials=True`. It names the origin under `*` where a cookie comes along. */
const comparisons = [
  wrong('reflects-any-origin', "allow_origins=['*']"),
  wrong('reflects-any-origin', "allow_origin_regex='.*'"),
  wrong('null-allowed', "allow_origins=['https://app.example.com', 'null']"),
  wrong('unescaped-dot', "allow_origin_regex='https://app.example.com'"),
  wrong('suffix-match', "allow_origin_regex=r'https://.*example\\.com'"),
  wrong('any-subdomain', "allow_origin_regex=r'https://.*\\.example\\.com'"),
  wrong('any-port http-allowed', "allow_origin_regex=r'https?://app\\.example\\.com(:\\d+)?'"),
  right("allow_origins=['https://app.example.com']"),
  // The whole origin has to fit, so that it needs no ends.
  right("allow_origin_regex=r'https://app\\.example\\.com'"),
];

const program = `
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route


def respond(**settings):
    return CORSMiddleware(PlainTextResponse(''), allow_credentials=True, **settings)


app = Starlette(routes=[
${comparisons.map(({ code }, index) => `    Route('/${index}', respond(${code})),`).join('\n')}
])
`;

export const starlette: Language = {
  name: 'Starlette',
  needs: ['fastapi'],
  comparisons,
  start(folder) {
    writeFileSync(path.join(folder, 'main.py'), program);
    return startUvicorn(folder);
  },
};
