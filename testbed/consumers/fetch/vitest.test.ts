import '@corsmith/fetch/vitest';
import { createFetch } from '@corsmith/fetch';
import { expect, test } from 'vitest';
import { app, request } from './app.js';

test('the page is allowed', async () => {
  await expect(app).toAllow(request);
  await expect(app).not.toDeny(request);
});

test('another is not', async () => {
  await expect(app).toDeny({ ...request, origin: 'https://evil.example' });
  await expect(app).not.toAllow({ ...request, origin: 'https://evil.example' });
});

test('and it reads what it may', async () => {
  const fetch = createFetch({ origin: 'https://app.example.com', engine: 'firefox', app });
  const response = await fetch('https://api.example.com/users', request);
  expect(await response.json()).toEqual({ saved: 'Ada' });
  const evil = createFetch({ origin: 'https://evil.example', engine: 'firefox', app });
  await expect(evil('https://api.example.com/users', request)).rejects.toThrow('NetworkError when attempting');
});
