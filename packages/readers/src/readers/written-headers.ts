import type { CodeFile } from '../read/code/code-file.js';
import { readCSharp } from '../read/code/csharp.js';
import { readGo } from '../read/code/go.js';
import { readJava } from '../read/code/java.js';
import { readPhp } from '../read/code/php.js';
import { readPython } from '../read/code/python.js';
import type { ReadStack } from '../read/read-policy.js';
import { eachFile, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import { ALLOW_ORIGIN, policyOf, type RequestToRespond, type Responded, type SentHeader } from '../read/responder.js';
import type { SourceFile } from '../read/source-file.js';
import {
  type Block,
  bracedBlocks,
  type Conditions,
  conditionsAt,
  endsOptions,
  indentedBlocks,
} from '../read/written/conditions.js';
import { type Statement, statementsOf } from '../read/written/statements.js';

/** Headers that programs in PHP, Python, Go, Java and C# write themselves. Programs in JavaScript have a reader of their own. */
export const writtenHeaders: Reader = {
  id: 'written-headers',
  layer: 'application',
  files: /^(?!.*(?:(?:^|\/)tests?\/|_test\.|Tests?\.|(?:^|\/)test_)).*\.(?:php|py|go|java|cs)$/,
  marks: [/access-?control-?allow-?origin/i],
  read: eachFile(readFile),
};

interface Language {
  readonly read: (file: SourceFile) => CodeFile;
  readonly blocks: (text: string) => readonly Block[];
  readonly stack: (text: string) => ReadStack;
}

const braced = (comment: RegExp) => (text: string) => bracedBlocks(text, comment);

const LANGUAGES: Readonly<Record<string, Language>> = {
  php: {
    read: readPhp,
    blocks: braced(/\/\/[^\n]*|#(?!\[)[^\n]*/),
    stack: (text) => (/\bIlluminate\\/.test(text) ? 'laravel' : 'written-headers'),
  },
  py: {
    read: readPython,
    blocks: indentedBlocks,
    stack: (text) =>
      /\bflask\b/i.test(text)
        ? 'flask'
        : /\bdjango\b/.test(text)
          ? 'django'
          : /fastapi|starlette/.test(text)
            ? 'starlette'
            : 'written-headers',
  },
  go: { read: readGo, blocks: braced(/\/\/[^\n]*/), stack: () => 'written-headers' },
  java: {
    read: readJava,
    blocks: braced(/\/\/[^\n]*/),
    stack: (text) => (/springframework/.test(text) ? 'spring' : 'written-headers'),
  },
  cs: { read: readCSharp, blocks: braced(/\/\/[^\n]*/), stack: () => 'aspnet-core' },
};

type Placed = Statement & Conditions;

function readFile(file: SourceFile): Reading {
  const language = LANGUAGES[file.path.slice(file.path.lastIndexOf('.') + 1)];
  if (!language) return { policies: [], traps: [] };
  const blocks = language.blocks(file.text);
  const statements = statementsOf(language.read(file)).map(
    (one): Placed => ({ ...one, ...conditionsAt(file.text, blocks, one.at.from) }),
  );
  const groups = new Map<number, Placed[]>();
  for (const one of statements) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const policies = [...groups].flatMap(([group, own]): readonly PolicyReading[] => {
    const first = own.find(({ name }) => name === ALLOW_ORIGIN);
    if (!first) return [];
    const policy = policyOf({
      stack: language.stack(file.text),
      at: first.at,
      candidates: [],
      respond: (request) => respond(own, request, endsOptions(file.text, blocks, group)),
    });
    return policy ? [policy] : [];
  });
  return { policies, traps: [] };
}

/** What runs under a condition that is not read may or may not be sent: its value is not known. */
function respond(
  statements: readonly Placed[],
  { method, origin }: RequestToRespond,
  ended: Block | undefined,
): Responded {
  const isOptions = method === 'OPTIONS';
  const headers = new Map<string, SentHeader>();
  for (const { name, value, at, when, isGuarded } of statements) {
    if (when.includes(isOptions ? 'others' : 'options')) continue;
    if (isOptions && ended && at.from > ended.to) continue;
    const isSure = !when.includes('unknown') && !(value === 'origin' && isGuarded);
    const text = value === 'origin' ? origin : value?.text;
    headers.set(name, { name, value: isSure ? text : undefined, at, onErrors: false });
  }
  return {
    by: isOptions && ended ? 'self' : 'upstream',
    status: isOptions ? 204 : 200,
    headers: [...headers.values()],
  };
}
