import type { ProbedExchange } from '@corsmith/protocol';
import type { StackId } from '@corsmith/stacks';
import type { Resolve } from './examine/local-server.js';
import type { DirectServer, ProbeOptions } from './probe/probe.js';

export interface DiagnoseOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'> {
  /**
   * Also sends the request if it may change data (POST, PUT, DELETE…): once, and where a browser repeats it after a
   * redirect. Default false.
   */
  readonly send?: boolean;
  /** Exchanges of this request that took place before, as in a run of a contract: none of them is repeated. */
  readonly sentBefore?: readonly ProbedExchange[];
  /** Servers behind the URL's host, outermost first, to compare with. */
  readonly direct?: readonly DirectServer[];
  /** Sends everything to this server instead of the URL's host, and shows what browsers would get from it. */
  readonly at?: DirectServer;
  /** Accepts any certificate from `direct` and `at`. */
  readonly insecureDirect?: boolean;
  /**
   * The page's cookies, as values of Set-Cookie headers: they go with requests that have credentials, wherever a browser sends
   * them. If it is there, even without any, the cookies of the response are judged too.
   */
  readonly cookies?: readonly string[];
  /** The server is not the user's: instead of its fix, the result has what the page can do. Default false. */
  readonly thirdParty?: boolean;
  /** Response headers that the page wants to read. */
  readonly read?: readonly string[];
  /**
   * How often to send the page's safe requests in all, to find an unstable server. Default: a blocked request is repeated
   * three times, one that passes only if the responses to extra probes contradict it.
   */
  readonly repeat?: number;
  /** Also checks error responses (404, 401, 405), which often lack CORS headers. Default false. */
  readonly paths?: boolean;
  /**
   * Whether to send what no browser would: requests without a body by GET, HEAD or OPTIONS, in parallel, that distinguish causes
   * and find warnings: at most 12, or if the request is blocked 20 in all. Default true. `direct` and `paths` come on top.
   */
  readonly extraProbes?: boolean;
  /** How names become addresses; default: DNS, and for the server the system. */
  readonly resolve?: Resolve;
  /** The stack to render the fix for; default: detected. */
  readonly stack?: StackId;
  /** Called with each exchange as soon as it is complete. */
  readonly onExchange?: (exchange: ProbedExchange) => void;
}
