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

/** Where people develop, the server itself is there too. */
const isDevelopment = ({ url }: Target): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);

export const localhostAllowed: Weakness = {
  id: 'localhost-allowed',
  title: 'The server lets in localhost, as if it were in development',
  before: ['preview-hosts'],
  advice: 'Keep the origins of development out of the settings of production.',
  impliedBy: ['reflects-any-origin'],
  origins: (target) => {
    const isMeant =
      isDevelopment(target) && target.bases.some(({ host }) => host === 'localhost' || host === '127.0.0.1');
    return isMeant ? [] : LOCAL.map(from('machine'));
  },
};
