// Written by `npm run lists` from notes/.

export const NOTE_IDS = [
  'azure-platform-cors',
  'another-setter',
  'cloudflare-access',
  'debug-output',
  'html-page',
  'https-redirection',
  'iis-webdav',
  'nextjs-redirect',
  'nginx-inheritance',
  'spring-security',
  'supabase-verify-jwt',
  'vercel-protection',
] as const;

/** Drafts too: nothing lists them yet. */
export type NoteId = (typeof NOTE_IDS)[number];
