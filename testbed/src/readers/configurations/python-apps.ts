import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PYTHON, startUvicorn } from '../../stacks/python.js';
import { serve } from '../../stacks/serve.js';
import type { RunningStack } from '../../stacks/stack-module.js';
import { debianVersions } from '../../stacks/versions.js';
import type { Configured, ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';

interface App extends Pick<ReadStack, 'id' | 'needs' | 'version'> {
  readonly configuration: (random: Random) => Configured;
  /** A program of all configurations, in the files `c0.py`, `c1.py` …, that takes the one whose number the Host says. */
  readonly program: string;
  readonly run: (folder: string) => Promise<RunningStack>;
}

/** A framework of Python: one process for all configurations. */
const pythonApp = ({ program, run, configuration, ...rest }: App): ReadStack => ({
  ...rest,
  configuration,
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), `corsmith-readers-${rest.id}-`));
    for (const [number, { text }] of all.entries()) writeFileSync(path.join(folder, `c${number}.py`), text);
    writeFileSync(path.join(folder, 'main.py'), program.replaceAll('COUNT', String(all.length)));
    const running = await run(folder);
    return {
      places: all.map((_, number) => ({ url: `${running.url}/`, host: `c${number}.test` })),
      async stop() {
        await running.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
});

const runGunicorn = (folder: string): Promise<RunningStack> =>
  serve(PYTHON, ['-m', 'gunicorn', '--bind', '127.0.0.1:0', '--worker-tmp-dir', '/dev/shm', 'main:application'], {
    folder,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });

const list = (items: readonly string[]): string => `[${items.map((one) => `"${one}"`).join(', ')}]`;

const PATTERNS = ['https://.*\\.example\\.com', '^https://app[.]example[.]com$', 'http://localhost:\\d+'];

/** `name=value` of those that are there. */
function optionsOf(
  entries: Readonly<Record<string, string | undefined>>,
  line: (name: string, value: string) => string,
) {
  return Object.entries(entries)
    .map(([name, value]) => (value === undefined ? '' : line(name, value)))
    .join('');
}

const methodsOf = (random: Random) => random.one([undefined, list(['GET', ...random.some(METHODS)])]);
const exposedOf = (random: Random) => random.one([undefined, list(EXPOSED)]);
const maxAgeOf = (random: Random) => random.one([undefined, '60']);
const credentialsOf = (random: Random) => random.one([undefined, 'True', 'True', 'False']);

export const fastapi = pythonApp({
  id: 'starlette',
  needs: ['fastapi'],
  version: () => debianVersions({ fastapi: 'python3-fastapi', starlette: 'python3-starlette', uvicorn: 'uvicorn' }),
  configuration: (random) => ({
    path: 'main.py',
    text: `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
${optionsOf(
  {
    allow_origins: random.one([undefined, '["*"]', list(random.some(ORIGINS, 3)), list(random.some(ORIGINS, 3))]),
    allow_origin_regex: random.one([undefined, undefined, `r"${random.one(PATTERNS)}"`]),
    allow_credentials: credentialsOf(random),
    allow_methods: random.one([methodsOf(random), '["*"]']),
    allow_headers: random.one([undefined, '["*"]', list(random.some(HEADERS))]),
    expose_headers: exposedOf(random),
    max_age: maxAgeOf(random),
  },
  (name, value) => `    ${name}=${value},\n`,
)})


@app.api_route("/", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
def root():
    return "ok"
`,
  }),
  program: `import importlib

apps = [importlib.import_module(f"c{number}").app for number in range(COUNT)]


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    host = dict(scope["headers"])[b"host"].decode()
    await apps[int(host[1:].split(".")[0])](scope, receive, send)
`,
  run: startUvicorn,
});

export const flask = pythonApp({
  id: 'flask',
  needs: ['flask', 'django'],
  version: () => debianVersions({ flask: 'python3-flask', 'flask-cors': 'python3-flask-cors' }),
  configuration: (random) => ({
    path: 'app.py',
    text: `from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(
    app,
${optionsOf(
  {
    origins: random.one([
      undefined,
      '"*"',
      `"${random.one(ORIGINS)}"`,
      list(random.some(ORIGINS, 3)),
      `[r"${random.one(PATTERNS)}", "${random.one(ORIGINS)}"]`,
    ]),
    supports_credentials: credentialsOf(random),
    methods: methodsOf(random),
    allow_headers: random.one([undefined, '"*"', list(random.some(HEADERS))]),
    expose_headers: exposedOf(random),
    max_age: maxAgeOf(random),
  },
  (name, value) => `    ${name}=${value},\n`,
)})


@app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def root():
    return "ok"
`,
  }),
  program: `import importlib

apps = [importlib.import_module(f"c{number}").app for number in range(COUNT)]


def application(environ, start_response):
    number = int(environ["HTTP_HOST"][1:].split(".")[0])
    return apps[number](environ, start_response)
`,
  run: runGunicorn,
});

export const django = pythonApp({
  id: 'django',
  needs: ['django'],
  version: () => debianVersions({ django: 'python3-django', 'django-cors-headers': 'python3-django-cors-headers' }),
  configuration: (random) => ({
    path: 'settings.py',
    text: `INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]
${optionsOf(
  {
    CORS_ALLOWED_ORIGINS: random.one([undefined, list(random.some(ORIGINS, 3)), list(random.some(ORIGINS, 3))]),
    CORS_ALLOWED_ORIGIN_REGEXES: random.one([undefined, undefined, `[r"${random.one(PATTERNS)}"]`]),
    CORS_ALLOW_ALL_ORIGINS: random.one([undefined, undefined, 'True', 'False']),
    CORS_ALLOW_CREDENTIALS: credentialsOf(random),
    CORS_ALLOW_METHODS: methodsOf(random),
    CORS_ALLOW_HEADERS: random.one([undefined, list(random.some(HEADERS))]),
    CORS_EXPOSE_HEADERS: exposedOf(random),
    CORS_PREFLIGHT_MAX_AGE: maxAgeOf(random),
  },
  (name, value) => `${name} = ${value}\n`,
)}`,
  }),
  // The middleware reads its settings at each request; this worker has one at a time.
  program: `import importlib

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

each = [vars(importlib.import_module(f"c{number}")) for number in range(COUNT)]
names = {name for one in each for name in one if name.startswith("CORS_")}
settings.configure(
    SECRET_KEY="x",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="main",
    INSTALLED_APPS=each[0]["INSTALLED_APPS"],
    MIDDLEWARE=each[0]["MIDDLEWARE"],
)
urlpatterns = [path("", lambda request: HttpResponse())]
django = get_wsgi_application()


def application(environ, start_response):
    own = each[int(environ["HTTP_HOST"][1:].split(".")[0])]
    for name in names:
        if name in own:
            setattr(settings, name, own[name])
        elif hasattr(settings, name):
            delattr(settings, name)
    return django(environ, start_response)
`,
  run: runGunicorn,
});
