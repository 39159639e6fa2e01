/** What the page can show. `check` asks the server that serves the page, so a static site has it not. */
export const VIEWS = [
  { id: 'check', title: 'Check' },
  { id: 'explain', title: 'Explain' },
  { id: 'playground', title: 'Playground' },
  { id: 'policy', title: 'Policy' },
] as const;

export type View = (typeof VIEWS)[number]['id'];

/** The view that a fragment names (`#/playground/STATE`); undefined where it names none. */
export const viewOf = (hash: string): View | undefined => VIEWS.find(({ id }) => hash.split('/')[1] === id)?.id;

/** What stands behind the view's name in a fragment. */
export const stateOf = (hash: string): string => hash.split('/')[2] ?? '';
