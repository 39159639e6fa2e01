// Written by `npm run lists` from readers/.

export const READER_IDS = ['express', 'ingress-nginx', 'nginx'] as const;

/** Drafts too: nothing lists them yet. */
export type ReaderId = (typeof READER_IDS)[number];
