import type { Cause, Diagnosis } from '@corsmith/doctor';
import { BROWSER_NAMES } from '@corsmith/protocol';
import { diagnosisLines } from '../../../packages/cli/src/terminal/diagnosis.js';
import { paint } from '../../../packages/cli/src/terminal/paint.js';
import { shellCommand } from '../../../packages/cli/src/terminal/shell.js';
import type { CauseRule } from '../../../packages/doctor/src/cause.js';
import { deniedMessage } from '../../../packages/doctor/src/causes/local-network-access.js';

const PLACE: Readonly<Record<CauseRule['fixedIn'], string>> = {
  server: 'In the configuration of the server',
  headers: 'On the server, in another header than those of CORS',
  proxy: 'In what stands between the browser and the server',
  page: 'In the page',
  elsewhere: 'Neither in the server nor in the page',
};

export interface Example {
  readonly diagnosis: Diagnosis;
  readonly command: readonly (readonly string[])[];
}

/** The command and what it prints. */
export function screenOf({ diagnosis, command }: Example): string {
  const screen = paint(diagnosisLines(diagnosis, { width: 80, detail: 'short' }), 'plain');
  return `\`\`\`text\n$ ${shellCommand(command, 78).join('\n')}\n\n${screen.trimEnd()}\n\`\`\``;
}

/** One page of docs/causes: all in it comes from the catalogue and from a real run. */
export function causePage({ id, title, prevention }: CauseRule, { diagnosis, command }: Example): string {
  const cause = diagnosis.causes[0]!;
  return `# ${title}

\`${id}\`

## What you see

${id === 'local-network-access' ? localNetworkConsole(diagnosis) : consoles(diagnosis)}

## What it means

${cause.explanation}

## How corsmith tells

${tells(diagnosis, cause)}

${screenOf({ diagnosis, command })}

## The fix

${PLACE[cause.fixedIn]}. ${fix(cause)}

## That it stays away

${prevention}
`;
}

/** The person decides, which no simulation knows. */
const localNetworkConsole = ({ request }: Diagnosis): string =>
  `Chrome asks the person. Until then the request waits; denied, or without a prompt, it is blocked:

\`\`\`text
${deniedMessage(request, 'loopback')}
\`\`\`

Firefox: nothing in the console, the request is allowed.

Safari: nothing in the console, the request is allowed.`;

function consoles({ verdict }: Diagnosis): string {
  const said = Object.entries(BROWSER_NAMES).map(([engine, name]) => {
    const { allowed, messages } = verdict[engine as keyof typeof BROWSER_NAMES];
    if (messages.length > 0) return `${name}:\n\n\`\`\`text\n${messages.join('\n')}\n\`\`\``;
    return `${name}: nothing in the console${allowed ? ', the request is allowed' : ''}.`;
  });
  return said.join('\n\n');
}

function tells({ exchanges }: Diagnosis, { certainty }: Cause): string {
  const asked = reasons(exchanges.flatMap(({ why }) => why ?? []));
  const sure = certainty === 'certain' ? 'The answers prove it.' : 'It is the likeliest of what fits the answers.';
  if (asked.length === 0) return `${sure} It needs nothing but what the browser itself sends.`;
  return `${sure} Beyond what the browser itself sends, it asks:\n\n${asked.map((why) => `- ${why}`).join('\n')}`;
}

const AS_A_PAGE = /^as a page of (\S+) asks, to see whether the server allows that one$/;

/** Each once; those that differ by a page alone are one. */
function reasons(whys: readonly string[]): string[] {
  const pages = new Set(whys.flatMap((why) => AS_A_PAGE.exec(why)?.[1] ?? []));
  const others = new Set(whys.filter((why) => !AS_A_PAGE.test(why)));
  if (pages.size === 0) return [...others];
  return [...others, `as pages of other origins ask, to see whether the server allows those: ${[...pages].join(', ')}`];
}

function fix({ fix, allowedAfter, fixedIn }: Cause): string {
  if (fix)
    return `Above it is written for ${fix.title}; \`--stack ID\` writes it for another of [the stacks](../stacks/).`;
  if (fixedIn === 'proxy') return 'Above is how to have it written for the proxy that stands there.';
  if (allowedAfter && fixedIn === 'server') return 'Above are the header lines that must come out there.';
  if (fixedIn === 'headers') return 'No CORS header fixes it: see above what to set.';
  return 'No header of the server mends it: see above what to change.';
}

/** docs/causes/README.md. */
export const causeIndex = (rules: readonly CauseRule[]): string => `# Causes

Every way in which a request comes to be blocked that corsmith tells apart, in the order in which it looks for them. The
ids are those of \`corsmith check --json\`. The pages are made by \`npm run docs\` from real runs against small broken servers
on loopback, whose address is written as https://api.example.com.

| cause | | mended |
| --- | --- | --- |
${rules.map(({ id, title, fixedIn }) => `| [${id}](${id}.md) | ${title} | ${PLACE[fixedIn].toLowerCase()} |`).join('\n')}
`;
