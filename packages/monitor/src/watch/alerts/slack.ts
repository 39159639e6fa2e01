import type { Alert, Message } from './alert.js';

/** The limit of a block is 3000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const LONGEST_BLOCK = 3000;
const LONGEST_SENTENCE = 600;

const SIGNS = {
  holds: ':white_check_mark:',
  broken: ':x:',
  unreachable: ':warning:',
  removed: ':wastebasket:',
} as const;

/** So many endpoints are described; a message has at most 50 blocks. */
const MAX_DESCRIBED = 5;
const MAX_LISTED = 40;

/** The message format of Slack's incoming webhooks, which Mattermost and Rocket.Chat accept too. */
export function slackMessage({ summary, alerts, contract, environment }: Message) {
  const where = environment === undefined ? contract : `${contract}, ${environment}`;
  const described = alerts.slice(0, MAX_DESCRIBED).flatMap((alert) => textsOf(alert, contract));
  const listed = alerts.slice(MAX_DESCRIBED, MAX_DESCRIBED + MAX_LISTED).map(headingOf);
  const left = alerts.length - MAX_DESCRIBED - MAX_LISTED;
  const texts = [
    ...(alerts.length > 1 ? [`*${escaped(summary)}*`] : []),
    ...described,
    listed.join('\n'),
    [...(left > 0 ? [`and ${left} more endpoints`] : []), escaped(where)].join('\n'),
  ];
  return {
    text: escaped(summary),
    blocks: texts
      .filter((text) => text !== '')
      .map((text) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, LONGEST_BLOCK) } })),
  };
}

const headingOf = ({ status, summary }: Alert): string => `${SIGNS[status]} *${escaped(summary)}*`;

function textsOf(alert: Alert, contract: string): readonly string[] {
  const { url, problems, more, drift, check } = alert;
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
  return [`${headingOf(alert)}\n${escaped(url)}`, ...found, [...rest, `Check: \`${code(check)}\``].join('\n')];
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
