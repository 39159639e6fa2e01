import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import type express from 'express';
import { cors } from '../../src/adapters/express.js';
import { FOREIGN, listen, meddle, type Start } from './listening.js';

/** The same for Express 4 and 5. */
export const startWith =
  (create: typeof express): Start =>
  (source, meddling) => {
    const app = create();
    const meddler: express.RequestHandler = (_request, response, next) => {
      meddle(response);
      next();
    };
    if (meddling === 'earlier') app.use(meddler);
    app.use(cors(source));
    if (meddling === 'later') app.use(meddler);
    app.use(create.json({ limit: 10 }));
    app.get('/ok', (_request, response) => void response.send('ok'));
    app.get('/throws', () => {
      throw new Error('on purpose');
    });
    app.get('/stream', (_request, response) => void Readable.from(['one', 'two']).pipe(response));
    app.get('/redirect', (_request, response) => response.redirect('/ok'));
    app.get('/foreign', (_request, response) => void response.set(FOREIGN).send('ok'));
    app.post('/upload', (_request, response) => void response.send('ok'));
    return listen(createServer(app));
  };
