import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { build, corsmith, MAIN } from './built-cli.js';
import { startEditor } from './lsp-client.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-lsp-'));
const editors: ReturnType<typeof startEditor>[] = [];
beforeAll(build);
afterEach(() => {
  for (const { server } of editors.splice(0)) server.kill();
});
afterAll(() => rmSync(folder, { recursive: true }));

function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  mkdirSync(root, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function editorIn(cwd: string) {
  const editor = startEditor(cwd);
  editors.push(editor);
  return editor;
}

const NGINX = `server {
  location / {
    add_header Access-Control-Allow-Origin https://app.example.org/ always;
    proxy_pass http://app;
  }
}
`;
const FIXED = NGINX.replace('org/', 'org');

test('an editor: open, diagnostics, change, hover, code action, shutdown', async () => {
  const cwd = project('session', { 'nginx.conf': FIXED });
  const editor = editorIn(cwd);
  expect(await editor.initialize()).toMatchObject({ hoverProvider: true, textDocumentSync: { openClose: true } });
  const uri = editor.uriOf('nginx.conf');

  // The text of the editor counts, not that of the file.
  await editor.open(uri, NGINX);
  const [first, ...more] = await editor.diagnostics(uri, 1);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    source: 'corsmith',
    severity: 1,
    code: 'origin-never-matches',
    range: { start: { line: 2 }, end: { line: 2, character: 75 } },
  });
  expect(first?.message).toMatch(/blocked in Chrome, Firefox and Safari/);

  // The same edit as --fix, and it removes the finding.
  const [action] = await editor.codeActions(uri, 2);
  expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [first] });
  const edits = action?.edit?.changes?.[uri] ?? [];
  const changed = TextDocument.applyEdits(TextDocument.create(uri, '', 1, NGINX), edits);
  expect(changed).toBe(FIXED);
  expect(readFileSync(join(cwd, 'nginx.conf'), 'utf8')).toBe(FIXED);
  await editor.change(uri, 2, changed);
  expect(await editor.diagnostics(uri, 2)).toEqual([]);
  expect(await editor.codeActions(uri, 2)).toEqual([]);

  const hover = await editor.hover(uri, { line: 2, character: 10 });
  expect(hover).toContain('**CORS policy**, nginx');
  expect(hover).toContain('- Origins: https://app.example.org\n- Credentials: no');
  expect(await editor.hover(uri, { line: 0, character: 1 })).toBeUndefined();

  expect(await editor.shutdown()).toEqual({ code: 0, stderr: '' });
});

test('finds what lint finds, in every open document', async () => {
  const files = {
    'nginx.conf': NGINX,
    'server.js':
      "const app = require('express')();\napp.use(require('cors')({ origin: '*', credentials: true }));\napp.listen(1);\n",
    'package.json': '{ "dependencies": { "express": "5.0.0", "cors": "2.8.5" } }',
  };
  const cwd = project('whole', files);
  const { findings } = JSON.parse((await corsmith(['lint', '--json'], { cwd })).stdout);
  const editor = editorIn(cwd);
  await editor.initialize();
  for (const [path, text] of Object.entries(files)) {
    const uri = editor.uriOf(path);
    await editor.open(uri, text);
    const shown = (await editor.diagnostics(uri, 1)).map(({ code, range: { start } }) => [code, start.line + 1]);
    const expected = findings
      .filter(({ file }: { file: string }) => file === path)
      .map(({ id, line }: { id: string; line: number }) => [id, line]);
    expect(shown).toEqual(expected);
  }
  expect((await editor.shutdown()).code).toBe(0);
});

test('typing fast is judged once, at its end', async () => {
  const editor = editorIn(project('typing', { 'nginx.conf': FIXED }));
  await editor.initialize();
  const uri = editor.uriOf('nginx.conf');
  await editor.open(uri, FIXED);
  for (let version = 2; version <= 60; version++) await editor.change(uri, version, `${NGINX}#${'x'.repeat(version)}`);
  expect(await editor.diagnostics(uri, 60)).toHaveLength(1);
  expect(editor.published.length).toBeLessThan(30);
});

test('several edits at once: source.fixAll', async () => {
  const text = NGINX + NGINX.replaceAll('app.', 'admin.');
  const editor = editorIn(project('all', { 'nginx.conf': text }));
  await editor.initialize();
  const uri = editor.uriOf('nginx.conf');
  await editor.open(uri, text);
  const [action] = await editor.codeActions(uri, 0, { only: ['source.fixAll'] });
  const changed = TextDocument.applyEdits(TextDocument.create(uri, '', 1, text), action?.edit?.changes?.[uri] ?? []);
  expect(changed).toBe(text.replaceAll('org/', 'org'));
});

