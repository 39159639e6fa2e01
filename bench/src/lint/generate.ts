import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a repository of that many files with realistic sizes: sources in ten languages, documents, data. One file in fifty
 * configures CORS, in twelve different ways. The same bytes each time.
 *
 * @returns the size of all files in bytes
 */
export function writeRepository(
  folder: string,
  { files, withCors }: { readonly files: number; readonly withCors: number },
): number {
  const random = randomOf(1);
  let bytes = 0;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += text.length;
  };
  for (let i = 0; i < files; i++) {
    const place = `services/service-${i % 40}/src/module-${Math.floor(i / 40) % 25}`;
    if (i % Math.floor(files / withCors) === 0) {
      const [name, text] = CONFIGURATIONS[(i / Math.floor(files / withCors)) % CONFIGURATIONS.length] ?? ['', ''];
      write(`${place}/${i}/${name}`, text);
    } else {
      const [ending, line] = KINDS[i % KINDS.length] ?? ['txt', text];
      write(`${place}/file-${i}.${ending}`, source(line, sizeOf(random), random));
    }
  }
  return bytes;
}

/** An nginx.conf of that many bytes with one server after the other, every third with CORS. */
export function largeConfiguration(bytes: number): string {
  const servers = [];
  for (let size = 0, i = 0; size < bytes; ) {
    const one = nginx(`api-${i}.example.com`, i % 3 === 0);
    servers.push(one);
    size += one.length;
    i++;
  }
  return `http {\n${servers.join('')}}\n`;
}

type Random = () => number;

/** Between 0 and 1: a linear congruential generator. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Log-normal: half of them above 2.5 KB, 5 % above 20 KB. */
const sizeOf = (random: Random): number =>
  Math.min(
    400_000,
    Math.round(2500 * Math.exp(1.3 * Math.sqrt(-2 * Math.log(random() || 0.5)) * Math.cos(2 * Math.PI * random()))),
  );

const WORDS =
  'account address amount batch buffer cache channel client column config context count customer data delivery document element entry event field filter group handler header index invoice item key label layout level limit list member message method model name node number object offset option order owner page parser path payment price product profile query queue record region report request resource response result row schema section server service session shape size source state status stream table target task template text time title token total type unit update user value vendor version view widget window worker zone'.split(
    ' ',
  );

function source(line: Line, bytes: number, random: Random): string {
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const parts: string[] = [];
  for (let size = 0; size < bytes; ) {
    const one = `${'  '.repeat(Math.floor(random() * 4))}${line(word)}\n`;
    parts.push(one);
    size += one.length;
  }
  return parts.join('');
}

type Line = (word: () => string) => string;

const text: Line = (word) => `${word()} ${word()} of the ${word()} is a ${word()} with ${word()} and ${word()}.`;
const call: Line = (word) => `const ${word()} = ${word()}.${word()}(${word()}, { ${word()}: '${word()}' });`;

/** Endings and lines. */
const KINDS: readonly (readonly [string, Line])[] = [
  ['ts', call],
  ['js', call],
  ['tsx', (word) => `<div className="${word()}-${word()}" onClick={() => ${word()}(${word()})}>{${word()}}</div>`],
  ['py', (word) => `${word()} = ${word()}.${word()}(${word()}, ${word()}="${word()}")`],
  ['go', (word) => `${word()}, err := ${word()}.${word()}(ctx, "${word()}")`],
  ['java', (word) => `private final ${word()} ${word()} = new ${word()}(this.${word()}, "${word()}");`],
  ['json', (word) => `"${word()}": ["${word()}", "${word()}", 42],`],
  ['yaml', (word) => `${word()}: ${word()}-${word()}`],
  ['md', text],
  ['css', (word) => `.${word()}-${word()} { color: #333; margin: 0 4px; }`],
];

const nginx = (name: string, cors = true): string => `server {
  listen 443 ssl;
  server_name ${name};
  ssl_certificate /etc/ssl/${name}.pem;
  ssl_certificate_key /etc/ssl/${name}.key;
  access_log /var/log/nginx/${name}.log;
  location / {
    root /var/www/${name};
    try_files $uri /index.html;
  }
  location /api {
${cors ? '    add_header Access-Control-Allow-Origin "https://app.example.com" always;\n    add_header Vary Origin always;\n' : ''}    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_read_timeout 60s;
    proxy_pass http://127.0.0.1:3000;
  }
  location ~* \\.(?:css|js|png|svg|woff2)$ {
    root /var/www/${name};
    expires 30d;
  }
}
`;

const CONFIGURATIONS: readonly (readonly [string, string])[] = [
  [
    'server.js',
    `const express = require('express');\nconst cors = require('cors');\nconst app = express();\napp.use(cors({ origin: ['https://app.example.com'], credentials: true }));\napp.get('/users', (req, res) => res.json([]));\napp.listen(3000);\n`,
  ],
  ['site.conf', nginx('api.example.com')],
  [
    'main.py',
    `from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com"], allow_methods=["*"], allow_headers=["*"])\n`,
  ],
  [
    'WebConfig.java',
    `@Configuration\npublic class WebConfig implements WebMvcConfigurer {\n  @Override\n  public void addCorsMappings(CorsRegistry registry) {\n    registry.addMapping("/api/**").allowedOrigins("https://app.example.com").allowedMethods("GET", "PUT");\n  }\n}\n`,
  ],
  [
    'main.go',
    `package main\n\nimport (\n\t"net/http"\n\n\t"github.com/rs/cors"\n)\n\nfunc main() {\n\tmux := http.NewServeMux()\n\thandler := cors.New(cors.Options{AllowedOrigins: []string{"https://app.example.com"}}).Handler(mux)\n\thttp.ListenAndServe(":8080", handler)\n}\n`,
  ],
  [
    '.htaccess',
    `Header always set Access-Control-Allow-Origin "https://app.example.com"\nHeader always merge Vary Origin\n`,
  ],
  [
    'cors.rb',
    `Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n    origins 'https://app.example.com'\n    resource '*', headers: :any, methods: [:get, :post]\n  end\nend\n`,
  ],
  [
    'ingress.yaml',
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: api\n  annotations:\n    nginx.ingress.kubernetes.io/enable-cors: "true"\n    nginx.ingress.kubernetes.io/cors-allow-origin: "https://app.example.com"\nspec:\n  rules:\n    - host: api.example.com\n`,
  ],
  [
    'app.ts',
    `import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\n\nconst app = new Hono();\napp.use('*', cors({ origin: 'https://app.example.com', credentials: true }));\nexport default app;\n`,
  ],
  [
    'vercel.json',
    `{\n  "headers": [\n    {\n      "source": "/api/(.*)",\n      "headers": [{ "key": "Access-Control-Allow-Origin", "value": "https://app.example.com" }]\n    }\n  ]\n}\n`,
  ],
  [
    'settings.py',
    `INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n`,
  ],
  ['README.md', '# The service\n\nCORS is configured in the gateway, see Access-Control-Allow-Origin there.\n'],
];
