import type { PageBody, PageCase, PageResult, PageStep } from './browser.js';

/** A case as the page gets it, and what it sends back. */
export interface Job {
  readonly key: string;
  readonly pageCase: PageCase;
}
export interface JobResult {
  readonly key: string;
  readonly results: readonly TimedResult[];
}

export interface TimedResult {
  readonly result: PageResult;
  readonly at: number;
}

/**
 * What a browser's page does: requests jobs, runs them one by one, sends back the results. After each step it awaits
 * `mark`, which prints the step's name to the console behind all that the step has printed.
 *
 * It goes into the page as its source text and so must use nothing outside itself.
 */
export function runPage(mark: (name: string) => unknown): void {
  const STEP_LIMIT = 5000;

  const load = (element: HTMLElement & { src: string }, { url, mode, credentials }: PageStep) =>
    new Promise<PageResult>((done) => {
      if (mode !== 'no-cors') {
        element.setAttribute('crossorigin', credentials === 'include' ? 'use-credentials' : 'anonymous');
      }
      element.onload = () => done({ kind: 'loaded' });
      element.onerror = () => done({ kind: 'failed', reason: 'error event' });
      element.src = url;
      document.body.append(element);
    }).finally(() => element.remove());

  const loadFont = async ({ url }: PageStep): Promise<PageResult> => {
    await new FontFace('probe', `url("${url}")`).load();
    return { kind: 'loaded' };
  };

  const openEventSource = ({ url, credentials }: PageStep) =>
    new Promise<PageResult>((done) => {
      const source = new EventSource(url, { withCredentials: credentials === 'include' });
      const end = (result: PageResult) => {
        source.close();
        done(result);
      };
      source.onopen = () => end({ kind: 'loaded' });
      source.onerror = () => end({ kind: 'failed', reason: 'error event' });
    });

  const bodyOf = ({ kind, text, type }: PageBody): BodyInit => {
    const bytes = () => Uint8Array.from(text, (char) => char.charCodeAt(0));
    if (kind === 'text') return text;
    if (kind === 'params') return new URLSearchParams({ text });
    if (kind === 'blob') return new Blob([text], type === undefined ? {} : { type });
    if (kind === 'buffer') return bytes().buffer;
    if (kind === 'stream') return new Blob([bytes()]).stream();
    const form = new FormData();
    form.append('text', text);
    return form;
  };

  const callFetch = async (step: PageStep, signal: AbortSignal): Promise<PageResult> => {
    const init: RequestInit & { duplex?: 'half' } = { signal };
    if (step.method !== undefined) init.method = step.method;
    if (step.headers !== undefined) init.headers = step.headers as [string, string][];
    if (step.mode !== undefined) init.mode = step.mode;
    if (step.credentials !== undefined) init.credentials = step.credentials;
    if (step.redirect !== undefined) init.redirect = step.redirect;
    if (step.cache !== undefined) init.cache = step.cache;
    if (step.body !== undefined) init.body = bodyOf(step.body);
    if (step.body?.kind === 'stream') init.duplex = 'half';
    Object.assign(init, step.init);
    if (step.aborted) init.signal = AbortSignal.abort('aborted');
    const { type, status, url, redirected, headers, ...response } = await fetch(step.url, init).then((r) => ({
      type: r.type,
      status: r.status,
      url: r.url,
      redirected: r.redirected,
      headers: [...r.headers],
      end: r.text().catch(() => undefined),
    }));
    await response.end;
    return { kind: 'response', type, status, url, redirected, headers };
  };

  const sendXhr = (step: PageStep) =>
    new Promise<PageResult>((done) => {
      const xhr = new XMLHttpRequest();
      xhr.open(step.method ?? 'GET', step.url);
      xhr.withCredentials = step.credentials === 'include';
      if (step.uploadListener) xhr.upload.onprogress = () => undefined;
      for (const [name, value] of step.headers ?? []) xhr.setRequestHeader(name, value);
      xhr.onload = () => {
        const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
        const headers = lines.map((line): [string, string] => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon), line.slice(colon + 2)];
        });
        done({ kind: 'response', type: 'xhr', status: xhr.status, url: xhr.responseURL, headers });
      };
      xhr.onerror = () => done({ kind: 'failed', reason: 'error event' });
      xhr.send(step.body === undefined ? null : (bodyOf(step.body) as XMLHttpRequestBodyInit));
    });

  const start = (step: PageStep, signal: AbortSignal): Promise<PageResult> => {
    switch (step.initiator) {
      case 'xhr':
        return sendXhr(step);
      case 'font':
        return loadFont(step);
      case 'script':
        return load(document.createElement('script'), step);
      case 'module':
        return load(Object.assign(document.createElement('script'), { type: 'module' }), step);
      case 'image':
        return load(document.createElement('img'), step);
      case 'eventsource':
        return openEventSource(step);
      default:
        return callFetch(step, signal);
    }
  };

  const runStep = async (step: PageStep): Promise<PageResult> => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<PageResult>((done) => {
      timer = setTimeout(() => done({ kind: 'timeout' }), STEP_LIMIT);
    });
    try {
      return await Promise.race([start(step, abort.signal), timeout]);
    } catch (error) {
      return { kind: 'failed', reason: String(error) };
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  };

  const runJob = async ({ key, pageCase }: Job): Promise<JobResult> => {
    const results: TimedResult[] = [];
    for (const [index, step] of pageCase.steps.entries()) {
      const at = performance.now();
      results.push({ at, result: await runStep(step) });
      await mark(`${key}.${index}`);
    }
    return { key, results };
  };

  const openSandbox = () =>
    new Promise<(job: Job) => Promise<JobResult>>((ready) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = 'frame';
      let finish = (_: JobResult) => {};
      const post = (job: Job) =>
        new Promise<JobResult>((done) => {
          finish = done;
          frame.contentWindow?.postMessage(job, '*');
        });
      addEventListener('message', ({ data }) => (data === 'ready' ? ready(post) : finish(data)));
      document.body.append(frame);
    });

  const beSandbox = () => {
    addEventListener('message', async ({ data }) => parent.postMessage(await runJob(data), '*'));
    parent.postMessage('ready', '*');
  };

  const beMain = async () => {
    const runSandboxed = await openSandbox();
    for (;;) {
      const jobs: Job[] = await (await fetch('next')).json();
      const results: JobResult[] = [];
      for (const job of jobs) results.push(await (job.pageCase.page === 'sandbox' ? runSandboxed : runJob)(job));
      await fetch('done', { method: 'POST', body: JSON.stringify(results) });
    }
  };

  if (location.pathname.endsWith('/frame')) beSandbox();
  else beMain();
}
