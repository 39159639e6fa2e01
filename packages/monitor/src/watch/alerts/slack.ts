import type { Alert } from './alert.js';

/** The limit of a block is 3000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const LONGEST_BLOCK = 3000;
const LONGEST_SENTENCE = 600;

const SIGNS = { holds: ':white_check_mark:', broken: ':x:', unreachable: ':warning:' } as const;

/** The message format of Slack's incoming webhooks, which Mattermost and Rocket.Chat accept too. */
export function slackMessage({ status, summary, url, problems, more, drift, check, contract, environment }: Alert) {
  const heading = `${SIGNS[status]} *${escaped(summary)}*\n${escaped(url)}`;
  const found = problems.map(({ title, message, cause }) =>
    [
      `*${escaped(title)}*`,
      escaped(message),
      ...(cause ? [`Cause: ${escaped(cause.title)} (\`${cause.id}\`). ${escaped(cause.explanation)}`] : []),
      ...(cause?.stack === undefined
        ? []
        : [`Fix: \`corsmith fix --policy ${code(contract)} --stack ${cause.stack}\``]),
    ].join('\n'),
  );
  const rest = [...(more > 0 ? [`and ${more} more`] : []), ...drift.map((sentence) => `Differs: ${escaped(sentence)}`)];
  const where = environment === undefined ? contract : `${contract}, ${environment}`;
  const texts = [heading, ...found, rest.join('\n'), `Check: \`${code(check)}\`\n${escaped(where)}`];
  return {
    text: escaped(summary),
    blocks: texts
      .filter((text) => text !== '')
      .map((text) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, LONGEST_BLOCK) } })),
  };
}

/** Text from a server must neither become a link nor mention anybody. https://docs.slack.dev/messaging/formatting-message-text */
const escaped = (text: string): string => {
  const short = text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE)}…` : text;
  return short
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, '$&\u2060');
};

const code = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('`', "'");
