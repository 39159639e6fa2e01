import type { HeaderList } from '@corsmith/protocol';
import { type Handler, listen } from './raw-server.js';
import type { RawRequest } from './request-parser.js';
import type { Leg, ScriptedResponse } from './scripted-response.js';

/** The servers: `app` serves the pages; `api` has another host, `other` the page's host on another port. */
export const PLACES = ['app', 'api', 'other'] as const;
export type Place = (typeof PLACES)[number];

/** Paths of the scripted servers by their last segment: `{API}/c/{ID}/main` is served by the leg `main`. */
export type Script = Readonly<Record<string, Leg>>;

/** A request that a scripted server got. */
export interface Received {
  readonly place: Place;
  /** Path and query. */
  readonly target: string;
  readonly preflight: boolean;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** A script while the servers respond by it. */
export interface Staged {
  readonly id: string;
  readonly script: Script;
  readonly received: Received[];
  /** Replaces `{APP}`, `{API}`, `{OTHER}` (origins), `{APP_HOST}` and so on (host and port), `{APP_UPPER}` and `{ID}`. */
  fill(text: string): string;
  /** Puts the placeholders back. */
  unfill(text: string): string;
  /** What the servers respond with to a request for `url`; a drop where none listens. */
  respond(url: string, method: string, headers: HeaderList): ScriptedResponse;
  /** Whether a request for `url` is one of those that `received` holds. */
  receives(url: string): boolean;
  remove(): void;
}

export interface World {
  readonly origins: Readonly<Record<Place, string>>;
  /** Puts a script on all servers, at paths of its own. */
  stage(script: Script): Staged;
  /** Serves paths of `app` that begin with `prefix`. */
  route(prefix: string, handler: Handler): void;
  close(): void;
}

const NOT_FOUND: ScriptedResponse = { kind: 'response', status: 404, headers: [] };

export async function startWorld(): Promise<World> {
  const routes = new Map<string, Handler>();
  const stages = new Map<string, Staged>();
  let count = 0;

  const scripted = (place: Place) => (request: RawRequest) => {
    const path = pathOf(request.target);
    const stage = path && stages.get(path.id);
    if (!stage) return NOT_FOUND;
    const { method, target, headers, body } = request;
    const preflight = isPreflight(method, headers);
    stage.received.push({ place, target, preflight, method, headers, body: body.toString('latin1') });
    return responseOf(stage.script, path.leg, preflight);
  };
  const app: Handler = (request) => {
    const route = [...routes].find(([prefix]) => request.target.startsWith(prefix))?.[1];
    return (route ?? scripted('app'))(request);
  };
  const servers = await Promise.all([listen(app), listen(scripted('api')), listen(scripted('other'))]);
  const hosts = {
    app: `localhost:${servers[0].port}`,
    api: `127.0.0.1:${servers[1].port}`,
    other: `localhost:${servers[2].port}`,
  };

  const reaches = (url: string) => Object.values(hosts).includes(new URL(url).host);

  return {
    origins: { app: `http://${hosts.app}`, api: `http://${hosts.api}`, other: `http://${hosts.other}` },
    stage(script) {
      const id = `k${++count}`;
      const pairs = PLACES.flatMap((place): [string, string][] => [
        [`{${place.toUpperCase()}}`, `http://${hosts[place]}`],
        [`{${place.toUpperCase()}_HOST}`, hosts[place]],
        [`{${place.toUpperCase()}_UPPER}`, `HTTP://${hosts[place].toUpperCase()}`],
      ]);
      const fill = (text: string) =>
        pairs.reduce((filled, [from, to]) => filled.replaceAll(from, to), text).replaceAll('{ID}', id);
      const filled: Script = JSON.parse(fill(JSON.stringify(script)));
      const stage: Staged = {
        id,
        script: filled,
        received: [],
        fill,
        unfill: (text) =>
          pairs
            .reduce((emptied, [to, from]) => emptied.replaceAll(from, to), text)
            .replace(new RegExp(`\\b${id}\\b`, 'g'), '{ID}'),
        respond: (url, method, headers) =>
          reaches(url) ? responseOf(filled, pathOf(url)?.leg ?? '', isPreflight(method, headers)) : { kind: 'drop' },
        receives: (url) => reaches(url) && pathOf(url)?.id === id,
        remove: () => void stages.delete(id),
      };
      stages.set(id, stage);
      return stage;
    },
    route: (prefix, handler) => void routes.set(prefix, handler),
    close() {
      for (const server of servers) server.close();
    },
  };
}

function responseOf(script: Script, leg: string, preflight: boolean): ScriptedResponse {
  return script[leg]?.[preflight ? 'preflight' : 'actual'] ?? NOT_FOUND;
}

/** Of a request's target or of a URL. */
function pathOf(target: string): { id: string; leg: string } | undefined {
  const match = /^(?:https?:\/\/[^/]*)?\/c\/([^/?#]+)\/([^/?#]+)/.exec(target);
  return match ? { id: match[1] ?? '', leg: match[2] ?? '' } : undefined;
}

function isPreflight(method: string, headers: HeaderList): boolean {
  return method === 'OPTIONS' && headers.some(([name]) => name.toLowerCase() === 'access-control-request-method');
}
