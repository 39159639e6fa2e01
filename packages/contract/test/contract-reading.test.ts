import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContractError, type ReadOptions, readContract, readPolicy } from '../src/index.js';
import { readSource } from '../src/source.js';

const POLICY = `policy:
  origins: [https://app.example.com]
  credentials: true
  methods: [PUT]
  requestHeaders: [Content-Type, Authorization]
  responseHeaders: [X-Total]
`;

/** The problems in a contract, as `line:column path`. */
function places(text: string, options: ReadOptions = {}): string[] {
  return problems(text, options).map(({ line, column, path }) => `${line}:${column} ${path}`);
}

function problems(text: string, options: ReadOptions = {}) {
  try {
    readContract(text, options);
  } catch (error) {
    if (error instanceof ContractError) return error.problems;
    throw error;
  }
  return [];
}

test('a contract is read with every variable filled in and every default set', () => {
  const contract = readContract(
    `${POLICY}
environments:
  staging: { API: https://staging.example.com, PORT: 8443 }
  production: { API: https://api.example.com }
endpoints:
  - url: \${API}:\${PORT}/users
    name: users
    methods: [GET, PUT]
    headers: { Authorization: 'Bearer \${TOKEN}', Content-Type: application/json }
    exposes: [X-Total]
    errorPaths: [/users/none, ./missing]
    direct: [app:3000, 'http://[::1]:80']
  - url: \${API}/health
    credentials: both
    headers: [{}, { Authorization: 'cost: $\${x} \${NONE:-none}' }]
    send: true
`,
    { environment: 'staging', variables: { TOKEN: 'secret' } },
  );
  expect(contract.environment).toBe('staging');
  const [users, health] = contract.endpoints;
  expect(users).toEqual({
    line: 12,
    name: 'users',
    url: 'https://staging.example.com:8443/users',
    policy: contract.policy,
    methods: ['GET', 'PUT'],
    headers: [
      [
        ['Authorization', 'Bearer secret'],
        ['Content-Type', 'application/json'],
      ],
    ],
    credentials: [true],
    exposes: ['X-Total'],
    vary: [],
    denied: {
      origins: ['null', 'https://stranger.example'],
      methods: [],
      headers: [],
      credentials: false,
      exposes: [],
    },
    errorPaths: ['https://staging.example.com:8443/users/none', 'https://staging.example.com:8443/missing'],
    direct: [
      { host: 'app', port: 3000 },
      { host: '::1', port: 80, scheme: 'http' },
    ],
    insecureDirect: false,
    send: false,
  });
  expect(health).toMatchObject({ credentials: [true, false], headers: [[], [['Authorization', `cost: \${x} none`]]] });
});

test('JSON is read too, with its lines', () => {
  const contract = { $schema: './s.json', policy: { origins: '*' }, endpoints: [{ url: 'https://a.test/' }] };
  expect(readContract(JSON.stringify(contract)).endpoints[0]?.methods).toEqual(['GET']);
  expect(
    places('{\n  "policy": {\n    "origins": "https://a.test"\n  },\n  "endpoints": [ { "url": "a.test" } ]\n}'),
  ).toEqual(['3:16 policy.origins', '5:27 endpoints[0].url']);
});

test('every problem is reported at once, with its line, column and suggestion', () => {
  const text = `policy:
  origins:
    - https://app.example.com/
    - https://ok.example.com
  methods: [put]
  allowedHeaders: [X-Id]
endpoint:
  - url: https://api.example.com
endpoints:
  - url: localhost:3000/users
    methods: [DELETE]
    header: { X-Id: 7 }
    credentials: include
    exposes: [Set-Cookie]
    direct: ['app:99999']
denied:
  - https://ok.example.com
  - evil.example
`;
  expect(
    problems(text).map(({ line, column, code, path, suggestion }) => [line, column, code, path, suggestion]),
  ).toEqual([
    [3, 7, 'not-an-origin', 'policy.origins[0]', 'https://app.example.com'],
    [5, 13, 'wrong-case', 'policy.methods[0]', 'PUT'],
    [6, 3, 'unknown-key', 'policy.allowedHeaders', 'requestHeaders'],
    [7, 1, 'unknown-key', 'endpoint', 'endpoints'],
    [10, 10, 'not-a-url', 'endpoints[0].url', 'http://localhost:3000/users'],
    [12, 5, 'unknown-key', 'endpoints[0].header', 'headers'],
    [13, 18, 'wrong-type', 'endpoints[0].credentials', undefined],
    [14, 15, 'forbidden-name', 'endpoints[0].exposes[0]', undefined],
    [15, 14, 'not-a-server', 'endpoints[0].direct[0]', undefined],
    [18, 5, 'not-an-origin', 'denied[1]', 'https://evil.example'],
  ]);
});

