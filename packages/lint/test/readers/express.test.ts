import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

test('options in a variable are read', async () => {
  const result = await linted({
    'server.ts': `
      import express from 'express';
      import cors from 'cors';
      const app = express();
      const base = 'https://app.example.org';
      const options: cors.CorsOptions = { origin: [base, \`\${base}:8443\`], credentials: true, methods: 'PUT' };
      app.use(cors(options));`,
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({
    origins: ['https://app.example.org', 'https://app.example.org:8443'],
    credentials: true,
  });
});

test('* in a list allows no origin', async () => {
  const result = await linted({
    'app.js': `
      const cors = require('cors');
      app.use(cors({
        origin: ['*'],
      }));`,
  });
  expect(hardOf(result)).toEqual(['broken origin-never-matches 3']);
  expect(onlyPolicy(result)).toMatchObject({ origins: [] });
});

test('every origin with credentials is insecure', async () => {
  const result = await linted({
    'app.js': `
      import cors from 'cors';
      app.use(cors({
        credentials: true,
        origin: true,
      }));`,
  });
  expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 4']);
});

test('an origin of the environment is unknown, and its default is judged', async () => {
  const result = await linted({
    'app.js': `
      import cors from 'cors';
      app.use(cors({ origin: process.env.CORS_ORIGIN || 'https://app.example.org/' }));`,
  });
  expect(result.policies[0]).toMatchObject({ policy: null, unknownBecause: expect.stringContaining('CORS_ORIGIN') });
  expect(hardOf(result)).toEqual(['broken origin-never-matches 2']);
});

test('cors that is required where it is called', async () => {
  const result = await linted({
    'app.js': `
      const app = require('express')();
      app.use(require('cors')({ origin: 'https://app.example.org' }));`,
  });
  expect(onlyPolicy(result)).toMatchObject({ origins: ['https://app.example.org'] });
});