test('nothing beyond the workspace is read, and a document without a folder is judged by itself', async () => {
  const outside = project('outside', {
    'cors.conf': 'add_header Access-Control-Allow-Origin https://app.example.org/;\n',
  });
  const cwd = project('inside', { 'other.conf': NGINX });
  const text = `server {\n  include ${outside}/cors.conf;\n  include ../outside/cors.conf;\n}\n`;
  const editor = editorIn(cwd);
  await editor.initialize();
  const uri = editor.uriOf('nginx.conf');
  await editor.open(uri, text);
  expect(await editor.diagnostics(uri, 1)).toEqual([]);
  expect(await editor.hover(uri, { line: 1, character: 5 })).toBeUndefined();
  for (const alone of [
    'untitled:nginx.conf',
    editor.uriOf('../elsewhere/nginx.conf'),
    'vscode-remote://host/a/nginx.conf',
  ]) {
    await editor.open(alone, NGINX);
    expect(await editor.diagnostics(alone, 1)).toHaveLength(1);
  }
});

test('broken texts, broken URIs and broken messages do not end it', async () => {
  const editor = editorIn(project('broken', {}));
  await editor.initialize([join(folder, 'missing'), join(folder, 'broken')]);
  const texts = {
    'nginx.conf': `${'location / {'.repeat(3000)} add_header Access-Control-Allow-Origin *`,
    'a.yaml': 'cors: &a [*a, Access-Control-Allow-Origin: {{ nope',
    'firebase.json': `{"hosting": ${'['.repeat(5000)}"Access-Control-Allow-Origin"`,
    'server.js': "app.use(cors({ origin: '*', credentials: ((((((",
    'big.conf': `add_header Access-Control-Allow-Origin "${'x'.repeat(5_000_000)}";`,
  };
  for (const [path, text] of Object.entries(texts)) {
    await editor.open(editor.uriOf(path), text);
    await editor.diagnostics(editor.uriOf(path), 1);
  }
  for (const uri of ['', 'file:///%zz', 'file://%00/a', ':::']) await editor.open(uri, NGINX);
  await editor.client.sendNotification('textDocument/didChange', { nonsense: true });
  await expect(editor.client.sendRequest('textDocument/hover', {})).rejects.toThrow();
  await expect(editor.client.sendRequest('nope')).rejects.toThrow();
  const uri = editor.uriOf('site.conf');
  await editor.open(uri, NGINX);
  expect(await editor.diagnostics(uri, 1)).toHaveLength(1);
  expect((await editor.shutdown()).code).toBe(0);
});

test('exit without shutdown, and an editor that is gone, end it with 1', async () => {
  const [left, gone] = [editorIn(project('exit', {})), editorIn(project('gone', {}))];
  await Promise.all([left.initialize(), gone.initialize()]);
  await left.client.sendNotification('exit');
  gone.server.stdin.end();
  expect([(await left.ended).code, (await gone.ended).code]).toEqual([1, 1]);
});

const PAGE = readFileSync(new URL('../../../docs/commands/lsp.md', import.meta.url), 'utf8');
const block = (language: string): string => PAGE.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

test('the settings of the page start this command', () => {
  const settings = JSON.parse(block('json'));
  expect([settings['glspc.server.command'], ...settings['glspc.server.commandArguments']]).toEqual(['corsmith', 'lsp']);
  expect(block('lua')).toContain("cmd = { 'corsmith', 'lsp' }");
  expect(block('rust')).toContain('which("corsmith")');
});

const neovim = spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const hasNeovim = /^NVIM v(?:0\.(?:1[1-9]|[2-9]\d)|[1-9])/.test(neovim);

test.runIf(hasNeovim)('Neovim with the settings of the page: diagnostics and the fix', () => {
  const cwd = project('neovim', { '.git/HEAD': '', 'nginx.conf': NGINX, 'init.lua': block('lua') });
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'bin/corsmith'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, { mode: 0o755 });
  writeFileSync(
    join(cwd, 'probe.lua'),
    `vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)
print(vim.diagnostic.get(0)[1].code)
vim.api.nvim_win_set_cursor(0, { 3, 6 })
vim.lsp.buf.code_action({ apply = true, context = { only = { 'quickfix' }, diagnostics = {} } })
vim.wait(20000, function() return vim.bo.modified end)
vim.cmd('wqa!')`,
  );
  const { stderr } = spawnSync('nvim', ['--headless', '-u', 'init.lua', 'nginx.conf', '-c', 'luafile probe.lua'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env.PATH}` },
  });
  expect([stderr.split(/\r?\n/)[0], readFileSync(join(cwd, 'nginx.conf'), 'utf8')]).toEqual([
    'origin-never-matches',
    FIXED,
  ]);
});
