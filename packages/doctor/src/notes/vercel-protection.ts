import { changesCors, isDetected, type NoteRule } from '../note.js';

export const vercelProtection: NoteRule = {
  id: 'vercel-protection',
  match(facts) {
    const { seen, responder } = facts;
    if (responder !== undefined || !isDetected(facts, 'vercel', 'nextjs') || !changesCors(facts)) return undefined;
    if (!seen.planned.preflight || !PREVIEW.test(new URL(seen.request.url).hostname)) return undefined;
    return 'This is the address of one deployment. With Deployment Protection its preflights get 401 before the app: call the production domain, or add the path to the OPTIONS Allowlist.';
  },
};

/** PROJECT-git-BRANCH-SCOPE and PROJECT-HASH-SCOPE. */
const PREVIEW = /-git-[a-z0-9-]+\.vercel\.app$|-[a-z0-9]{9}-[a-z0-9-]+\.vercel\.app$/;
