import type { PolicyReading } from '../reading.js';
import { compiled, samplesOf } from '../regex-samples.js';
import { ALLOW_ORIGIN, exampleOf, headerOf } from '../responder.js';
import { type Trap, trap } from '../trap.js';
import { candidatesOf, headerParts, type Levels, run } from './run.js';
import { flat, type Statement } from './sections.js';

const isAllowOrigin = (one: Statement): boolean => one.name === 'header' && headerParts(one).header === ALLOW_ORIGIN;

/** What mod_headers does that its directives do not say. */
export function trapsOf(levels: Levels, policy: PolicyReading | undefined): readonly Trap[] {
  const statements = levels.flatMap(allOf);
  const own = statements.filter(isAllowOrigin);
  const defined = new Set(statements.flatMap(definedBy));
  const traps: Trap[] = [];
  for (const one of own) {
    const { action, table, condition } = headerParts(one);
    const [, name] = /^env=!?(.*)$/.exec(condition ?? '') ?? [];
    if (name !== undefined && !defined.has(name))
      traps.push(
        trap('env-name-wrong', one.at, {
          message: `No directive sets a variable ${name}, so the header is never sent.`,
        }),
      );
    if (/^(?:add|append|merge)$/.test(action)) traps.push(trap('header-add-doubles', one.at));
    if (table === 'onSuccess') traps.push(trap('header-no-always', one.at));
  }
  for (const one of statements)
    if (one.name === 'requestheader' && /^access-control-(?!request-)/i.test(one.words[1] ?? ''))
      traps.push(trap('response-header-set-on-request', one.at));
  traps.push(...backReferences(levels));
  const [origin] = policy?.origins ?? [];
  if (!origin) return traps;
  const page = exampleOf(origin);
  const preflight = run(levels, { method: 'OPTIONS', origin: page });
  const rule = statements.find(({ name, words }) => name === 'rewriterule' && /\bR=2\d\d/.test(words[2] ?? ''));
  if (
    rule &&
    preflight.by === 'self' &&
    !headerOf(preflight, ALLOW_ORIGIN) &&
    headerOf(run(levels, { method: 'GET', origin: page }), ALLOW_ORIGIN)
  )
    traps.push(trap('rewrite-needs-always', rule.at));
  return traps;
}

/** Also those in `<If>`. */
const allOf = (statements: readonly Statement[]): readonly Statement[] =>
  flat(statements).flatMap((one) => (one.name === 'if' && one.inside ? allOf(one.inside) : [one]));

function definedBy({ name, words }: Statement): readonly string[] {
  if (/^setenvif(?:nocase)?$/.test(name)) return words.slice(2).map((one) => one.replace(/=.*$/s, ''));
  if (/^(?:setenv|passenv)$/.test(name)) return words.slice(0, 1);
  return name === 'rewriterule' ? [...(words[2] ?? '').matchAll(/\bE=([\w-]+)/g)].map(([, one = '']) => one) : [];
}

/** The header has another value than the origin that matched. */
function backReferences(levels: Levels): readonly Trap[] {
  return candidatesOf(levels).flatMap((candidate): Trap[] => {
    if (candidate.kind !== 'pattern') return [];
    const regex = compiled(candidate.regex, candidate.flags);
    for (const sample of samplesOf(candidate.regex).filter(
      (one) => /^https?:\/\/[^/]+$/.test(one) && regex?.test(one),
    )) {
      const sent = headerOf(run(levels, { method: 'GET', origin: sample }), ALLOW_ORIGIN)?.value;
      if (sent !== undefined && sent !== '*' && sent !== sample && sent !== '(null)' && sent.startsWith('http'))
        return [trap('wrong-back-reference', candidate.at, { message: `For ${sample} the header is ${sent}.` })];
    }
    return [];
  });
}
