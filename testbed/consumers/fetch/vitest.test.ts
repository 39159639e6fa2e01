import '@corsmith/fetch/vitest';
import { createFetch } from '@corsmith/fetch';
import { expect, test } from 'vitest';
import { app, asked } from './app.js';

test('the page is let in', async () => {
  await expect(app).toAllow(asked);
  await expect(app).not.toDeny(asked);
});

test('another is not', async () => {
  await expect(app).toDeny({ ...asked, origin: 'https://evil.example' });
  await expect(app).not.toAllow({ ...asked, origin: 'https://evil.example' });
});

test('and it reads what it may', async () => {
  const fetch = createFetch({ origin: 'https://app.example.com', engine: 'firefox', app });
  const response = await fetch('https://api.example.com/users', asked);
  expect(await response.json()).toEqual({ saved: 'Ada' });
  const evil = createFetch({ origin: 'https://evil.example', engine: 'firefox', app });
  await expect(evil('https://api.example.com/users', asked)).rejects.toThrow('NetworkError when attempting');
});
