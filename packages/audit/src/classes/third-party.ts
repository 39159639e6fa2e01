import { from } from '../probe-origin.js';
import type { Weakness } from '../weakness.js';

/** Shared origins of playgrounds and storage, where anyone's script runs. */
const SHARED = [
  'https://cdpn.io',
  'https://s.codepen.io',
  'https://fiddle.jshell.net',
  'https://output.jsbin.com',
  'https://null.jsbin.com',
  'https://storage.googleapis.com',
  'https://s3.amazonaws.com',
];

/** Sites that run only their own pages. */
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
  title: 'The server allows a third-party site',
  before: ['look-alike'],
  advice: 'A playground runs anyone’s script, and a company’s vulnerability becomes yours. Remove it from the list.',
  impliedBy: ['reflects-any-origin'],
  origins: () => [...SHARED.map(from('anyone')), ...COMPANIES.map(from('third-party'))],
};
