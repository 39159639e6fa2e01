import type { Order } from '../watch/follow.js';

const EXAMPLE = `policy:
  origins: [http://localhost:5173]

endpoints:
  - url: http://localhost:3000/users
    methods: [GET]
`;

/** The typed contract, shared by the views Contract and Watch. */
export const draft: { -readonly [Name in keyof Order]: Order[Name] } = $state({
  text: EXAMPLE,
  environment: '',
  interval: '30s',
});

/** Restores the contract of a running watch if nothing was typed yet, after the page was reopened. */
export function resume(order: Order): void {
  if (draft.text === EXAMPLE) Object.assign(draft, order);
}
