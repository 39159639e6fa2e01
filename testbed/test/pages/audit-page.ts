import type { Audit } from '@corsmith/audit';
import { auditLines, paint, shellCommand } from '../../../packages/cli/src/index.js';
import type { AuditExample } from './audit-examples.js';

/** The command and what it prints. */
export function auditScreen(audit: Audit): string {
  const cookie = audit.url.startsWith('ws') ? [['-H', 'Cookie: session=1']] : [];
  const command = [['corsmith', 'audit', audit.url], ...audit.trusted.map((origin) => ['--origin', origin]), ...cookie];
  const screen = paint(auditLines(audit, { width: 80, detail: 'short' }), 'plain');
  return `\`\`\`text\n$ ${shellCommand(command, 78).join('\n')}\n\n${screen.trimEnd()}\n\`\`\``;
}

/** One page of docs/audit: all in it comes from a real run. */
export function auditPage(id: string, example: AuditExample, audit: Audit): string {
  const { title, advice, impact, bounds, severity, severityReason, exploit } = audit.findings.find(
    (one) => one.id === id,
  )!;
  return `# ${title}

\`${id}\`

## A server that does

\`\`\`${example.language}
${example.code}
\`\`\`

## What comes of it

${impact} ${bounds}

The severity is ${severity}: ${severityReason}.

## What an attacker does

\`\`\`${language(exploit)}
${exploit}
\`\`\`

## What corsmith finds

${auditScreen({ ...audit, notes: [] })}

## The fix

${advice}${audit.url.startsWith('ws') ? '' : ' The page of [your stack](../stacks/README.md) has a list that compares whole origins.'}
`;
}

const language = (exploit: string): string =>
  exploit.startsWith('<') ? 'html' : exploit.startsWith('#') ? 'sh' : 'js';

export const auditIndex = (pages: readonly (readonly [id: string, title: string])[]): string => `# What an audit finds

[\`corsmith audit\`](../commands/audit.md) names each of these, where a browser can be used for it.

| | |
| --- | --- |
${pages.map(([id, title]) => `| [${id}](${id}.md) | ${title} |`).join('\n')}
`;
