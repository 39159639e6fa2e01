import '@corsmith/fetch/jest';
import { app, request } from './app.js';

// The types alone: the global expect of @types/jest.
export const run = async (): Promise<void> => {
  await expect(app).toAllow(request);
  await expect(app).not.toDeny(request);
};
