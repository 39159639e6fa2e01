import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { ContractError, type ReadOptions, readContract } from '../src/index.js';
import { PART_KEYS } from '../src/read-contract.js';

/** The files of a repository, by path. */
const including =
  (files: Readonly<Record<string, string>>): NonNullable<ReadOptions['include']> =>
  (path) => {
    const prefix = path.split('*')[0]!;
    const found = Object.entries(files).filter(([file]) =>
      path.includes('*') ? file.startsWith(prefix) : file === path,
    );
    return found.length > 0 ? found.map(([file, text]) => ({ file, text })) : `No file matches ${path}.`;
  };

const ROOT = `
policy: { origins: [https://app.example.com], credentials: true, methods: [PUT] }
denied: { headers: [X-Admin] }
environments:
  staging: { API: https://staging.example.com }
  production: { API: https://api.example.com }
includes: [teams/*]
endpoints:
  - { url: "\${API}/health" }
`;

const USERS = `
endpoints:
  - { url: "\${API}/users", methods: [PUT] }
`;
const PARTNERS = `
policy: { origins: [https://partner.example.net] }
denied: { methods: [DELETE] }
environments:
  staging: { API: https://partners.example.com }
endpoints:
  - url: "\${API}/orders"
`;

const read = (files: Readonly<Record<string, string>>, environment = 'staging', root = ROOT) =>
  readContract(root, { environment, include: including(files) });

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ file = 'cors.yaml', line, path, message }) => `${file}:${line} ${path}: ${message}`);
  }
}

test('a team’s endpoints have the contract’s policy and variables, or the team’s own', () => {
  const { endpoints } = read({ 'teams/a.yaml': USERS, 'teams/b.yaml': PARTNERS });
  expect(
    endpoints.map(({ url, file, line, policy, denied }) => ({ url, file, line, origins: policy.origins, denied })),
  ).toMatchObject([
    { url: 'https://staging.example.com/health', file: undefined, line: 9, origins: ['https://app.example.com'] },
    {
      url: 'https://staging.example.com/users',
      file: 'teams/a.yaml',
      line: 3,
      denied: { headers: ['X-Admin'], methods: [], origins: expect.arrayContaining(['https://partner.example.net']) },
    },
    {
      url: 'https://partners.example.com/orders',
      file: 'teams/b.yaml',
      line: 7,
      origins: ['https://partner.example.net'],
      denied: {
        headers: ['X-Admin'],
        methods: ['DELETE'],
        origins: expect.arrayContaining(['null', 'https://app.example.com']),
      },
    },
  ]);
  expect(read({ 'teams/b.yaml': PARTNERS }, 'production').endpoints[1]).toMatchObject({
    url: 'https://api.example.com/orders',
  });
});

test('a contract may consist of what it includes', () => {
  const root = 'policy: { origins: "*" }\nincludes: [teams/a.yaml]';
  const users = 'endpoints: [{ url: https://api.example.com/users }]';
  expect(readContract(root, { include: including({ 'teams/a.yaml': users }) }).endpoints).toHaveLength(1);
});

test('every problem is reported at once, each in its file', () => {
  const files = {
    'teams/a.yaml': USERS.replace('PUT', 'PATCH'),
    'teams/b.yaml': `includes: [x]\n${USERS}`,
    'teams/c.yaml': 'a: [',
  };
  const root = ROOT.replace('[teams/*]', '[teams/*, none.yaml]').replace('PUT', 'Put');
  expect(problemsOf(() => read(files, 'staging', root))).toEqual([
    expect.stringMatching(/^cors\.yaml:2 policy\.methods/),
    expect.stringMatching(/^cors\.yaml:7 includes\[1\]: No file matches none\.yaml/),
    expect.stringMatching(/^teams\/b\.yaml:1 includes: Unknown key/),
    expect.stringMatching(/^teams\/c\.yaml:1 /),
  ]);
  expect(problemsOf(() => read({ 'teams/a.yaml': USERS.replace('PUT', 'PATCH') }))).toEqual([
    expect.stringMatching(/^teams\/a\.yaml:3 endpoints\[0\]\.methods\[0\]: The policy does not allow this method/),
  ]);
  expect(problemsOf(() => readContract(ROOT, { environment: 'staging' }))).toEqual([
    expect.stringContaining('can’t be included here'),
  ]);
});

test('the schema of a part has every key of its reader, and no other', () => {
  const schemas = ['cors.schema.json', 'cors.part.schema.json'].map((name) =>
    JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')),
  );
  expect(Object.keys(schemas[1].properties).sort()).toEqual([...PART_KEYS].sort());
  const isPart = new Ajv({ strict: false, schemas: [schemas[0]] }).compile(schemas[1]);
  expect(isPart({ endpoints: [{ url: 'https://api.example.com/' }] })).toBe(true);
  expect(isPart({ policy: { origins: '*' } })).toBe(false);
  expect(isPart({ endpoints: [{ ulr: 'https://api.example.com/' }] })).toBe(false);
});
