import type { Order } from '../watch/follow.js';

const EXAMPLE = `policy:
  origins: [http://localhost:5173]

endpoints:
  - url: http://localhost:3000/users
    methods: [GET]
`;

/** The contract that is typed: whoever tested it once may want to watch it. */
export const draft: { -readonly [Name in keyof Order]: Order[Name] } = $state({
  text: EXAMPLE,
  environment: '',
  interval: '30s',
});

/** What is watched already, where nothing was typed yet: the page was closed and opened again. */
export function resume(order: Order): void {
  if (draft.text === EXAMPLE) Object.assign(draft, order);
}
