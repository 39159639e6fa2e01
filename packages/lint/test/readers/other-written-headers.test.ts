import { describe, expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy } from '../linted.js';

const read = async (path: string, text: string) => {
  const result = await linted({ [path]: text });
  return { ...onlyPolicy(result), hard: hardOf(result), because: result.policies[0]?.unknownBecause };
};

describe('every origin, in each language', () => {
  test.each([
    [
      'a.php',
      `<?php\nheader('Access-Control-Allow-Origin: *');\nheader("Access-Control-Allow-Headers: Content-Type");\n`,
    ],
    ['a.php', `<?php\nreturn $response->withHeader('Access-Control-Allow-Origin', '*');\n`],
    [
      'a.php',
      `<?php\nuse Illuminate\\Http\\Request;\nclass Cors {\n  public function handle($request, $next) {\n    return $next($request)->header('Access-Control-Allow-Origin', '*')->header('Access-Control-Allow-Methods', 'PUT');\n  }\n}\n`,
    ],
    [
      'main.go',
      `package main\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tw.Header().Set("Access-Control-Allow-Origin", "*")\n}\n`,
    ],
    [
      'main.go',
      `package main\n\nfunc h(c *gin.Context) {\n\tc.Header("Access-Control-Allow-Origin", "*")\n\tc.Next()\n}\n`,
    ],
    [
      'app.py',
      `@app.after_request\ndef after(response):\n    response.headers["Access-Control-Allow-Origin"] = "*"\n    return response\n`,
    ],
    [
      'app.py',
      `@app.after_request\ndef after(response):\n    response.headers.add("Access-Control-Allow-Origin", "*")\n    return response\n`,
    ],
    [
      'views.py',
      `def view(request):\n    response = JsonResponse({})\n    response["Access-Control-Allow-Origin"] = "*"\n    return response\n`,
    ],
    [
      'handler.py',
      `def handler(event, context):\n    return {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}, "body": "{}"}\n`,
    ],
    [
      'Filter.java',
      `class CorsFilter {\n  void doFilter(Request req, Response res, Chain chain) {\n    res.setHeader("Access-Control-Allow-Origin", "*");\n    chain.doFilter(req, res);\n  }\n}\n`,
    ],
    [
      'Resource.java',
      `class Resource {\n  Response get() {\n    return Response.ok().header("Access-Control-Allow-Origin", "*").build();\n  }\n}\n`,
    ],
    [
      'Program.cs',
      `app.Use(async (context, next) =>\n{\n    context.Response.Headers.Add("Access-Control-Allow-Origin", "*");\n    await next();\n});\n`,
    ],
    [
      'Program.cs',
      `app.Use(async (context, next) =>\n{\n    context.Response.Headers["Access-Control-Allow-Origin"] = "*";\n    await next();\n});\n`,
    ],
    [
      'Program.cs',
      `app.Use(async (context, next) =>\n{\n    context.Response.Headers.AccessControlAllowOrigin = "*";\n    await next();\n});\n`,
    ],
  ])('%s: %s', async (path, text) => {
    expect(await read(path, text)).toMatchObject({ origins: '*', hard: [] });
  });
});

describe('every origin with cookies', () => {
  test('is blocked with *, and insecure where the Origin is sent back', async () => {
    const php = (value: string) => `<?php\nheader(${value});\nheader('Access-Control-Allow-Credentials: true');\n`;
    expect((await read('a.php', php("'Access-Control-Allow-Origin: *'"))).hard).toEqual([
      'broken wildcard-with-credentials 2',
    ]);
    for (const value of [
      `'Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']`,
      `"Access-Control-Allow-Origin: {$_SERVER['HTTP_ORIGIN']}"`,
    ])
      expect((await read('a.php', php(value))).hard).toEqual(['insecure any-origin-with-credentials 2']);
    const go = `package main\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\torigin := r.Header.Get("Origin")\n\tw.Header().Set("Access-Control-Allow-Origin", origin)\n\tw.Header().Set("Access-Control-Allow-Credentials", "true")\n}\n`;
    expect((await read('main.go', go)).hard).toEqual(['insecure any-origin-with-credentials 5']);
    const java = `class F {\n  void doFilter(Q request, R response) {\n    response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));\n    response.setHeader("Access-Control-Allow-Credentials", "true");\n  }\n}\n`;
    expect((await read('F.java', java)).hard).toEqual(['insecure any-origin-with-credentials 3']);
  });
});

describe('what a condition decides is not known', () => {
  test.each([
    [
      'a list',
      'a.php',
      `<?php\n$allowed = ['https://a.example'];\nif (in_array($_SERVER['HTTP_ORIGIN'], $allowed)) {\n  header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);\n  header('Access-Control-Allow-Credentials: true');\n}\n`,
    ],
    [
      'a list without braces',
      'a.php',
      `<?php\nif (in_array($_SERVER['HTTP_ORIGIN'], $allowed))\n  header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);\nheader('Access-Control-Allow-Credentials: true');\n`,
    ],
    [
      'an exit before',
      'a.php',
      `<?php\nif (!in_array($_SERVER['HTTP_ORIGIN'], $allowed)) {\n  http_response_code(403);\n  exit;\n}\nheader('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);\nheader('Access-Control-Allow-Credentials: true');\n`,
    ],
    [
      'a map',
      'main.go',
      `package main\n\nfunc h(w http.ResponseWriter, r *http.Request) {\n\torigin := r.Header.Get("Origin")\n\tif allowed[origin] {\n\t\tw.Header().Set("Access-Control-Allow-Origin", origin)\n\t\tw.Header().Set("Access-Control-Allow-Credentials", "true")\n\t}\n}\n`,
    ],
    [
      'a set',
      'app.py',
      `@app.after_request\ndef after(response):\n    origin = request.headers.get("Origin")\n    if origin in ALLOWED:\n        response.headers["Access-Control-Allow-Origin"] = origin\n        response.headers["Access-Control-Allow-Credentials"] = "true"\n    return response\n`,
    ],
  ])('%s', async (_what, path, text) => {
    expect(await read(path, text)).toMatchObject({ hard: [], because: expect.any(String) });
  });
});

test('preflights that the program ends, with and without the headers', async () => {
  const ends = `<?php\nif ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {\n  http_response_code(204);\n  exit;\n}\nheader('Access-Control-Allow-Origin: *');\n`;
  expect(await read('a.php', ends)).toMatchObject({ origins: '*', preflight: false });
  const only = `<?php\nif ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {\n  header('Access-Control-Allow-Origin: *');\n  exit;\n}\necho '[]';\n`;
  expect((await read('a.php', only)).hard).toEqual(['broken origin-only-in-preflight 3']);
});

test.each([
  ['tests/CorsTest.php', `<?php\n$this->assertHeader('Access-Control-Allow-Origin', '*');\n`],
  ['client.py', `requests.get(url, headers={"Access-Control-Allow-Origin": "*"})\n`],
  ['client.go', `package a\n\nfunc f() {\n\treq.Header.Set("Access-Control-Allow-Origin", "*")\n}\n`],
  ['a.php', `<?php\n// header('Access-Control-Allow-Origin: *');\n# header('Access-Control-Allow-Origin: *');\n`],
])('%s writes no response', async (path, text) => {
  expect((await linted({ [path]: text })).policies).toEqual([]);
});
