import type { PolicyConfig } from '@corsmith/server';
import { render, stacks } from '@corsmith/stacks';
import { expect, test } from 'vitest';
import { type LintResult, lint, writtenFiles } from '../../src/index.js';
import { longFile } from './long-file.js';

const LINES = 400;

const POLICIES: readonly PolicyConfig[] = [
  { origins: ['https://app.example.com', 'http://localhost:5173'], credentials: true, methods: ['PUT'] },
  { origins: '*', requestHeaders: ['X-Id'] },
];

/** Each with a fault. */
const FAULTY: Readonly<Record<string, string>> = {
  'server.js': `import cors from 'cors';\napp.use(cors({ origin: ['https://app.example.com/'], credentials: true }));\n`,
  'main.py': `from fastapi.middleware.cors import CORSMiddleware\n\napp.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com/"])\n`,
  'main.go': `package main\n\nimport "github.com/rs/cors"\n\nvar c = cors.New(cors.Options{AllowedOrigins: []string{"https://app.example.com/"}})\n`,
  'Web.java': `package app;\n\nclass Web implements WebMvcConfigurer {\n  public void addCorsMappings(CorsRegistry registry) {\n    registry.addMapping("/**").allowedOrigins("*").allowCredentials(true);\n  }\n}\n`,
  'nginx.conf': `server {\n  location / {\n    add_header Access-Control-Allow-Origin https://app.example.com/ always;\n  }\n}\n`,
  '.htaccess': 'Header always set Access-Control-Allow-Origin "https://app.example.com/"\n',
  'cors.rb': `Rails.application.config.middleware.insert_before 0, Rack::Cors do\n  allow do\n    origins 'https://app.example.com/'\n    resource '*'\n  end\nend\n`,
  'main.tf': `resource "aws_s3_bucket_cors_configuration" "a" {\n  bucket = "a"\n  cors_rule {\n    allowed_methods = ["GET"]\n    allowed_origins = ["https://app.example.com/"]\n  }\n}\n`,
  'config/cors.php': `<?php\n\nreturn [\n    'paths' => ['*'],\n    'allowed_origins' => ['https://app.example.com/'],\n];\n`,
};

const fragments = [
  ...Object.entries(FAULTY).map(([path, code]) => ({ name: `a fault in ${path}`, files: [{ path, text: code }] })),
  ...stacks.flatMap(({ id }) =>
    POLICIES.map((config) => ({
      name: `the recipe of ${id}, ${config.origins}`,
      files: writtenFiles(render(config, id)),
    })),
  ),
];

/** Findings and policies, without what moves with the lines. */
const shown = ({ findings, policies }: LintResult, moved = (_file: string, line: number) => line) => ({
  findings: findings.map(({ id, level, file, line }) => `${level} ${id} ${file}:${moved(file, line)}`).sort(),
  policies: policies.map(({ policy }) => policy),
});

test('each fault is found in its fragment', async () => {
  for (const { name, files } of fragments.slice(0, Object.keys(FAULTY).length))
    expect({ name, findings: (await lint({ files })).findings.length }).not.toEqual({ name, findings: 0 });
});

test.each(fragments)('$name: the same in a long file, at the moved lines', async ({ files }) => {
  const long = files.map(({ path, text }) => ({ path, text, long: longFile(path, text, LINES) }));
  const moved = (file: string, line: number) => long.find(({ path }) => path === file)?.long?.moved(line) ?? line;
  const within = await lint({ files: long.map(({ path, text, long }) => ({ path, text: long?.text ?? text })) });
  expect(shown(within)).toEqual(shown(await lint({ files }), moved));
});
