import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import type express from 'express';
import { cors } from '../../src/adapters/express.js';
import { FOREIGN, listen, type Start } from './listening.js';

/** The same for Express 4 and 5. */
export const startWith =
  (create: typeof express): Start =>
  (source) => {
    const app = create();
    app.use(cors(source));
    app.use(create.json({ limit: 10 }));
    app.get('/ok', (_request, response) => void response.send('ok'));
    app.get('/throws', () => {
      throw new Error('on purpose');
    });
    app.get('/stream', (_request, response) => void Readable.from(['one', 'two']).pipe(response));
    app.get('/foreign', (_request, response) => void response.set(FOREIGN).send('ok'));
    app.post('/upload', (_request, response) => void response.send('ok'));
    return listen(createServer(app));
  };
