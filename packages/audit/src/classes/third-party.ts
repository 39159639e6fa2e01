import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

/** Shared origins of playgrounds and storage, where anyone's script runs. */
const SHARED = ['https://cdpn.io', 'https://fiddle.jshell.net', 'https://storage.googleapis.com'];
const RARE_SHARED = [
  'https://s3.amazonaws.com',
  'https://s.codepen.io',
  'https://output.jsbin.com',
  'https://null.jsbin.com',
];

/** Sites that run only their own pages. */
const COMPANIES = ['https://github.com'];
const RARE_COMPANIES = [
  'https://codepen.io',
  'https://jsfiddle.net',
  'http://jsbin.com',
  'https://jsbin.com',
  'https://gitlab.com',
  'https://pastebin.com',
  'https://repl.it',
  'http://www.webdevout.net',
];

export const thirdParty: Weakness = {
  id: 'third-party',
  title: 'The server allows a third-party site',
  probes: 'a playground, a shared host or another company',
  before: ['special-characters'],
  advice: 'A playground runs anyone’s script, and a company’s vulnerability becomes yours. Remove it from the list.',
  impliedBy: ['reflects-any-origin'],
  preflights: 'if-different',
  origins: ({ key }) => [
    ...SHARED.map(from('anyone')),
    // Pages in the AMP cache run only the scripts of AMP.
    from('third-party')(`https://corsmith${key}.cdn.ampproject.org`),
    ...COMPANIES.map(from('third-party')),
    ...RARE_SHARED.map(from('anyone', { rare: true })),
    ...RARE_COMPANIES.map(from('third-party', { rare: true })),
  ],
};
