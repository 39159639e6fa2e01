import { type Cause, diagnoseResponses, type ProbedResponse, render, type StackId } from '@corsmith/doctor';
import { originProblem, type PageRequest } from '@corsmith/protocol';
import { PolicyError } from '@corsmith/server';
import type { Terminal } from '../command.js';
import { maskSecrets, maskText } from '../secrets.js';
import type { Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { pagesOf } from './arguments.js';
import { gatherNeeds } from './needs.js';
import type { ProxyObserver, ToldAnswer } from './observer.js';
import { repair } from './repair.js';
import { endLines, noteLines, type RepairedScreen, repairedLines, requestLine, type WholeFix } from './screen.js';

export interface TellOptions {
  /** The target's origin. */
  readonly target: string;
  readonly stack?: StackId;
  readonly detail: 'short' | 'verbose';
  readonly terminal: Terminal;
}

export interface Teller extends ProxyObserver {
  /** Once all that waits is told: how much there was, and the command that makes the configuration for all of it. */
  readonly conclude: () => Promise<void>;
}

/** Whoever asks can make up as many different things as they like. */
const MOST_TOLD = 500;
/** Answers that wait to be looked into; more come soon enough. */
const MOST_WAITING = 50;

type Read = ToldAnswer & { readonly page: NonNullable<ToldAnswer['page']> };

/** Says on the terminal what to fix on the server, each thing once. */
export function tellOn({ target, stack: named, detail, terminal }: TellOptions): Teller {
  const { width, colour } = terminal;
  const needs = gatherNeeds();
  const told = new Set<string>();
  /** The headers that a page's preflight asked for, by origin and method. */
  const askedFor = new Map<string, NonNullable<PageRequest['headers']>>();
  const counts = { answers: 0, repaired: 0 };
  let stack: string | undefined = named;
  let shownFix = '';
  let waiting = 0;
  let work = Promise.resolve();

  const print = (lines: readonly Line[]) => terminal.print(paint(lines, colour));

  function isNew(key: string): boolean {
    if (told.has(key) || told.size >= MOST_TOLD) return false;
    told.add(key);
    return true;
  }

  const note = (text: string) => {
    if (isNew(text)) print(noteLines(text, width));
  };

  /** The page's request as it is to the server itself, with what its preflight has shown. */
  function requestOf({ incoming: { url = '/' }, page: { kind, request } }: Read): PageRequest {
    const key = `${request.origin} ${request.method}`;
    if (kind === 'preflight' && askedFor.size < MOST_TOLD) askedFor.set(key, request.headers ?? []);
    const headers = request.headers ?? askedFor.get(key);
    return { ...request, url: `${target}${url === '*' ? '/' : url}`, ...(headers && { headers }) };
  }

  async function lookInto(answer: Read, request: PageRequest): Promise<void> {
    const { page } = answer;
    if (page.changed.length === 0) return hint(answer);
    const found = await diagnoseResponses(request, { [page.kind]: probed(answer.answer) }, named);
    const diagnosis = maskSecrets(found);
    stack ??= diagnosis.stack[0]?.id;
    const causes = diagnosis.causes.filter(({ id, explanation }) => isNew(`${id} ${explanation}`));
    if (causes.length === 0) return;
    print(repairedLines({ diagnosis, causes, changed: page.changed, whole: wholeFix(causes[0]), width }));
  }

  function wholeFix(cause: Cause | undefined): RepairedScreen['whole'] {
    const policy = needs.policy();
    if (!policy || !cause?.fix || cause.fixedIn !== 'server') return undefined;
    try {
      const whole: WholeFix = { policy, recipe: render(policy, cause.fix.stack as StackId) };
      const text = JSON.stringify(whole);
      if (text === shownFix) return 'told';
      shownFix = text;
      return whole;
    } catch (error) {
      // Together they make a policy that no server should have.
      if (error instanceof PolicyError) return undefined;
      throw error;
    }
  }

  /** A permission that holds without cookies only, where it does not show whether the page sends some. */
  async function hint({ page: { kind, request }, answer }: Read): Promise<void> {
    if (request.credentials !== undefined || told.has(CREDENTIALS_HINT)) return;
    const { changed } = await repair({ ...request, credentials: 'include' }, kind, answer);
    if (changed.length > 0) note(CREDENTIALS_HINT);
  }

  return {
    onAnswer(answer) {
      const { page, incoming, durationMs } = answer;
      const changed = page?.changed ?? [];
      counts.answers++;
      if (changed.length > 0) counts.repaired++;
      if (detail === 'verbose') {
        const parts = [
          incoming.method,
          maskText(incoming.url ?? ''),
          answer.answer.status,
          `${Math.round(durationMs)} ms`,
        ];
        print([requestLine([...parts.map(String), changed.join(', ')], changed.length > 0 ? 'repaired' : 'right')]);
      }
      if (!isRead(answer)) return;
      const request = requestOf(answer);
      needs.add(request);
      if (waiting >= MOST_WAITING) return;
      waiting++;
      work = work
        .then(() => lookInto(answer, request))
        .catch((error: Error) => note(`${maskText(request.url)} could not be looked into: ${error.message}`))
        .finally(() => waiting--);
    },
    onRefusal({ message, page }) {
      note(page === undefined ? `Refused: ${message}` : `Refused: ${message} ${allowHint(page)}`);
    },
    onFailure: (_, message) => note(message),
    onCookies(names, which) {
      const cookies = `the ${names.length === 1 ? 'cookie' : 'cookies'} ${names.join(', ')}`;
      note(
        which === 'refused'
          ? `The browser refuses ${cookies} from localhost: Domain names the server's own host. --rewrite-cookies removes it.`
          : `Safari refuses ${cookies} from http://localhost: a __Host-, __Secure- or Partitioned cookie must be Secure. Chrome and Firefox take it.`,
      );
    },
    async conclude() {
      await work;
      print(endLines(counts, { policy: needs.policy(), stack, width }));
    },
  };
}

const CREDENTIALS_HINT =
  "Answers allow pages that send no cookies, and are left as they are. Where the page sends some (credentials: 'include') and is blocked, start this with --credentials.";

/** The flag that allows that page, if one can. */
export function allowHint(page: string): string {
  if (page === 'null') return 'A page opened from a file has no origin to allow: serve it, for example with npx vite.';
  const problem = originProblem(page);
  const origin = problem ? problem.suggestion : page;
  const isUsable = origin !== undefined && !origin.includes('*') && !(pagesOf([origin]) instanceof PolicyError);
  return isUsable ? `If it is yours: --origin ${origin}` : 'No browser sends that origin.';
}

const isRead = (answer: ToldAnswer): answer is Read => answer.page !== undefined;

const probed = ({ status, headers, httpVersion }: ToldAnswer['answer']): ProbedResponse => ({
  status,
  headers,
  httpVersion: httpVersion === '1.0' ? '1.0' : '1.1',
  bodyStart: '',
  bodyTruncated: true,
});
