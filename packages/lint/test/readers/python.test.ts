import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const FASTAPI =
  'import os\nfrom fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\n';
const fastapi = (text: string) => linted({ 'main.py': FASTAPI + text });
const flask = (text: string) => linted({ 'app.py': `from flask_cors import CORS, cross_origin\n${text}` });
const django = (text: string) => linted({ 'settings.py': `INSTALLED_APPS = ["corsheaders"]\n${text}` });

describe('FastAPI', () => {
  test('a list that is put together from parts', async () => {
    const result = await fastapi(
      `base = "example.com"
origins = [f"https://{base}", *["http://localhost:3000"]]
origins.append("https://b.example")
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["*"], allow_headers=["x-a"])
`,
    );
    expect(onlyPolicy(result)).toMatchObject({
      origins: ['https://example.com', 'http://localhost:3000', 'https://b.example'],
      credentials: false,
      maxAge: 600,
      errors: false,
    });
    expect(onlyPolicy(result)?.methods).toContain('PUT');
    expect(hardOf(result)).toEqual([]);
  });
  test('* with credentials sends every origin back', async () => {
    const result = await fastapi('app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\n');
    expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 5']);
  });
  test('as a default, or under a condition, it says when', async () => {
    const text = `app.add_middleware(CORSMiddleware, allow_origins=os.getenv("ORIGINS", "*").split(","), allow_credentials=True)\n`;
    const [finding] = (await fastapi(text)).findings;
    expect(finding).toMatchObject({ id: 'any-origin-with-credentials', level: 'insecure' });
    expect(finding?.message).toContain('ORIGINS is not set');
  });
  test('middleware that is added after CORS comes before it', async () => {
    const result = await fastapi(
      'app.add_middleware(CORSMiddleware, allow_origins=["https://a.example"])\napp.add_middleware(AuthMiddleware)\n',
    );
    expect(shownOf(result)).toContain('fragile middleware-outside-cors 6');
  });
  test('a regular expression must match the whole origin', async () => {
    const result = await fastapi(
      'app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://[a-z]+\\.example\\.com", allow_credentials=True)\n',
    );
    expect(hardOf(result)).toEqual([]);
  });
});

describe('Flask-CORS', () => {
  test('options of the app, by path, and in its configuration', async () => {
    const result = await flask(
      `CORS(app, resources={r"/api/*": {"origins": ["https://a.example"]}}, supports_credentials=True)\n`,
    );
    expect(result.policies[0]).toMatchObject({
      where: '/api/*',
      policy: { origins: ['https://a.example'], credentials: true },
    });
    const configured = await flask(`app.config["CORS_ORIGINS"] = ["https://b.example"]\nCORS(app)\n`);
    expect(onlyPolicy(configured)).toMatchObject({ origins: ['https://b.example'] });
  });
  test('a text with special characters is a pattern, without an end', async () => {
    const result = await flask('CORS(app, origins=[r"https://.*\\.example\\.com"], supports_credentials=True)\n');
    expect(hardOf(result)).toEqual(['insecure pattern-too-wide 2']);
  });
  test('a decorator is a policy of its own', async () => {
    const result = await flask('@cross_origin(supports_credentials=True)\ndef a(): pass\n');
    expect(hardOf(result)).toEqual(['insecure any-origin-with-credentials 2']);
  });
});

describe('django-cors-headers', () => {
  const MIDDLEWARE = `MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]\n`;
  test('its settings', async () => {
    const result = await django(
      `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["https://a.example"]\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOW_HEADERS = list(default_headers) + ["x-a"]\n`,
    );
    expect(hardOf(result)).toEqual([]);
    expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example'], credentials: true, maxAge: 86_400 });
    expect(onlyPolicy(result)?.requestHeaders).toContain('x-a');
  });
  test.each(['localhost:3000', 'https://a.example/'])('with %s Django does not start', async (origin) => {
    expect(hardOf(await django(`${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["${origin}"]\n`))).toEqual([
      'broken refuses-to-start 3',
    ]);
  });
  test('a pattern without an end, everyone in DEBUG, the middleware missing or late, settings of no effect', async () => {
    const both = 'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://.*\\.example\\.com"]\nCORS_ALLOW_CREDENTIALS = True\n';
    expect(hardOf(await django(both))).toEqual(['insecure pattern-too-wide 2']);
    const debug = `DEBUG = os.getenv("DEBUG", "1") == "1"\nCORS_ALLOW_ALL_ORIGINS = DEBUG\nCORS_ALLOW_CREDENTIALS = True\n`;
    expect(hardOf(await django(debug))).toEqual(['insecure any-origin-with-credentials 3']);
    expect(hardOf(await django('MIDDLEWARE = ["a.B"]\nCORS_ALLOWED_ORIGINS = ["https://a.example"]\n'))).toEqual([
      'broken middleware-missing 2',
    ]);
    const late = `MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "corsheaders.middleware.CorsMiddleware"]\nCORS_ALLOWED_ORIGIN = []\nCORS_ORIGIN_WHITELIST = ["https://a.example"]\n`;
    expect(shownOf(await django(late)).sort()).toEqual([
      'fragile cors-after-responding-middleware 2',
      'fragile old-setting-name 4',
      'no-effect unknown-setting 3',
    ]);
  });
});
