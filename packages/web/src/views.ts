/** What the page can show. Some ask the server that serves the page, so a static site has them not. */
export const VIEWS = [
  { id: 'check', title: 'Check', asks: 'local-server' },
  { id: 'contract', title: 'Contract', asks: 'local-server' },
  { id: 'watch', title: 'Watch', asks: 'local-server' },
  { id: 'explain', title: 'Explain', asks: 'nobody' },
  { id: 'playground', title: 'Playground', asks: 'nobody' },
  { id: 'policy', title: 'Policy', asks: 'nobody' },
] as const;

export type View = (typeof VIEWS)[number]['id'];

/** The view that a fragment names (`#/playground/STATE`); undefined where it names none. */
export const viewOf = (hash: string): View | undefined => VIEWS.find(({ id }) => hash.split('/')[1] === id)?.id;

/** What stands behind the view's name in a fragment. */
export const stateOf = (hash: string): string => hash.split('/')[2] ?? '';
