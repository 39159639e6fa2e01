import { candidatesOf, run } from '../read/haproxy/run.js';
import { type Line, readSections, type Section } from '../read/haproxy/sections.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { eachFile, joined, type Reader, type Reading } from '../read/reading.js';
import { policyOf } from '../read/responder.js';
import { type Trap, trap } from '../read/trap.js';

export const haproxy: Reader = {
  id: 'haproxy',
  layer: 'proxy',
  files: /(?:\.cfg(?:\.\w+)?|(?:^|\/)haproxy[^/]*)$/,
  marks: [/access-control-/i],
  read: eachFile((file) => {
    const sections = readSections(file);
    const backends = new Map(sections.filter(({ kind }) => kind === 'backend').map((one) => [one.name, one]));
    const fronts = sections.filter(({ kind }) => /^(?:frontend|listen|fragment)$/.test(kind));
    const used = new Set(fronts.flatMap(({ lines }) => defaultBackend(lines)));
    const alone = [...backends.values()].filter(({ name }) => !used.has(name));
    return joined([...fronts, ...alone].map((one) => readContext(one, backends)));
  }),
};

const defaultBackend = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(({ words }) => (words[0] === 'default_backend' && words[1] !== undefined ? [words[1]] : []));

const isCors = ({ words }: Line): boolean => words.some((word) => /access-control-(?!request-)/i.test(word));

function readContext(section: Section, backends: ReadonlyMap<string, Section>): Reading {
  const lines = [...section.lines, ...defaultBackend(section.lines).flatMap((name) => backends.get(name)?.lines ?? [])];
  if (!lines.some(isCors)) return { policies: [], traps: [] };
  const sets = lines.filter(
    ({ words }) =>
      /^http-(?:after-)?response$/.test(words[0] ?? '') && /^access-control-allow-origin$/i.test(words[2] ?? ''),
  );
  const adds = lines.filter(
    ({ words }) =>
      /^access-control-allow-origin\b/i.test(words[words[1] === 'add-header' ? 2 : 1] ?? '') &&
      /^(?:add-header)$|^access-control/i.test(words[1] ?? ''),
  );
  const policy = policyOf({
    stack: 'haproxy',
    at: section.at,
    candidates: candidatesOf(lines),
    respond: (request) => run(lines, request),
    upstream: adds.length > 0 ? 'doubled' : 'replaced',
  });
  const traps: Trap[] = adds.map(({ at }) => trap('header-add-doubles', at, { stack: 'haproxy' }));
  const [removed] = lines.filter(({ words }) => /^(?:rsp|req)i?(?:add|rep|del|set)$/.test(words[0] ?? ''));
  if (removed) traps.push(trap('removed-directive', removed.at, { stack: 'haproxy' }));
  for (const { words, at } of lines) {
    const text = words.slice(2).join(' ');
    if (words[0] === 'http-response' && isCors({ words, at }) && /(?:\breq\.f?hdr|(?<![.\w])hdr)\(origin/i.test(text))
      traps.push(trap('request-not-available', at, { stack: 'haproxy' }));
    if (
      words[0] === 'http-request' &&
      /^(?:set|add)-header$/.test(words[1] ?? '') &&
      /^access-control-(?!request-)/i.test(words[2] ?? '')
    )
      traps.push(trap('response-header-set-on-request', at, { stack: 'haproxy' }));
    if (
      words[0] === 'http-request' &&
      /^(?:deny|tarpit)$/.test(words[1] ?? '') &&
      sets.some((one) => one.words[0] === 'http-response')
    )
      traps.push(
        trap('errors-without-headers', at, {
          stack: 'haproxy',
          message: 'This response of HAProxy itself has no CORS headers.',
          why: 'http-response rules don’t see responses that HAProxy makes; http-after-response rules do.',
        }),
      );
  }
  if (policy) return { policies: [policy], traps };
  return {
    policies: traps.some(({ level }) => level === 'broken') ? [nothingAllowed('haproxy', section.at)] : [],
    traps,
  };
}
