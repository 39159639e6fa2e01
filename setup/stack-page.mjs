/** The policy that the pages of docs/stacks are rendered for. */
export const samplePolicy = {
  origins: ['https://app.example.com', 'http://localhost:5173'],
  credentials: true,
  methods: ['PUT', 'DELETE'],
  requestHeaders: ['Content-Type', 'Authorization'],
  responseHeaders: ['X-Total-Count'],
  maxAge: 600,
};

const NOTE = '<!-- `npm run docs` writes this page from packages/stacks/src/stacks; change it there. -->';

const CHECK = [
  'corsmith check https://api.example.com/users --origin https://app.example.com --credentials \\',
  "  -X PUT -H 'Content-Type: application/json' --read X-Total-Count",
].join('\n');

/** A stack's page, as Markdown. */
export function stackPage({ title, leftOut = [], files, forms = [], steps, pitfalls, verified, version }) {
  const proof =
    verified === 'real-server'
      ? `Tested on the real server with real browsers${version ? `: ${version}` : ''}.`
      : 'Written from its documentation; not tested on a real server.';
  return `${NOTE}

# ${title}

${proof}

For this policy:

${fenced('js', policyText)}
${leftOut.length === 0 ? '' : `\n${title} cannot express the whole policy, so the configuration allows less:\n\n${list(leftOut)}\n`}
${files.map((file) => section('##', file)).join('\n\n')}

## Then

${steps.map((step, index) => `${index + 1}. ${isCommand(step) ? `\`${step}\`` : step}`).join('\n')}

${forms.map(({ when, files: own }) => `## Another form\n\n${when}:\n\n${own.map((file) => section('###', file)).join('\n\n')}\n\n`).join('')}## Pitfalls

${list(pitfalls)}

## Verify

${fenced('sh', CHECK)}

It exits with 0 where the browsers allow it. With \`--origin https://stranger.example\` it must exit with 1.
`;
}

/** The page that leads to the others. */
export function indexPage(pages) {
  const rows = pages.map(([id, { title, verified, version }]) => {
    const proof = verified === 'real-server' ? `tested${version ? ` on ${version}` : ''}` : 'documented';
    return `| [${id}](${id}.md) | ${title} | ${proof} |`;
  });
  return `${NOTE}

# Stacks

How to configure one policy on ${pages.length} stacks: the same as \`corsmith fix --stack ID\` prints for your own policy.
[testbed.md](../testbed.md) lists the mistakes that each tested recipe fixes.

| id | stack | recipe |
| --- | --- | --- |
${rows.join('\n')}
`;
}

const policyText = `{\n${Object.entries(samplePolicy)
  .map(([key, value]) => `  ${key}: ${JSON.stringify(value).replaceAll('"', "'").replaceAll("','", "', '")},\n`)
  .join('')}}`;

const section = (level, { path, where, language, code }) =>
  `${level} ${path}\n\n${sentence(where)}\n\n${fenced(language, code)}`;

const list = (sentences) => sentences.map((sentence) => `- ${sentence}`).join('\n');

const fenced = (language, code) => `\`\`\`${language}\n${code}\n\`\`\``;

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}:`;

/** A step is a sentence or a command; a sentence ends with a full stop. */
const isCommand = (step) => !/[.:]$/.test(step) && /^[a-z]/.test(step);
