import { from } from '../probe-origin.js';
import { strangersBeside, strangerUnder } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Names that nobody owns and anyone could register: under the most common suffix, and under that of the site itself. */
export const reflectsAnyOrigin: Weakness = {
  id: 'reflects-any-origin',
  title: 'The server allows any origin',
  probes: 'an unknown site',
  before: ['null-allowed'],
  advice:
    'It reflects the Origin of the request. List the origins that you trust and compare with them. If everyone may read this, send Access-Control-Allow-Origin: * without credentials.',
  impliedBy: [],
  origins: ({ bases, key }) => {
    const unknown = ['https:', 'http:'].map((protocol) => `${protocol}//${strangerUnder('com', key)}`);
    const beside = bases
      .filter(({ registered }) => registered?.under === 'registry' && !registered.suffix.includes('.'))
      .flatMap((base) => strangersBeside(base, key));
    return [...new Set([...unknown, ...beside])].map(from('anyone'));
  },
};
