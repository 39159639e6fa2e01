import { from } from '../probe-origin.js';
import { isLoopback, type Target } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Default origins of development servers: React, Vite, Angular, Django, Flask, Live Server, Expo, Ionic, Astro, Storybook. */
const USUAL = [
  'http://localhost:3000',
  'http://localhost:5173',
  'http://localhost:4200',
  'http://localhost:8080',
  'http://localhost',
  'http://127.0.0.1:5500',
  'http://localhost:8000',
  'http://127.0.0.1:3000',
  'https://localhost',
  'http://localhost:3001',
  'http://localhost:5000',
  'https://localhost:3000',
  'http://localhost:8081',
  'http://127.0.0.1:8080',
  'http://127.0.0.1',
  'http://localhost:4173',
];
const RARE = [
  'http://localhost:5500',
  'http://127.0.0.1:8000',
  'http://localhost:8100',
  'http://127.0.0.1:5173',
  'http://localhost:4321',
  'http://localhost:1234',
  'http://[::1]:3000',
  'http://localhost:6006',
  'http://[::1]',
  'http://0.0.0.0:3000',
  'http://0.0.0.0:8080',
  'http://app.localhost:3000',
  'http://localhost:3002',
  'http://localhost:3333',
  'http://localhost:4000',
  'http://localhost:5174',
  'http://localhost:7000',
  'http://localhost:8888',
  'http://localhost:9000',
  'http://localhost:19006',
  'https://localhost:4200',
  'https://localhost:5001',
  'https://localhost:5173',
  'https://localhost:8080',
  'https://localhost:8443',
  'https://127.0.0.1',
  'http://127.0.0.1:4200',
  'http://127.0.0.1:5000',
];

export const LOCAL_ORIGINS: readonly string[] = [...USUAL, ...RARE];

/** In development, the server itself is local too. */
const isDevelopment = ({ url, bases }: Target): boolean =>
  isLoopback(url.hostname) && bases.some(({ host }) => isLoopback(host));

export const localhostAllowed: Weakness = {
  id: 'localhost-allowed',
  title: 'The server allows localhost, as in development',
  probes: 'a development server on the visitor’s own machine',
  before: ['address-allowed'],
  advice: 'Keep development origins out of production settings.',
  impliedBy: ['reflects-any-origin', 'address-allowed'],
  origins: (target) =>
    isDevelopment(target) ? [] : [...USUAL.map(from('machine')), ...RARE.map(from('machine', { rare: true }))],
};
