import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bashCommands } from '../src/bash-words.js';
import { cmdCommands } from '../src/cmd-words.js';
import { ImportError } from '../src/import-error.js';
import { importSource, importText } from '../src/import-text.js';

/** The request in a text that was copied from developer tools. */
function imported(text: string) {
  const source = importSource(text);
  expect(source).toBeDefined();
  return importText(text, source!);
}

const PUT = {
  origin: 'https://app.example.com',
  url: 'https://api.example.com/users/7?a=b',
  method: 'PUT',
  headers: [
    ['content-type', 'application/json'],
    ['x-api-key', "it's 100% ours"],
  ],
  body: '{"name":"Zoë","note":"a\\nb $HOME `x` ^&%PATH%!"}',
};

describe('Copy as cURL', () => {
  test('Chromium, bash', () => {
    const text =
      String.raw`curl 'https://api.example.com/users/7?a=b' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H 'accept-language: en-US,en;q=0.9' \
  -H 'content-type: application/json' \
  -b 'session=abcdef; theme=dark' \
  -H 'origin: https://app.example.com' \
  -H 'priority: u=1, i' \
  -H 'referer: https://app.example.com/' \
  -H 'sec-ch-ua: "Chromium";v="156"' \
  -H 'sec-fetch-mode: cors' \
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \
  -H $'x-api-key: it\'s 100% ours' \
  --data-raw $'{"name":"Zo\u00eb","note":"a\\nb $HOME ` +
      '`x`' +
      String.raw` ^&%PATH%\u0021"}' ;
`;
    expect(imported(text)).toMatchObject([
      { source: 'curl', request: { ...PUT, mode: 'cors', credentials: 'include' }, secrets: ['x-api-key'] },
    ]);
    expect(imported(text)[0]?.notes).toEqual([
      'The cookies are left out: a check from outside the browser sends none.',
    ]);
  });

  test('Chromium, cmd', () => {
    const text = String.raw`curl ^"https://api.example.com/users/7?a=b^" ^
  -X ^"PUT^" ^
  -H ^"accept: */*^" ^
  -H ^"content-type: application/json^" ^
  -H ^"origin: https://app.example.com^" ^
  -H ^"referer: https://app.example.com/^" ^
  -H ^"x-api-key: it's 100^% ours^" ^
  --data-raw ^"^{^\^"name^\^":^\^"Zoë^\^",^\^"note^\^":^\^"a^\\nb ^$HOME ${'`'}x${'`'} ^^^&^%^PATH^%^!^\^"^}^" &
curl ^"https://api.example.com/lines^" --data-raw ^"a^

b^"`;
    expect(imported(text)).toMatchObject([{ request: PUT }, { request: { method: 'POST', body: 'a\nb' } }]);
  });

  test('Chromium before 2018, cmd', () => {
    const text =
      'curl "https://api.example.com/" -H "Origin: https://app.example.com" -H "Content-Type: application/json" --data-binary "{""a"":""x^y""}" --compressed';
    expect(imported(text)).toMatchObject([
      {
        request: {
          origin: 'https://app.example.com',
          url: 'https://api.example.com/',
          method: 'POST',
          body: '{"a":"x^y"}',
        },
      },
    ]);
  });

  test('Firefox and Safari', () => {
    const firefox =
      "curl 'https://api.example.com/users' --compressed -X POST -H 'User-Agent: Mozilla/5.0' -H 'Accept: application/json' -H 'Origin: null' -H 'Referer: https://app.example.com/' -H 'Connection: keep-alive' --data-raw 'a=1'";
    expect(imported(firefox)[0]?.request).toMatchObject({
      origin: 'https://app.example.com',
      method: 'POST',
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
    });
    const safari =
      "curl 'https://api.example.com/users' \\\n-X 'DELETE' \\\n-H 'Authorization: Bearer abc' \\\n-H 'Origin: https://app.example.com' \\\n--data-binary '{}'";
    expect(imported(safari)).toMatchObject([{ request: { method: 'DELETE', body: '{}' }, secrets: ['Authorization'] }]);
  });

  test('as people write it', () => {
    expect(
      imported('$ curl -sSLXPOST api.example.com/x -HX-A:1 -u me:secret -d a=1 -d b=2 -o /dev/null'),
    ).toMatchObject([
      {
        request: { url: 'http://api.example.com/x', method: 'POST', body: 'a=1&b=2' },
        notes: [],
      },
    ]);
    expect(imported('curl -G https://a.test/search?x=1 --data-urlencode q=cors')[0]?.request).toMatchObject({
      url: 'https://a.test/search?x=1&q=cors',
      method: 'GET',
    });
    expect(imported('curl https://a.test --json @body.json')[0]).toMatchObject({
      request: { method: 'POST', headers: [['Content-Type', 'application/json']] },
      notes: ['The body in body.json is left out.'],
    });
    for (const upload of ['-T report.csv', '--upload-file report.csv', '-Treport.csv'])
      expect(imported(`curl ${upload} https://a.test/x`)[0]).toMatchObject({
        request: { url: 'https://a.test/x', method: 'PUT' },
        notes: ['The body in report.csv is left out.'],
      });
    expect(imported('curl https://a.test --data-urlencode note@secret.txt -d a=1')[0]).toMatchObject({
      request: { method: 'POST', body: 'a=1' },
      notes: ['The body in secret.txt is left out.'],
    });
    expect(imported('curl --config c.txt --proto =https --retry-delay 2 https://a.test')[0]?.request.url).toBe(
      'https://a.test',
    );
  });

  test.each(["curl 'https://a.test", 'curl "https://a.test', "curl $'https://a.test", 'curl -H a:b'])(
    '%s is broken',
    (text) => {
      expect(() => imported(text)).toThrow(ImportError);
    },
  );
});

