import { from } from '../probe-origin.js';
import type { Target } from '../target.js';
import type { Weakness } from '../weakness.js';

const LOCAL = [
  'http://localhost',
  'https://localhost',
  'http://localhost:3000',
  'http://localhost:5173',
  'http://localhost:8080',
  'http://127.0.0.1',
  'http://127.0.0.1:3000',
  'http://[::1]',
  'http://[::1]:3000',
  'http://0.0.0.0:3000',
];

/** In development, the server itself is local too. */
const isDevelopment = ({ url }: Target): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);

export const localhostAllowed: Weakness = {
  id: 'localhost-allowed',
  title: 'The server allows localhost, as in development',
  before: ['preview-hosts'],
  advice: 'Keep development origins out of production settings.',
  impliedBy: ['reflects-any-origin'],
  origins: (target) => {
    const isMeant =
      isDevelopment(target) && target.bases.some(({ host }) => host === 'localhost' || host === '127.0.0.1');
    return isMeant ? [] : LOCAL.map(from('machine'));
  },
};
