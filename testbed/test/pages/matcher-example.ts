import { expect as expectInNode } from '@corsmith/fetch/node';
import express from 'express';

/** Forgets its method. */
const app = express()
  .use((_, response, next) => {
    response.set({
      'Access-Control-Allow-Origin': 'https://app.example.com',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Headers': 'Content-Type',
      Vary: 'Origin',
    });
    next();
  })
  .put('/users', (_, response) => void response.json({}));

/** What a matcher of that name says where it fails. */
export async function matcherFailure(name: string): Promise<string> {
  if (name !== 'toAllow') throw new Error(`There is no example of ${name}.`);
  const request = { url: '/users', method: 'PUT', headers: ['Content-Type'], credentials: 'include' } as const;
  const failed = expectInNode(app).toAllow({ origin: 'https://app.example.com', ...request });
  const message = await failed.then(
    () => 'It passes.',
    (error: Error) => error.message,
  );
  return `\`\`\`text\n${message}\n\`\`\``;
}