test('what an endpoint or `denied` says otherwise than the policy is a problem', () => {
  const text = `${POLICY}endpoints:
  - url: https://api.example.com/
    methods: [GET, DELETE]
    headers: { X-Id: 7 }
    exposes: [X-Other, Content-Type]
  - url: https://api.example.com/public
    policy: { origins: '*' }
    credentials: both
denied: [https://app.example.com]
`;
  expect(problems(text).map(({ code, path }) => [code, path])).toEqual([
    ['contradiction', 'endpoints[0].methods[1]'],
    ['contradiction', 'endpoints[0].headers.X-Id'],
    ['contradiction', 'endpoints[0].exposes[0]'],
    ['contradiction', 'endpoints[1].credentials'],
    ['contradiction', 'denied[0]'],
  ]);
});

test('variables: those that are set nowhere are named, with the environment or the name that was meant', () => {
  const text = `${POLICY}environments: { staging: { API_URL: https://a.test } }
endpoints:
  - url: \${API_URL}/a
  - url: \${API_ULR}/b
  - url: \${A-B}/c
`;
  const [first, second, third] = problems(text).filter(({ code }) => code === 'unknown-variable');
  expect(first).toMatchObject({
    text: `\${API_URL}`,
    message: 'API_URL depends on the environment: choose staging with --env.',
  });
  expect(second).toMatchObject({ line: 10, column: 10, suggestion: `\${API_URL}` });
  expect(third).toMatchObject({ text: `\${A-B}` });
  expect(problems(text, { environment: 'stagin' })[0]).toMatchObject({
    code: 'unknown-environment',
    line: 7,
    suggestion: 'staging',
  });
});

test("the shell's variables go before those of the environment", () => {
  const text = `${POLICY}environments: { ci: { API: 'https://a.test:\${PORT}' } }
endpoints: [{ url: '\${API}/' }]`;
  const read = (variables: Record<string, string>) =>
    readContract(text, { environment: 'ci', variables }).endpoints[0]?.url;
  expect(read({ PORT: '8080' })).toBe('https://a.test:8080/');
  expect(read({ PORT: '8080', API: 'https://preview.test' })).toBe('https://preview.test/');
});

test('an endpoint of other environments is left out, and without a choice all are in', () => {
  const text = `${POLICY}environments: { staging: {}, production: {} }
endpoints:
  - { url: https://a.test/, environments: [staging] }
  - { url: https://b.test/, environments: [stagng] }
`;
  expect(problems(text).map(({ suggestion }) => suggestion)).toEqual(['staging']);
  const right = text.replace('stagng', 'production');
  expect(readContract(right).endpoints).toHaveLength(2);
  expect(readContract(right, { environment: 'production' }).endpoints.map(({ url }) => url)).toEqual([
    'https://b.test/',
  ]);
});

test('an alias is replaced by its anchor, and problems in it are reported at the anchor', () => {
  const text = `x-json: &json { Content-Type: application/json }
${POLICY}endpoints:
  - { url: https://a.test/, headers: *json }
  - { url: https://b.test/, headers: &bad { Host: a } }
  - { url: https://b.test/, headers: *bad }
`;
  expect(places(text)).toEqual(['10:51 endpoints[1].headers.Host', '10:51 endpoints[2].headers.Host']);
});

test('a contract with a policy alone is enough for those who need no more', () => {
  const text = `${POLICY}endpoints: [{ url: '\${API}/users' }]`;
  expect(readPolicy(text)).toMatchObject({ origins: ['https://app.example.com'], methods: ['PUT'] });
  expect(readPolicy(POLICY).credentials).toBe(true);
  expect(() => readPolicy('endpoints: []')).toThrow(/cors\.yaml:1:1: The key policy is missing/);
});