describe('words', () => {
  const wordText = fc.string({ unit: fc.constantFrom(...'ab \'"\\$`!^&%\n\t;|é'), maxLength: 12 });

  test('bash reads them as bash does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(wordText, fc.constantFrom('single', 'double', 'ansi', 'backslash')), {
          minLength: 1,
          maxLength: 100,
        }),
        (words) => {
          const command = words.map(([word, style]) => quoted(word, style)).join(' ');
          const real = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`])
            .toString()
            .split('\0')
            .slice(0, -1);
          expect(bashCommands(command)).toEqual([real]);
        },
      ),
      { numRuns: 10 },
    );
  });
  function quoted(word: string, style: string): string {
    if (style === 'single') return `'${word.replaceAll("'", `'\\''`)}'`;
    if (style === 'double') return `"${word.replace(/[$`"\\]/g, '\\$&')}"`;
    if (style === 'ansi')
      return `$'${word.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('!', '\\u0021')}'`;
    return word === '' ? "''" : word.replace(/[^a-z\n]/g, '\\$&').replaceAll('\n', () => "$'\\n'");
  }

  /** As Chromium's developer tools quote it. */
  const forCmd = (word: string) =>
    `^"${word
      .replace(/\\/g, '\\\\')
      .replace(/"/g, '\\"')
      .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
      .replace(/%(?=[a-zA-Z0-9_])/g, '%^')
      .replace(/\r?\n|\r/g, '^\n\n')}^"`;

  test('cmd reads what Chromium writes', () => {
    fc.assert(
      fc.property(fc.array(wordText, { minLength: 1 }), (words) => {
        expect(cmdCommands(words.map(forCmd).join(' ^\n  '))).toEqual([words]);
      }),
    );
  });

  test('no text makes them throw but with an ImportError, and time is linear', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'curl -\'"\\$^&`@{}()=;\nfetch,:/*[]x1'), maxLength: 200 }),
        (text) => {
          for (const source of ['curl', 'powershell', 'fetch', 'har'] as const) {
            try {
              importText(text, source);
            } catch (error) {
              expect(error).toBeInstanceOf(ImportError);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
    const start = process.cpuUsage();
    for (const piece of [
      "'a' ",
      '\\"',
      '$',
      "$'\\n'",
      '^"',
      '^\n\n',
      'fetch("a"',
      'fetch("a",{b:',
      '/*',
      '(',
      '[',
      '`',
      ' ',
    ])
      for (const source of ['curl', 'powershell', 'fetch'] as const)
        try {
          importText(`curl ${piece.repeat(10_000)}`, source);
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
        }
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(8000);
  });
});

