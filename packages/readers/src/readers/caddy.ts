import { type Block, type Directive, isBlock } from '../read/blocks.js';
import { candidatesOf, run, type Scopes } from '../read/caddy/run.js';
import { readSites } from '../read/caddy/sites.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { eachFile, joined, NOTHING_READ, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import {
  ALLOW_ORIGIN,
  endsPreflights,
  exampleOf,
  headerOf,
  policyOf,
  type RequestToRespond,
} from '../read/responder.js';
import { type Trap, trap } from '../read/trap.js';

export const caddy: Reader = {
  id: 'caddy',
  layer: 'proxy',
  files: /(?:^|\/)(?:Caddyfile(?:\.[\w.]+)?|[^/]+\.(?:caddy|caddyfile|Caddyfile))$/,
  marks: [/access-control-/i],
  read: eachFile((file, project) => {
    const { sites, problem } = readSites(file, project);
    if (problem) {
      const { message, at } = problem;
      return {
        policies: [nothingAllowed('caddy', at, { refused: message })],
        traps: [trap('syntax-error', at, { message: `Caddy can’t parse this file: ${message}`, stack: 'caddy' })],
      };
    }
    return joined(sites.flatMap((site) => contexts(site, [])));
  }),
};

/** The site itself, and each block of a path. */
function contexts(directive: Block, outer: Scopes): readonly Reading[] {
  const scopes = [...outer, directive.block];
  const inner = directive.block
    .filter(isBlock)
    .filter(({ name, words }) => /^handle(?:_path)?$|^route$/.test(name) && !words[0]?.text.startsWith('@'));
  return [readContext(directive, scopes, outer.length > 0), ...inner.flatMap((one) => contexts(one, scopes))];
}

function readContext(directive: Directive, scopes: Scopes, isInner: boolean): Reading {
  const where = isInner ? directive.words[0]?.text : undefined;
  const respond = (request: RequestToRespond) => run(scopes, request);
  const policy = policyOf({
    stack: 'caddy',
    at: directive.at,
    ...(where !== undefined && { where }),
    candidates: candidatesOf(scopes),
    respond,
    upstream: isReplaced(scopes) ? 'replaced' : 'doubled',
  });
  // What an inner block inherits is reported where it is written.
  if (!policy && !isInner && endsPreflights({ respond })) return { ...NOTHING_READ, preflightEnds: [directive.at] };
  if (!policy || (isInner && !ownsHeader(directive))) return { policies: [], traps: [] };
  return { policies: [policy], traps: trapsOf(scopes, policy) };
}

const ownsHeader = (directive: Directive): boolean =>
  (directive.block ?? []).some(
    (one) =>
      (one.name === 'header' &&
        [...one.words.map(({ text }) => text), ...(one.block ?? []).map(({ name }) => name)].some((text) =>
          /access-control-allow-origin/i.test(text),
        )) ||
      ownsHeader(one),
  );

/** The upstream's own header is removed, or replaced when the response is written. */
const isReplaced = (scopes: Scopes): boolean =>
  scopes.flat().some(({ name, block, words }) => {
    if (name === 'reverse_proxy')
      return (block ?? []).some(
        (one) => one.name === 'header_down' && /^-?access-control-(?:allow-origin|\*)/i.test(one.words[0]?.text ?? ''),
      );
    return (
      name === 'header' &&
      ((block ?? []).some((one) => one.name === 'defer' || one.name.startsWith('>')) ||
        words.some(({ text }) => text.startsWith('>')))
    );
  });

function trapsOf(scopes: Scopes, policy: PolicyReading): readonly Trap[] {
  const [origin] = policy.origins;
  if (!origin) return [];
  const page = exampleOf(origin);
  const preflight = run(scopes, { method: 'OPTIONS', origin: page });
  const actual = run(scopes, { method: 'GET', origin: page });
  const isLost =
    preflight.by === 'self' &&
    preflight.status < 300 &&
    headerOf(actual, ALLOW_ORIGIN) &&
    !headerOf(preflight, ALLOW_ORIGIN);
  return isLost
    ? [
        trap('if-return-without-headers', policy.at, {
          stack: 'caddy',
          why: 'The block that responds to OPTIONS sets none of them.',
        }),
      ]
    : [];
}
