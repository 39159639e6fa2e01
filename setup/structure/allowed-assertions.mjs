/**
 * The files that may say more of a type than they check, how often, and why. Any other file, and any more of them, fails
 * the check; fewer do too, so that the number here goes down with them.
 *
 * @typedef {{ readonly nonNull?: number, readonly casts?: number, readonly why: string }} Allowed
 */

const TWO_STREAMS = 'Node and the web have the same streams and bodies under two types.';
const BYTES = 'A hot loop over bytes within their bounds: any check would be one a byte.';
const EVERY_LINE = 'A hot loop over typed arrays within their bounds: any check would be one a line.';

/** @type {Readonly<Record<string, Allowed>>} */
export const allowed = {
  'packages/contract/src/shape.ts': { casts: 1, why: 'Keys that the type does not name have been reported.' },
  'packages/evidence/src/masker.ts': { casts: 1, why: 'Masking changes texts within data, and never its shape.' },
  'packages/fetch/src/apps/decode.ts': { casts: 1, why: TWO_STREAMS },
  'packages/fetch/src/apps/node-server.ts': { casts: 2, why: TWO_STREAMS },
  'packages/fetch/src/apps/route-module.ts': { casts: 1, why: 'Each framework has a context of its own, of any type.' },
  'packages/fetch/src/network.ts': { casts: 2, why: `${TWO_STREAMS} The type of a dispatcher is undici's.` },
  'packages/monitor/src/logs/files/json-values.ts': { nonNull: 1, why: BYTES },
  'packages/monitor/src/logs/lines/named-fields.ts': { nonNull: 3, why: BYTES },
  'packages/monitor/src/logs/lines/scanner.ts': { nonNull: 8, why: EVERY_LINE },
  'packages/monitor/src/logs/lines/template.ts': { nonNull: 5, why: BYTES },
  'packages/protocol/src/defined.ts': { casts: 1, why: 'Entries lose which value belongs to which name.' },
  'packages/server/src/adapters/fastify.ts': { casts: 1, why: 'What a reply takes depends on the schema of a route.' },
  'packages/server/src/adapters/lambda.ts': {
    casts: 3,
    why: 'The handler of any event, with any callback, returns what the gateway takes: only its status is looked at.',
  },
  'packages/server/src/adapters/next.ts': { casts: 1, why: 'Entries lose which handler belongs to which method.' },
  'packages/server/src/node-head.ts': {
    nonNull: 2,
    casts: 2,
    why: 'On every response: what writes the head is only put there with its decision, and Node has overloads for heads.',
  },
  'packages/server/src/policy.ts': { casts: 2, why: 'Entries lose which value belongs to which name.' },
  'packages/server/src/runtime.ts': { casts: 2, why: 'Browsers have no type for the process of Node.' },
  'packages/web/src/local-server.ts': { casts: 1, why: 'The page and its own server are built together.' },
  'packages/web/src/playground/Playground.svelte': { casts: 1, why: 'A snapshot of plain data has its type.' },
  'packages/web/src/playground/share.ts': { casts: 1, why: 'Each field has been given the type of the default.' },
};
