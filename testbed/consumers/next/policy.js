import { createPolicy } from '@corsmith/server';

export const policy = createPolicy({
  origins: ['https://app.example.com', 'https://www.example.com'],
  credentials: true,
  methods: ['PUT', 'PATCH', 'DELETE'],
  requestHeaders: ['content-type'],
});
