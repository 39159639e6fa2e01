import type { NoteRule } from '../note.js';

export const nginxInheritance: NoteRule = {
  id: 'nginx-inheritance',
  match({ cause: { fix }, seen: { request } }) {
    const adds = fix?.files.some(({ code }) => code.includes('add_header '));
    if (!adds || (fix?.stack !== 'nginx' && fix?.stack !== 'ingress-nginx')) return undefined;
    const { pathname } = new URL(request.url);
    return `A location or if with an add_header of its own inherits none of these: if the one that handles ${pathname} has any, repeat the lines of the fix there.`;
  },
};
