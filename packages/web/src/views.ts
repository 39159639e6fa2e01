/** What the page can show. */
export const VIEWS = [
  { id: 'explain', title: 'Explain' },
  { id: 'playground', title: 'Playground' },
  { id: 'policy', title: 'Policy' },
] as const;

export type View = (typeof VIEWS)[number]['id'];

/** The view that a fragment names (`#/playground/STATE`); else the first. */
export const viewOf = (hash: string): View => VIEWS.find(({ id }) => hash.split('/')[1] === id)?.id ?? VIEWS[0].id;

/** What stands behind the view's name in a fragment. */
export const stateOf = (hash: string): string => hash.split('/')[2] ?? '';
