/** Under what a statement runs, as far as the text around it shows. */
export interface Conditions {
  /** Where the function begins that the statement is in; 0 outside of all. */
  readonly group: number;
  /** Whether it only runs for OPTIONS, only for other methods, or under a condition that is not read. */
  readonly when: readonly ('options' | 'others' | 'unknown')[];
  /** Whether an earlier condition of the function may have ended it. */
  readonly isGuarded: boolean;
}

export interface Block {
  readonly from: number;
  readonly to: number;
  /** What stands before it: `if (…)`, `func name(…)`. */
  readonly head: string;
}

const CONTROL =
  /^(?:\}\s*)?(?:else\s+if|elseif|elif|else|if|for(?:each)?|while|switch|match|case|do|catch|except|unless)\b/;
const TRANSPARENT = /^(?:\}\s*)?(?:try|using|with|finally|else\s*\{?\s*try)\b/;
const OPTIONS =
  /['"]OPTIONS['"]|\bMethodOptions\b|HttpMethods?\.(?:OPTIONS|Options|IsOptions)|METHOD_OPTIONS|IsOptions|isMethod\(/;
const ENDS = /\b(?:return|exit|die|throw|raise|abort|panic)\b|\.End\(\)|\bAbort\w*\(/;

/** The conditions at a place of a text whose blocks are known, the outer ones first. */
export function conditionsAt(text: string, blocks: readonly Block[], place: number): Conditions {
  const around = blocks.filter(({ from, to }) => from < place && place < to);
  const isControl = ({ head }: Block) => CONTROL.test(head);
  const functions = around.filter(({ head }) => !CONTROL.test(head) && !TRANSPARENT.test(head));
  const group = functions.at(-1)?.from ?? 0;
  const inside = around.filter((one) => one.from > group && isControl(one));
  const single = singleCondition(text, place);
  const conditions = [...inside.map(({ head }) => head), ...(single === undefined ? [] : [single])];
  const earlier = blocks.filter(
    (one) =>
      isControl(one) &&
      one.from > group &&
      one.to <= place &&
      !OPTIONS.test(one.head) &&
      ENDS.test(text.slice(one.from, one.to)),
  );
  return { group, when: conditions.map(whenOf), isGuarded: earlier.length > 0 };
}

function whenOf(head: string): 'options' | 'others' | 'unknown' {
  if (!OPTIONS.test(head) || /&&|\|\||\band\b|\bor\b|^(?:\}\s*)?else\b/.test(head)) return 'unknown';
  return /!==?|<>|\bnot\b|\(\s*!/.test(head) ? 'others' : 'options';
}

/** `if (…) statement;` without braces. */
function singleCondition(text: string, place: number): string | undefined {
  const before = text.slice(Math.max(0, place - 400), place);
  const statement = before.slice(
    Math.max(...[';', '{', '}', '\n\n', '?>', ':\n'].map((end) => before.lastIndexOf(end) + 1)),
  );
  const head = headOf(statement.replace(/^>/, ''));
  return /^(?:if|else\s+if|elseif|else)\b/.test(head) ? head : undefined;
}

/** Whether a block that runs for OPTIONS alone ends the response. */
export const endsOptions = (text: string, blocks: readonly Block[], group: number): Block | undefined =>
  blocks.find(
    (one) =>
      one.from > group &&
      CONTROL.test(one.head) &&
      whenOf(one.head) === 'options' &&
      ENDS.test(text.slice(one.from, one.to)),
  );

/** The blocks of a language with braces. */
export function bracedBlocks(text: string, comment: RegExp): readonly Block[] {
  const blocks: Block[] = [];
  const open: { readonly from: number; readonly head: string }[] = [];
  const skip = new RegExp(
    `${comment.source}|/\\*[\\s\\S]*?\\*/|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|\`[^\`]*\``,
    'y',
  );
  // A statement ends with its line unless a parenthesis is open; a brace may stand on the next.
  let [statement, depth, before] = [0, 0, ''];
  const begin = (at: number, last = ''): void => {
    statement = at;
    before = last;
    depth = 0;
  };
  for (let at = 0; at < text.length; at++) {
    skip.lastIndex = at;
    const skipped = skip.exec(text);
    if (skipped) {
      at += skipped[0].length - 1;
      continue;
    }
    const character = text[at];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === '{') {
      open.push({ from: at, head: headOf(text.slice(statement, at)) || before });
      begin(at + 1);
    } else if (character === '}') {
      const begun = open.pop();
      if (begun) blocks.push({ ...begun, to: at });
      begin(at + 1);
    } else if (character === ';' && depth <= 0) begin(at + 1);
    else if (character === '\n' && depth <= 0) begin(at + 1, headOf(text.slice(statement, at)) || before);
  }
  return blocks.toSorted((a, b) => a.from - b.from);
}

const headOf = (text: string): string => text.replace(/^\s*<\?(?:php)?/, '').trim();

/** The blocks of Python. */
export function indentedBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const open: { readonly from: number; readonly head: string; readonly indent: number }[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    if (indent >= 0 && line[indent] !== '#') {
      while ((open.at(-1)?.indent ?? -1) >= indent) {
        const begun = open.pop();
        if (begun) blocks.push({ from: begun.from, head: begun.head, to: at });
      }
      if (
        /:\s*(?:#.*)?$/.test(line) &&
        /^\s*(?:if|elif|else|for|while|try|except|finally|with|def|async|class|match|case)\b/.test(line)
      )
        open.push({ from: at + line.length - 1, head: line.trim(), indent });
    }
    at += line.length + 1;
  }
  for (const { from, head } of open) blocks.push({ from, head, to: text.length });
  return blocks.toSorted((a, b) => a.from - b.from);
}
