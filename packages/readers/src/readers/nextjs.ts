import type { CodeFile } from '../read/code/code-file.js';
import { readJavaScript } from '../read/code/javascript.js';
import { resolved } from '../read/code/resolve.js';
import { sourceRules } from '../read/json-headers.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { eachFile, type Reader, type Reading } from '../read/reading.js';
import { type SourceFile, type Span, textAt } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { below, entriesOf, entryOf, itemsOf, textOf, type Value } from '../read/value.js';

/** `headers()` of next.config. https://nextjs.org/docs/app/api-reference/config/next-config-js/headers */
export const nextjs: Reader = {
  id: 'nextjs',
  layer: 'application',
  files: /(?:^|\/)next\.config\.[cm]?[jt]s$/,
  marks: [/access-control-/i],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readJavaScript(file);
  const rules = rulesOf(code);
  const traps = rules.flatMap((rule) => [...sharedValues(rule), ...wholeSite(rule)]);
  const broken = code.problem?.at ?? openText(code);
  if (broken) {
    const refused = 'Next can’t read the file: it has a syntax error.';
    return {
      policies: [nothingAllowed('nextjs', broken, { refused })],
      traps: [trap('syntax-error', broken, { stack: 'nextjs' }), ...traps],
    };
  }
  const known = rules.filter((rule) => !entryOf(rule, 'has') && !entryOf(rule, 'missing'));
  const list: Value = { kind: 'list', items: known, at: { file, from: 0, to: 0 } };
  return {
    // Route handlers respond to OPTIONS themselves.
    policies: sourceRules('nextjs', list, 'upstream'),
    traps,
  };
}

/** A text whose quotation mark is not closed in its line. */
const openText = ({ maps = [] }: CodeFile): Span | undefined =>
  maps
    .flatMap(entriesOf)
    .map(({ value }) => value)
    .find((one) => one.kind === 'text' && /^['"][^\n]*[^\\]\n/.test(textAt(one.at)))?.at;

/** `{ source, headers: [{ key, value }] }`, wherever it stands. */
const rulesOf = (code: CodeFile): readonly Value[] =>
  (code.maps ?? []).flatMap((map) => {
    if (!entryOf(map, 'source') || !entryOf(map, 'headers')) return [];
    const rule = resolved(map, code);
    const isCors = itemsOf(below(rule, 'headers')).some((one) =>
      /^access-control-/i.test(textOf(below(one, 'key')) ?? ''),
    );
    return isCors ? [rule] : [];
  });

/** One variable as the value of several headers of CORS: it is right for the header that it is named after. */
function sharedValues(rule: Value): readonly Trap[] {
  const named = itemsOf(below(rule, 'headers')).flatMap((one) => {
    const [key, value] = [textOf(below(one, 'key')), below(one, 'value')];
    const variable = value?.kind === 'unknown' ? value.because : undefined;
    if (key === undefined || variable === undefined || !/^access-control-/i.test(key)) return [];
    return [{ key: key.toLowerCase(), variable, at: one.at }];
  });
  return named.flatMap(({ key, variable, at }): readonly Trap[] => {
    const owner = named.find((one) => one.variable === variable && isNamedAfter(variable, one.key));
    if (!owner || owner.key === key || isNamedAfter(variable, key)) return [];
    return [trap('value-of-another-header', at, { message: `${key} gets the value of ${owner.key}.` })];
  });
}

const isNamedAfter = (variable: string, key: string): boolean =>
  variable
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .includes(
      key
        .replace(/^access-control-(?:allow-)?/, '')
        .replace(/[^a-z]/g, '')
        .replace(/s$/, ''),
    );

/** `/:api*`, which is meant as a folder. */
function wholeSite(rule: Value): readonly Trap[] {
  const source = below(rule, 'source');
  const [, name] = /^\/:(\w+)[*+]$/.exec(textOf(source) ?? '') ?? [];
  if (!source || name === undefined || /^(?:path|slug|all|any|rest|match|wildcard|everything)$/i.test(name)) return [];
  return [trap('source-matches-all', source.at)];
}
