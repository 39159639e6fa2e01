import type { Cause, Diagnosis } from '@corsmith/doctor';
import { BROWSER_NAMES } from '@corsmith/protocol';
import { diagnosisLines } from '../../../packages/cli/src/terminal/diagnosis.js';
import { paint } from '../../../packages/cli/src/terminal/paint.js';
import { shellCommand } from '../../../packages/cli/src/terminal/shell.js';
import type { CauseRule } from '../../../packages/doctor/src/cause.js';
import { deniedMessage } from '../../../packages/doctor/src/causes/local-network-access.js';

const PLACE: Readonly<Record<CauseRule['fixedIn'], string>> = {
  server: 'In the server’s CORS configuration',
  headers: 'On the server, in a header other than those of CORS',
  proxy: 'In the proxy, gateway or CDN in front of the server',
  page: 'In the page',
  elsewhere: 'In the network, the firewall or the cache',
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

/** One page of docs/causes, from the catalogue and a real run. */
export function causePage({ id, title, prevention }: CauseRule, { diagnosis, command }: Example): string {
  const cause = diagnosis.causes[0]!;
  return `# ${title}

\`${id}\`

## What you see

${id === 'local-network-access' ? localNetworkConsole(diagnosis) : consoles(diagnosis)}

## What it means

${cause.explanation}

## How corsmith detects it

${signs(diagnosis, cause)}

${screenOf({ diagnosis, command })}

## Where to fix it

${PLACE[cause.fixedIn]}. ${fix(cause)}

## Prevention

${prevention}
`;
}

/** The user decides, which no simulation knows. */
const localNetworkConsole = ({ request }: Diagnosis): string =>
  `Chrome shows a prompt, and the request waits. If the user denies it, or without a prompt, it is blocked:

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

function signs({ exchanges }: Diagnosis, { certainty }: Cause): string {
  const probes = reasons(exchanges.flatMap(({ why }) => why ?? []));
  const sure =
    certainty === 'certain' ? 'The responses prove it.' : 'It is the most likely cause that fits the responses.';
  if (probes.length === 0) return `${sure} The requests that the browser sends are enough.`;
  return `${sure} Besides the browser’s requests, corsmith sends:\n\n${probes.map((why) => `- ${why}`).join('\n')}`;
}

const FROM_ORIGIN = /^from (\S+), to see whether the server allows that origin$/;

/** Each once; those that differ only by the origin are one. */
function reasons(whys: readonly string[]): string[] {
  const origins = new Set(whys.flatMap((why) => FROM_ORIGIN.exec(why)?.[1] ?? []));
  const others = new Set(whys.filter((why) => !FROM_ORIGIN.test(why)));
  if (origins.size === 0) return [...others];
  return [...others, `from other origins, to see whether the server allows those: ${[...origins].join(', ')}`];
}

function fix({ fix, allowedAfter, fixedIn }: Cause): string {
  if (fix) return `The fix above is for ${fix.title}; \`--stack ID\` prints it for any of [the stacks](../stacks/).`;
  if (fixedIn === 'proxy') return 'See above how to get the fix for your proxy.';
  if (allowedAfter && fixedIn === 'server') return 'See above for the response headers to send.';
  if (fixedIn === 'headers') return 'No CORS header fixes it: see above what to set.';
  return 'No response header fixes it: see above what to change.';
}

/** docs/causes/README.md. */
export const causeIndex = (rules: readonly CauseRule[]): string => `# Causes

Every reason for a blocked request that corsmith detects, in the order in which it checks them. The ids are those of
\`corsmith check --json\`. \`npm run docs\` generates the pages from real runs against small broken servers on loopback, whose
address is shown as https://api.example.com.

| cause | | where to fix it |
| --- | --- | --- |
${rules.map(({ id, title, fixedIn }) => `| [${id}](${id}.md) | ${title} | ${PLACE[fixedIn].toLowerCase()} |`).join('\n')}
`;