test('invalid YAML and duplicate keys are reported with their position', () => {
  expect(places('policy:\n  origins: [https://a.test\nendpoints: []\n')[0]).toMatch(/^[23]:/);
  expect(problems(`${POLICY}policy: {}\n`)[0]).toMatchObject({ code: 'duplicate-key', line: 7, column: 1 });
  expect(places('')).toEqual(['1:1 ']);
  expect(places('- a')).toContain('1:1 ');
  expect(places('--- \na: 1\n---\nb: 1\n')).toEqual(['4:1 ']);
  expect(places('policy: { [a]: b }')).toEqual(['1:11 ']);
  expect(places('policy: !secret x')).toEqual(['1:9 ']);
});

test('common YAML mistakes have helpful messages', () => {
  const problemOf = (text: string) => problems(text)[0];
  expect(problemOf('policy: { origins: [*.example.com] }')).toMatchObject({
    code: 'alias',
    suggestion: "'*.example.com'",
  });
  expect(problemOf('policy:\n  origins: *\n')?.message).toContain("'*'");
  expect(problemOf('policy:\n  origins: [https://a.test\n  methods: [PUT]\n')?.message).toContain('is not closed');
  expect(problemOf('policy:\n\torigins: []\n')?.message).toContain('with spaces');
});

test('a value is what YAML 1.2 takes it for', () => {
  const written = `no: [~, null, true, FALSE, yes, on, 012, 0o14, 0x1f, 1_000, 1e3, .inf, 2026-11-26, '7', !!str 7, "a\\tb"]`;
  expect(data(written)).toEqual({
    no: [
      null,
      null,
      true,
      false,
      'yes',
      'on',
      12,
      12,
      31,
      '1_000',
      1000,
      Number.POSITIVE_INFINITY,
      '2026-11-26',
    ].concat(['7', '7', 'a\tb']),
  });
  expect(data('a: &x { b: |\n  c\n}')).toBeUndefined();
  expect(data('a: &x\n  80: >\n    b\n    c\nd: *x\n<<: *x')).toEqual({
    a: { 80: 'b c\n' },
    d: { 80: 'b c\n' },
    80: 'b c\n',
  });
});

test('whatever JSON says, YAML says', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      expect(data(JSON.stringify(value, null, indent))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 100 },
  );
});

/** What is read of a text; undefined where that is wrong. */
function data(text: string): unknown {
  let isWrong = false;
  const source = readSource(text, () => {
    isWrong = true;
  });
  return isWrong ? undefined : source.data;
}

test('merge keys take over what an anchor has, and own keys win', () => {
  const { policy } = readContract(`x-base: &base
  origins: [https://app.example.com]
  methods: [PUT]
x-more: &more { methods: [DELETE], maxAge: 60 }
policy:
  <<: [*base, *more]
  methods: [PATCH]
endpoints: [{ url: https://api.example.com/ }]
`);
  expect(policy).toMatchObject({ origins: ['https://app.example.com'], methods: ['PATCH'], maxAge: 60 });
  expect(problems('policy: { <<: 1 }\nendpoints: []')[0]).toMatchObject({
    message: 'Must be an object, or a list of objects.',
  });
});

test('messages say what a value must be', () => {
  const all = [
    ...problems(''),
    ...problems('policy: { origins: [https://a.test], credentials: 1, methods: PUT }\nendpoints: 1\nenvironments: 2'),
    ...problems(`${POLICY}endpoints: [{ url: https://a.test/, expect: 1, headers: 1, name: 1, allowed: x }]`),
  ];
  expect(all.length).toBeGreaterThan(5);
  for (const { message, text } of all) expect(`${text} ${message}`).not.toMatch(/\bThis is\b|undefined/);
});

test('a host that no DNS holds is no origin', () => {
  const policy = (host: string) => `policy: { origins: ['https://${host}'] }\nendpoints: [{ url: https://a.test/ }]`;
  expect(problems(policy(`${'a'.repeat(63)}.test`))).toEqual([]);
  expect(problems(policy(`${'a'.repeat(64)}.test`))[0]?.message).toContain('63 between two dots');
  expect(problems(policy(`${'a.'.repeat(130)}test`))[0]?.message).toContain('253 characters');
});
