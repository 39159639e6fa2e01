import '@corsmith/fetch/jest';
import { app, asked } from './app.js';

// The types alone: the global expect of @types/jest.
export const run = async (): Promise<void> => {
  await expect(app).toAllow(asked);
  await expect(app).not.toDeny(asked);
};
