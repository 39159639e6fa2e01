import type { Cause, CauseRule, Diagnosis } from '@corsmith/doctor';
import { deniedMessage } from '@corsmith/doctor';
import { BROWSER_NAMES } from '@corsmith/protocol';
import { diagnosisLines, paint, shellCommand } from '../../../packages/cli/src/index.js';

const PLACE: Readonly<Record<CauseRule['fixedIn'], string>> = {
  server: 'in the server’s CORS configuration',
  headers: 'on the server, in another response header',
  proxy: 'in the proxy, gateway or CDN in front of the server',
  page: 'in the page',
  elsewhere: 'outside CORS: in the network, a firewall, a cache or another setting',
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

/** One page of docs/causes, from the catalogue and a real run. The first screen has the meaning and the fix. */
export function causePage({ id, title, fixSentence, prevention }: CauseRule, { diagnosis, command }: Example): string {
  const cause = diagnosis.causes[0]!;
  return `# ${title}

\`${id}\`

${cause.explanation}

**Fix it ${PLACE[cause.fixedIn]}.** ${fixSentence}${recipes(cause)}

## What the console says

${id === 'local-network-access' ? localNetworkConsole(diagnosis) : consoles(diagnosis)}

## How corsmith detects it

${signs(diagnosis, cause)}

${screenOf({ diagnosis, command })}

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

function recipes({ fix, fixedIn }: Cause): string {
  if (fix || fixedIn === 'server')
    return ' `corsmith fix --stack ID` prints the configuration for [your stack](../stacks/README.md).';
  return fixedIn === 'proxy' ? ' `corsmith check --direct HOST:PORT` prints the fix for your proxy.' : '';
}

/** docs/causes/README.md; Chrome's message of each cause that has one. */
export const causeIndex = (rules: readonly CauseRule[], messages: ReadonlyMap<string, string>): string => `# Causes

Find your message, or let corsmith do it: \`corsmith explain "PASTE THE MESSAGE"\`. A message rarely decides between causes;
[\`corsmith check\`](../commands/check.md) does.

| Chrome says “… has been blocked by CORS policy: …” | cause |
| --- | --- |
${byMessage(rules, messages).join('\n')}

Firefox and Safari have their own words: each page below quotes them.

## All causes

In the order in which corsmith checks them; the ids are those of \`corsmith check --json\`.

| cause | | fix it |
| --- | --- | --- |
${rules.map(({ id, title, fixedIn }) => `| [${id}](${id}.md) | ${title} | ${PLACE[fixedIn]} |`).join('\n')}

\`npm run docs\` generates these pages from real runs against small broken servers on loopback, whose address is shown as
https://api.example.com.
`;

function byMessage(rules: readonly CauseRule[], messages: ReadonlyMap<string, string>): string[] {
  const causes = new Map<string, string[]>();
  for (const { id } of rules) {
    const reason = reasonOf(messages.get(id) ?? '');
    if (reason !== undefined) causes.set(reason, [...(causes.get(reason) ?? []), `[${id}](${id}.md)`]);
  }
  return [...causes].map(([reason, ids]) => `| ${reason} | ${ids.join(', ')} |`);
}

/** Without what differs from request to request. */
const reasonOf = (message: string): string | undefined =>
  /blocked by CORS policy: (.*)/
    .exec(message)?.[1]
    ?.replace(/ Have the server send the header with a valid value\.$/, '')
    .replace(/(values?|location) '[^'*]*(?:\*[^']+)?'/, "$1 '…'")
    .replace(/^(Method|Request header field) \S+/, '$1 …');
