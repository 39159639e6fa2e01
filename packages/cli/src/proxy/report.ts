import { type Cause, diagnoseResponses } from '@corsmith/doctor';
import { maskSecrets, maskText } from '@corsmith/evidence';
import { originProblem, type PageRequest, type ProbedResponse } from '@corsmith/protocol';
import { gatherNeeds, type ObservedResponse, type ProxyObserver, repair } from '@corsmith/proxy';
import { PolicyError } from '@corsmith/server';
import { render, type StackId } from '@corsmith/stacks';
import type { Terminal } from '../command.js';
import type { Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { pagesOf } from './arguments.js';
import { endLines, noteLines, type RepairedScreen, repairedLines, requestLine, type WholeFix } from './screen.js';

export interface ReportOptions {
  /** The target's origin. */
  readonly target: string;
  readonly stack?: StackId;
  readonly detail: 'short' | 'verbose';
  readonly terminal: Terminal;
}

export interface ProxyReporter extends ProxyObserver {
  /** After everything waiting is reported: the counts, and the command that makes the configuration for all of it. */
  readonly conclude: () => Promise<void>;
}

/** A page can make up any number of different requests. */
const MOST_REPORTED = 500;
/** Responses that wait to be looked into; more come soon enough. */
const MOST_WAITING = 50;

type Read = ObservedResponse & { readonly page: NonNullable<ObservedResponse['page']> };

/** Prints what to fix on the server, each problem once. */
export function reportOn({ target, stack: named, detail, terminal }: ReportOptions): ProxyReporter {
  const { width, colour } = terminal;
  const needs = gatherNeeds();
  const reported = new Set<string>();
  /** The headers that a page's preflight requested, by origin and method. */
  const preflightHeaders = new Map<string, NonNullable<PageRequest['headers']>>();
  const counts = { responses: 0, repaired: 0 };
  let stack = named;
  let shownFix = '';
  let waiting = 0;
  let work = Promise.resolve();

  const print = (lines: readonly Line[]) => terminal.print(paint(lines, colour));

  function isNew(key: string): boolean {
    if (reported.has(key) || reported.size >= MOST_REPORTED) return false;
    reported.add(key);
    return true;
  }

  const note = (text: string) => {
    if (isNew(text)) print(noteLines(text, width));
  };

  /** The page's request as it is to the server itself, with what its preflight has shown. */
  function requestOf({ incoming: { url = '/' }, page: { kind, request } }: Read): PageRequest {
    const key = `${request.origin} ${request.method}`;
    if (kind === 'preflight' && preflightHeaders.size < MOST_REPORTED) preflightHeaders.set(key, request.headers ?? []);
    const headers = request.headers ?? preflightHeaders.get(key);
    return { ...request, url: `${target}${url === '*' ? '/' : url}`, ...(headers && { headers }) };
  }

  async function lookInto(response: Read, request: PageRequest): Promise<void> {
    const { page } = response;
    if (page.changed.length === 0) return hint(response);
    const found = await diagnoseResponses(request, { [page.kind]: probed(response.response) }, named);
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
      const whole: WholeFix = { policy, recipe: render(policy, cause.fix.stack) };
      const text = JSON.stringify(whole);
      if (text === shownFix) return 'shown';
      shownFix = text;
      return whole;
    } catch (error) {
      // Together they make a policy that no server should have.
      if (error instanceof PolicyError) return undefined;
      throw error;
    }
  }

  /** A response that allows the request without cookies only, if it does not show whether the page sends some. */
  async function hint({ page: { kind, request }, response }: Read): Promise<void> {
    if (request.credentials !== undefined || reported.has(CREDENTIALS_HINT)) return;
    const { changed } = await repair({ ...request, credentials: 'include' }, kind, response);
    if (changed.length > 0) note(CREDENTIALS_HINT);
  }

  return {
    onResponse(response) {
      const { page, incoming, durationMs } = response;
      const changed = page?.changed ?? [];
      counts.responses++;
      if (changed.length > 0) counts.repaired++;
      if (detail === 'verbose') {
        const parts = [
          incoming.method,
          maskText(incoming.url ?? ''),
          response.response.status,
          `${Math.round(durationMs)} ms`,
        ];
        print([requestLine([...parts.map(String), changed.join(', ')], changed.length > 0 ? 'repaired' : 'right')]);
      }
      if (!isRead(response)) return;
      const request = requestOf(response);
      needs.add(request);
      if (waiting >= MOST_WAITING) return;
      waiting++;
      work = work
        .then(() => lookInto(response, request))
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
  "The responses allow requests without cookies, so they are left unchanged. If the page sends cookies (credentials: 'include') and is blocked, restart with --credentials.";

/** The flag that allows that page, if one can. */
export function allowHint(page: string): string {
  if (page === 'null') return 'A page opened from a file has no origin to allow. Serve it, for example with npx vite.';
  const problem = originProblem(page);
  const origin = problem ? problem.suggestion : page;
  const isUsable = origin !== undefined && !origin.includes('*') && !(pagesOf([origin]) instanceof PolicyError);
  return isUsable ? `To allow it: --origin ${origin}` : 'No browser sends that origin.';
}

const isRead = (response: ObservedResponse): response is Read => response.page !== undefined;

const probed = ({ status, headers, httpVersion }: ObservedResponse['response']): ProbedResponse => ({
  status,
  headers,
  httpVersion: httpVersion === '1.0' ? '1.0' : '1.1',
  bodyStart: '',
  bodyTruncated: true,
});
