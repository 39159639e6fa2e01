import { get } from '@corsmith/protocol';
import { isDetected, type NoteRule } from '../note.js';

export const nextjsRedirect: NoteRule = {
  id: 'nextjs-redirect',
  match(facts) {
    const { request, response } = facts.judged ?? {};
    if (!request || response?.status !== 308) return undefined;
    const location = get(response.headers, 'location') ?? '';
    // Next.js sends it along with its own permanent redirects.
    const isNext = isDetected(facts, 'nextjs') || get(response.headers, 'refresh')?.startsWith('0;url=');
    if (!isNext || !URL.canParse(location, request.url)) return undefined;
    const [from, to] = [new URL(request.url).pathname, new URL(location, request.url).pathname];
    if (from.replace(/\/$/, '') !== to.replace(/\/$/, '') || from === to) return undefined;
    return `Next.js sends this 308 for the slash before any code of yours runs, so neither headers in next.config nor middleware can change it: request ${to}, or set skipTrailingSlashRedirect (Next.js 13.1 and newer).`;
  },
};
