import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

/** Where playgrounds and storage run anyone's script, at an origin that all share. */
const SHARED = [
  'https://cdpn.io',
  'https://s.codepen.io',
  'https://fiddle.jshell.net',
  'https://output.jsbin.com',
  'https://null.jsbin.com',
  'https://storage.googleapis.com',
  'https://s3.amazonaws.com',
];

/** Sites whose own pages alone run there. */
const COMPANIES = [
  'https://codepen.io',
  'https://jsfiddle.net',
  'http://jsbin.com',
  'https://jsbin.com',
  'https://github.com',
  'https://gitlab.com',
  'https://pastebin.com',
  'https://repl.it',
  'http://www.webdevout.net',
];

export const thirdParty: Weakness = {
  id: 'third-party',
  title: 'The server lets in a site of someone else',
  before: ['look-alike'],
  advice: 'A playground runs anyone’s script, and a company’s hole is yours then. Take it out of the list.',
  impliedBy: ['reflects-any-origin'],
  origins: () => [...SHARED.map(from('anyone')), ...COMPANIES.map(from('third-party'))],
};
