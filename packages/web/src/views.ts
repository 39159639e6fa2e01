/** The views of the page. Some need the local server, so a static site doesn't have them. */
export const VIEWS = [
  { id: 'check', title: 'Check', needs: 'local-server' },
  { id: 'contract', title: 'Contract', needs: 'local-server' },
  { id: 'watch', title: 'Watch', needs: 'local-server' },
  { id: 'explain', title: 'Explain', needs: 'nothing' },
  { id: 'lint', title: 'Lint', needs: 'nothing' },
  { id: 'playground', title: 'Playground', needs: 'nothing' },
  { id: 'policy', title: 'Policy', needs: 'nothing' },
] as const;

export type View = (typeof VIEWS)[number]['id'];

/** The view in a fragment (`#/playground/STATE`); undefined if there is none. */
export const viewOf = (hash: string): View | undefined => VIEWS.find(({ id }) => hash.split('/')[1] === id)?.id;

/** The state after the view's name in a fragment. */
export const stateOf = (hash: string): string => hash.split('/')[2] ?? '';
