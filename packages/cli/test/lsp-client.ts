import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  MarkupContent,
  type Position,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { MAIN } from './built-cli.js';

/** An editor: a client of the protocol, and `corsmith lsp` as a process of its own. */
export function startEditor(cwd: string) {
  const server = spawn(process.execPath, [MAIN, 'lsp', '--stdio'], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(server, 'close').then(([code]) => ({ code, stderr }));
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  client.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    for (const one of waiting) one();
  });
  client.listen();
  const uriOf = (path: string) => pathToFileURL(`${cwd}/${path}`).href;
  return {
    client,
    server,
    published,
    /** How the process ended. */
    ended,
    uriOf,
    async initialize(folders: readonly string[] = [cwd]) {
      const workspaceFolders = folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder }));
      const { capabilities } = await client.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: null,
        workspaceFolders,
        capabilities: {},
      });
      await client.sendNotification(InitializedNotification.type, {});
      return capabilities;
    },
    open: (uri: string, text: string) =>
      client.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'plaintext', version: 1, text },
      }),
    change: (uri: string, version: number, text: string) =>
      client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    /** The first diagnostics of that version of a document. */
    async diagnostics(uri: string, version: number) {
      for (;;) {
        const found = published.find((one) => one.uri === uri && one.version === version);
        if (found) return found.diagnostics;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
    async hover(uri: string, position: Position) {
      const hover = await client.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
      return hover && MarkupContent.is(hover.contents) ? hover.contents.value : undefined;
    },
    async codeActions(uri: string, line: number, context: Partial<CodeActionContext> = {}) {
      const at = { line, character: 0 };
      const params = { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [], ...context } };
      const actions = (await client.sendRequest(CodeActionRequest.type, params)) ?? [];
      return actions.filter((one) => CodeAction.is(one));
    },
    async shutdown() {
      await client.sendRequest(ShutdownRequest.type);
      await client.sendNotification(ExitNotification.type);
      return ended;
    },
  };
}
