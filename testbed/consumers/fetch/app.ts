import express from 'express';

/** Allows one page. */
export const app = express();
app.use((request, response, next) => {
  response.vary('Origin');
  if (request.get('Origin') === 'https://app.example.com')
    response.set({
      'Access-Control-Allow-Origin': 'https://app.example.com',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': 'Content-Type',
    });
  if (request.method === 'OPTIONS') response.sendStatus(204);
  else next();
});
app.put('/users', express.json(), (request, response) => {
  response.json({ saved: request.body.name });
});

/** The tests are run with the page that is allowed, and must then pass; and with another, and must then fail. */
export const request = {
  origin: process.env.ORIGIN ?? 'https://app.example.com',
  url: '/users',
  method: 'PUT',
  headers: { 'Content-Type': 'application/json' },
  body: '{"name":"Ada"}',
  credentials: 'include',
} as const;
