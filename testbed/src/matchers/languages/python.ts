import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PYTHON } from '../../stacks/python.js';
import { serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

const comparisons = [
  wrong('reflects-any-origin', 'origin is not None'),
  wrong('prefix-match', "re.match(r'https://app\\.example\\.com', origin)"),
  wrong('prefix-match', "origin.startswith('https://app.example.com')"),
  wrong('suffix-match http-allowed', "origin.endswith('example.com')"),
  wrong('substring-match http-allowed', "'app.example.com' in origin"),
  wrong('part-of-list', "origin in 'https://app.example.com https://admin.example.com'"),
  wrong('unescaped-dot', "re.fullmatch('https://app.example.com', origin)"),
  wrong('substring-match http-allowed', "re.search(r'app\\.example\\.com', origin)"),
  wrong('any-port http-allowed', "urlsplit(origin).hostname == 'app.example.com'"),
  wrong('any-subdomain http-allowed any-port', "(urlsplit(origin).hostname or '').endswith('.example.com')"),
  wrong('any-subdomain', "fnmatch.fnmatch(origin, 'https://*.example.com')"),
  wrong('null-allowed', "origin in ('https://app.example.com', 'null')"),
  right("origin == 'https://app.example.com'"),
  right("origin in {'https://app.example.com', 'https://admin.example.com'}"),
  right("re.fullmatch(r'https://app\\.example\\.com', origin)"),
  // $ is also before a line break at the end, which no header can hold.
  right("re.match(r'^https://app\\.example\\.com$', origin)"),
  right("urlsplit(origin)[:2] == ('https', 'app.example.com')"),
  right("re.fullmatch(r'https://([a-z0-9-]+\\.)+example\\.com', origin)", ['https://*.example.com']),
];

const program = `
import fnmatch
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

COMPARISONS = [
${comparisons.map(({ code }) => `    lambda origin: ${code},`).join('\n')}
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        origin = self.headers.get('Origin')
        number = int(urlsplit(self.path).path[1:])
        self.send_response(200)
        self.send_header('Vary', 'Origin')
        self.send_header('Content-Length', '0')
        if origin is not None and COMPARISONS[number](origin):
            self.send_header('Access-Control-Allow-Origin', origin)
            self.send_header('Access-Control-Allow-Credentials', 'true')
        self.end_headers()

    do_OPTIONS = do_GET

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(f'http://127.0.0.1:{server.server_port}', flush=True)
server.serve_forever()
`;

export const python: Language = {
  name: 'Python',
  needs: ['flask'],
  comparisons,
  start(folder) {
    writeFileSync(path.join(folder, 'main.py'), program);
    return serve(PYTHON, ['main.py'], { folder, env: { PYTHONDONTWRITEBYTECODE: '1' } });
  },
};
