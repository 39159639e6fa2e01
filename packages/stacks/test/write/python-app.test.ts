import { expect, test } from 'vitest';
import { edited, refusal } from './edited.js';

const APP = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef root():\n    return {}\n";
const ADDED = `app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://app.example.com'],
    allow_methods=['GET', 'HEAD', 'POST'],
)
`;
const IMPORT = 'from fastapi.middleware.cors import CORSMiddleware\n';

test('the middleware goes right after the app is created, and the app stays of the framework', async () => {
  const done = await edited('fastapi', 'main.py', APP);
  expect(done).toBe(
    APP.replace('import FastAPI\n', `import FastAPI\n${IMPORT}`).replace('FastAPI()\n', `FastAPI()\n\n${ADDED}`),
  );
  expect(await edited('fastapi', 'main.py', APP.replaceAll('app', 'service').replace('servicei', 'fastapi'))).toContain(
    'service.add_middleware(\n    CORSMiddleware,\n',
  );
});

test('after every other middleware, since the one added last runs first', async () => {
  const others =
    "\n\n@app.middleware('http')\nasync def auth(request, call_next):\n    return await call_next(request)\n\n\napp.add_middleware(GZipMiddleware)  # small\n";
  const routes = "\n\n@app.get('/')\ndef root():\n    return {}\n";
  const done = await edited('fastapi', 'main.py', `from fastapi import FastAPI\n\napp = FastAPI()\n${others}${routes}`);
  expect(done).toContain(`app.add_middleware(GZipMiddleware)  # small\n\n${ADDED}${routes}`);
});

test.each([
  [
    'a factory',
    'def make():\n    app = FastAPI()\n    app.add_middleware(A)\n    return app\n',
    '(A)\n\n    app.add_middleware(\n        CORS',
  ],
  [
    'an app that is handed on',
    'app = FastAPI()\nhandler = Mangum(app)\nuvicorn.run(app)\n',
    'app = FastAPI()\n\napp.add',
  ],
  [
    'a lifespan',
    'async def lifespan(app):\n    start()\n    yield\n    stop()\n\napp = FastAPI(lifespan=lifespan)\n',
    ')\n\napp.add',
  ],
  ['yield elsewhere', 'def f():\n    x = yield\n    g((yield))\n    yield # all\napp = FastAPI()\n', ')\n\napp.add'],
  [
    'a name that something else has elsewhere',
    'import urllib.request\nfrom a import request as b\napp = FastAPI()\n',
    ')\n\napp.add',
  ],
  ['another argument of that name', "app = FastAPI(routes=[Mount('/static', app=StaticFiles())])\n", ')\n\napp.add'],
])('%s', async (_, text, expected) => {
  expect(await edited('fastapi', 'main.py', `from fastapi import FastAPI\n${text}`)).toContain(expected);
});

test('imports go where the framework is imported', async () => {
  const flask =
    'from flask import (\n    Flask,\n    request,\n)  # both\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n';
  const done = await edited('flask', 'app.py', flask);
  expect(done).toContain(
    ')  # both\nfrom flask_cors import CORS\n\ndef create_app():\n    app = Flask(__name__)\n\n    CORS(\n        app,\n',
  );
  expect(done).toContain("        return '', 204\n\n    return app\n");
  const inside = 'def create_app():\n    from flask import Flask\n    app = Flask(__name__)\n    return app\n';
  expect(await edited('flask', 'app.py', inside)).toContain(
    '\n\n    from flask import request\n    from flask_cors import CORS\n\n    CORS(\n',
  );
  const beside = 'import os; from flask import Flask; x = 1\napp = Flask(__name__)\n';
  expect(await edited('flask', 'app.py', beside)).toContain('(__name__)\n\nfrom flask import request\nfrom flask_cors');
});

test.each<readonly [string, string, string | RegExp]>([
  ['fastapi', 'app = FastAPI()', 'The file has no statement like app = FastAPI(…).'],
  ['fastapi', 'from fastapi import FastAPI\napp = FastAPI(\n', /Line \d is not valid Python/],
  ['fastapi', 'from fastapi import FastAPI\na = FastAPI()\nb = FastAPI()\n', 'The file creates 2 apps, on lines 2, 3.'],
  ['fastapi', 'from fastapi import FastAPI\na = b = FastAPI()\n', /larger expression/],
  ['fastapi', `from fastapi.middleware.cors import CORSMiddleware\n${APP}`, /Line 1 already configures CORS/],
  ['flask', 'from flask import Flask\napp = Flask(__name__); app.debug = True\n', /On line 2, more code follows/],
  ...['from urllib import request', 'import urllib.request as request', 'request = 3', 'def request(): pass'].map(
    (line) =>
      ['flask', `from flask import Flask\n${line}\napp = Flask(__name__)\n`, /already defines request/] as const,
  ),
])('%s: %j is left unchanged', async (stack, text, reason) => {
  expect(await refusal(stack, 'main.py', text)).toMatch(reason);
});

test('words in strings and comments are not code', async () => {
  const text = `${APP}\n\n# cors is missing\ndef wrap(app):\n    """app = FastAPI(): no CORS"""\n    return app\n`;
  expect(await edited('fastapi', 'main.py', text)).toContain('CORSMiddleware,\n');
});
