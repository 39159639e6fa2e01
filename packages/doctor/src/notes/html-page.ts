import { get } from '@corsmith/protocol';
import { changesCors, type NoteRule } from '../note.js';

export const htmlPage: NoteRule = {
  id: 'html-page',
  match(facts) {
    const { request, response } = facts.judged ?? {};
    if (!request || !response || request.kind !== 'actual' || response.status !== 200 || !changesCors(facts))
      return undefined;
    const isApp = /^text\/html\b/i.test(get(response.headers, 'content-type') ?? '') && MOUNT.test(response.bodyStart);
    if (!isApp) return undefined;
    return `The response is the start page of a frontend, not data: its server or a fallback to index.html handles ${new URL(request.url).pathname}. If the API is elsewhere, correct the URL; then its CORS counts, not that of this page.`;
  },
};

/** Where a frontend puts itself. */
const MOUNT = /<div id=["']?(?:root|app|__next|__nuxt|svelte)["' >]|<app-root>/;
