import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockedError, createFetch } from '@corsmith/fetch';
import { expect } from '@corsmith/fetch/node';
import { app, request } from './app.js';

test('the page is allowed', async () => {
  await expect(app).toAllow(request);
});

test('another is not', async () => {
  await expect(app).toDeny({ ...request, origin: 'https://evil.example' });
});

test('and it reads what it may', async () => {
  const fetch = createFetch({ origin: 'https://app.example.com', app });
  const response = await fetch('https://api.example.com/users', request);
  assert.deepEqual(await response.json(), { saved: 'Ada' });
  const evil = createFetch({ origin: 'https://evil.example', app });
  await assert.rejects(evil('https://api.example.com/users', request), (error: Error) => {
    assert.equal(error.message, 'Failed to fetch');
    assert.ok(error.cause instanceof BlockedError);
    return true;
  });
});
