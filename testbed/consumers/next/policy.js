import { createPolicy } from '@corsmith/server';

const origins = ['https://app.example.com', 'https://www.example.com'];

export const policy = createPolicy({
  origins,
  credentials: true,
  methods: ['PUT', 'PATCH', 'DELETE'],
  requestHeaders: ['content-type'],
});

export const plain = createPolicy({ origins, methods: ['PUT'] });
