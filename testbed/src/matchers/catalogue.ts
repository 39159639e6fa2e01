import { expressCors } from './frameworks/express-cors.js';
import { flaskCors } from './frameworks/flask-cors.js';
import { rackCors } from './frameworks/rack-cors.js';
import { rsCors } from './frameworks/rs-cors.js';
import { starlette } from './frameworks/starlette.js';
import type { Language } from './language.js';
import { apache } from './languages/apache.js';
import { go } from './languages/go.js';
import { nginx } from './languages/nginx.js';
import { python } from './languages/python.js';
import { ruby } from './languages/ruby.js';

/** JavaScript's comparisons are with the doctor's own tests. */
export const languages: readonly Language[] = [
  python,
  ruby,
  go,
  nginx,
  apache,
  expressCors,
  starlette,
  flaskCors,
  rackCors,
  rsCors,
];
