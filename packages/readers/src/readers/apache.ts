import { candidatesOf, type Levels, run } from '../read/apache/run.js';
import { flat, readSections, type Statement } from '../read/apache/sections.js';
import { trapsOf } from '../read/apache/traps.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { eachFile, joined, type Reader, type Reading } from '../read/reading.js';
import { policyOf } from '../read/responder.js';
import { type SourceFile, type Span, spanOf } from '../read/source-file.js';
import { trap } from '../read/trap.js';

const isCors = ({ name, words }: Statement): boolean =>
  (name === 'header' || name === 'requestheader') && words.some((word) => /^access-control-/i.test(word));

export const apache: Reader = {
  id: 'apache',
  layer: 'proxy',
  files:
    /(?:\.htaccess(?:\.\w+)?|\.conf(?:\.\w+)?|\.vhost|(?:^|\/)sites-(?:available|enabled)\/[^/]+|(?:^|\/)htaccess[^/]*)$/,
  marks: [/^[ \t]*(?:Request)?Header\s/im, /access-control-/i],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const { statements, problem } = readSections(file);
  if (problem) {
    const { message, at } = problem;
    return {
      policies: [nothingAllowed('apache', at, { refused: message })],
      traps: [trap('syntax-error', at, { message: `Apache can’t parse this file: ${message}`, stack: 'apache' })],
    };
  }
  return joined(contexts(statements, [], spanOf(file), undefined));
}

const PLACE = /^(?:virtualhost|location|locationmatch|directory|directorymatch|files|filesmatch|proxy)$/;

/** Each level that has CORS headers of its own. */
function contexts(
  statements: readonly Statement[],
  outer: Levels,
  at: Span,
  where: string | undefined,
): readonly Reading[] {
  const levels = [...outer, statements];
  const inner = flat(statements).filter(({ name }) => PLACE.test(name));
  const hasOwn = flat(statements).some((one) => isCors(one) || (one.name === 'if' && one.inside?.some(isCors)));
  return [
    ...(hasOwn ? [readContext(levels, at, where)] : []),
    ...inner.flatMap((one) =>
      one.inside ? contexts(one.inside, levels, one.at, /^location$/.test(one.name) ? one.words[0] : where) : [],
    ),
  ];
}

function readContext(levels: Levels, at: Span, where: string | undefined): Reading {
  const always = levels
    .flatMap((level) => flat(level))
    .some((one) => isCors(one) && (/^always$/i.test(one.words[0] ?? '') || /^add$/i.test(one.words[0] ?? '')));
  const policy = policyOf({
    stack: 'apache',
    at,
    ...(where !== undefined && { where }),
    candidates: candidatesOf(levels),
    respond: (request) => run(levels, request),
    // The table of always stands beside what the app sends.
    upstream: always ? 'doubled' : 'replaced',
  });
  const traps = trapsOf(levels, policy).map((one) => ({ ...one, stack: 'apache' as const }));
  if (policy) return { policies: [policy], traps };
  return { policies: traps.some(({ level }) => level === 'broken') ? [nothingAllowed('apache', at)] : [], traps };
}