test('Copy as PowerShell', () => {
  const text = `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
$session.Cookies.Add((New-Object System.Net.Cookie("session", "abcdef", "/", "api.example.com")))
Invoke-WebRequest -UseBasicParsing -Uri "https://api.example.com/users/7?a=b" \`
-Method "PUT" \`
-WebSession $session \`
-Headers @{
"authority"="api.example.com"
  "method"="PUT"
  "path"="/users/7?a=b"
  "scheme"="https"
  "accept"="*/*"
  "origin"="https://app.example.com"
  "referer"="https://app.example.com/"
  "sec-ch-ua"="\`"Chromium\`";v=\`"156\`""
  "x-api-key"="it's 100% ours"
} \`
-ContentType "application/json" \`
-Body ([System.Text.Encoding]::UTF8.GetBytes("{\`"name\`":\`"Zo$([char]235)\`"}"));
Invoke-WebRequest -UseBasicParsing -Uri "https://api.example.com/plain"`;
  expect(imported(text)).toMatchObject([
    {
      source: 'powershell',
      request: {
        origin: 'https://app.example.com',
        url: 'https://api.example.com/users/7?a=b',
        method: 'PUT',
        headers: [
          ['x-api-key', "it's 100% ours"],
          ['Content-Type', 'application/json'],
        ],
        body: '{"name":"Zoë"}',
        credentials: 'include',
      },
    },
    { request: { url: 'https://api.example.com/plain', method: 'GET' } },
  ]);
});

describe('Copy as fetch', () => {
  test('Chromium, for the browser', () => {
    const text = `fetch("https://api.example.com/users/7?a=b", {
  "headers": {
    "accept": "*/*",
    "content-type": "application/json",
    "sec-ch-ua": "\\"Chromium\\";v=\\"156\\"",
    "x-api-key": "it's 100% ours"
  },
  "referrer": "https://app.example.com/dashboard",
  "body": ${JSON.stringify(PUT.body)},
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
}); ;
fetch("https://api.example.com/two", { "method": "GET", "mode": "cors", "credentials": "omit" });`;
    expect(imported(text)).toMatchObject([
      { source: 'fetch', request: { ...PUT, mode: 'cors', credentials: 'include' } },
      { request: { url: 'https://api.example.com/two', credentials: 'omit' } },
    ]);
  });

  test('Chromium, for Node.js', () => {
    const text = `fetch("https://api.example.com/users", {
  "headers": {
    "accept": "application/json",
    "cookie": "session=abcdef",
    "Referer": "https://app.example.com/"
  },
  "body": null,
  "method": "GET"
});`;
    expect(imported(text)).toMatchObject([
      {
        request: {
          origin: 'https://app.example.com',
          headers: [['accept', 'application/json']],
          credentials: 'include',
        },
      },
    ]);
  });

  test('Firefox', () => {
    const text = `await fetch("https://api.example.com/users", {
    "credentials": "omit",
    "headers": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
        "Accept": "*/*",
        "X-Id": "7"
    },
    "referrer": "https://app.example.com/",
    "method": "GET",
    "mode": "cors"
});`;
    expect(imported(text)[0]?.request).toEqual({
      origin: 'https://app.example.com',
      url: 'https://api.example.com/users',
      method: 'GET',
      headers: [['X-Id', '7']],
      mode: 'cors',
      credentials: 'omit',
    });
  });

  test('as people write it', () => {
    const text = `const response = await fetch('https://api.example.com/users', {
      method, // from above
      headers: new Headers({ 'Content-Type': 'application/json', Authorization: \`Bearer \${token}\`, }),
      body: JSON.stringify({ name: 'Zoë', tags: ["a", 'b'], n: -1.5e3, ok: true, none: null }),
      credentials: 'include',
      signal: AbortSignal.timeout(5000),
    });`;
    expect(imported(text)[0]).toMatchObject({
      request: {
        method: 'GET',
        headers: [
          ['Content-Type', 'application/json'],
          ['Authorization', 'unknown'],
        ],
        credentials: 'include',
      },
      secrets: ['Authorization'],
      notes: [
        'The value of method is an expression and left out.',
        'The value of signal is an expression and left out.',
      ],
    });
    expect(
      imported(`fetch("https://a.test/" + 'x', { method: "POST", body: JSON.stringify({ a: [1, 'b'] }) })`)[0]?.request,
    ).toMatchObject({
      url: 'https://a.test/x',
      body: '{"a":[1,"b"]}',
    });
  });

  test('what is broken is reported with its place', () => {
    expect(() => imported('x;\nfetch("https://a.test", { method "PUT" })')).toThrow('line 2, column 34');
    expect(() => imported('fetch("https://a.test" + path)')).toThrow('The URL of this fetch() is an expression');
  });
});

test.each(['', 'Access to fetch at', 'hello { }', 'a curl'])('%j is not one of these', (text) => {
  expect(importSource(text)).toBeUndefined();
});
