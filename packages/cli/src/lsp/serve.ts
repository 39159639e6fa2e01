import type { Finding } from '@corsmith/lint';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../version.js';
import { FIX_ALL, fixAll, quickFix } from './code-actions.js';
import { diagnosticOf, rangeOf } from './diagnostic.js';
import { isRelevant } from './folder.js';
import { hoverText } from './hover.js';
import { createWorkspace, findingsIn, policiesOn } from './workspace.js';

/** What is typed in a row is judged once. */
const QUIET_MS = 150;

/** Responds to one editor. What goes wrong with a request is reported to it, and ends nothing. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = createWorkspace();
  const opened = (document: TextDocument) => workspace.opened(document, documents.all());
  const complain = (error: unknown) =>
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));

  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  /** Judges every open document, since one may include another. */
  const publishSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(publish).catch(complain);
    }, QUIET_MS);
  };
  async function publish(): Promise<void> {
    for (const document of documents.all()) {
      const { uri, version: judged } = document;
      const findings = await findingsIn(await opened(document));
      // A newer text is judged next.
      if (documents.get(uri)?.version !== judged) continue;
      const diagnostics = findings.map((one) => diagnosticOf(one, document));
      await connection.sendDiagnostics({ uri, version: judged, diagnostics });
    }
  }

  let watchesFiles = false;
  connection.onInitialize(({ workspaceFolders, rootUri, capabilities }: InitializeParams) => {
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    workspace.setFolders(roots);
    watchesFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'corsmith', version: version() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    if (watchesFiles)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
        .catch(complain);
  });
  connection.onNotification('workspace/didChangeWorkspaceFolders', () => {
    connection.workspace
      .getWorkspaceFolders()
      .then((folders) => {
        workspace.setFolders((folders ?? []).map(({ uri }) => uri));
        publishSoon();
      })
      .catch(complain);
  });
  const changedOnDisk = () => {
    workspace.stale();
    publishSoon();
  };
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isRelevant(uri))) changedOnDisk();
  });

  documents.onDidChangeContent(publishSoon);
  documents.onDidSave(({ document }) => {
    if (!watchesFiles && isRelevant(document.uri)) changedOnDisk();
  });
  documents.onDidClose(({ document }) => {
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }).catch(complain);
    // What was not saved no longer counts.
    publishSoon();
  });

  connection.onHover(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const text = hoverText(policiesOn(await opened(document), position.line + 1));
    return text === undefined ? null : { contents: { kind: 'markdown', value: text } };
  });

  connection.onCodeAction(async ({ textDocument, range, context: { only } }: CodeActionParams) => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    const project = await opened(document);
    const fixable = (await findingsIn(project)).filter(({ fix }) => fix !== undefined);
    const wants = (kind: string) => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`));
    const here = (one: Finding) => overlap(rangeOf(one, document), range);
    const actions: (CodeAction | undefined)[] = [];
    if (wants(CodeActionKind.QuickFix))
      for (const one of fixable.filter(here)) actions.push(await quickFix(one, diagnosticOf(one, document), project));
    if (wants(FIX_ALL) && (only || fixable.length > 1)) actions.push(await fixAll(fixable, project));
    return actions.filter((one) => one !== undefined);
  });

  documents.listen(connection);
}

/** By lines: an editor names the line of the cursor. */
const overlap = (a: Range, b: Range): boolean => a.start.line <= b.end.line && b.start.line <= a.end.line;
