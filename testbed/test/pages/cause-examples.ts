import { type DiagnoseOptions, diagnose } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import { causeServers } from '../../../packages/doctor/test/cause-servers.js';
import {
  allow,
  changed,
  ORIGIN,
  right,
  type Script,
  serve,
  set,
  silent,
} from '../../../packages/doctor/test/scripted-server.js';
import { EXAMPLE, settled } from './settled.js';

/** What the direct server is called. */
const BEHIND = 'app:3000';

const nginx = set('Server', 'nginx');

/** A front that changes the correct response of the server behind it. */
const fronts: Readonly<Record<string, Script>> = {
  'stripped-by-proxy': changed('both', nginx, silent),
  'overwritten-by-proxy': changed('both', nginx, allow('https://other.example.com')),
  'added-twice-by-proxy': changed('both', nginx, allow(ORIGIN, '*')),
};

/** Servers that show one cause, requested for real. */
export async function exampleOf(id: string) {
  const front = fronts[id];
  return front ? behindFront(front) : alone(id);
}

async function behindFront(front: Script) {
  const [outer, inner] = await Promise.all([serve(front), serve(right)]);
  const request = { origin: ORIGIN, url: `${outer.url}/users` };
  const direct = [{ host: inner.host, port: inner.port }];
  const diagnosis = settled(await diagnose(request, { direct }), EXAMPLE, {
    [`${inner.host}:${inner.port}`]: BEHIND,
  });
  return { diagnosis, command: commandOf(diagnosis.request, {}, BEHIND) };
}

async function alone(id: string) {
  const found = causeServers.get(id)?.shown[0];
  if (!found) throw new Error(`No broken server shows ${id}.`);
  const [, script, page, options = {}] = found;
  const { url } = await serve(script);
  const more = typeof page === 'function' ? page(url) : page;
  const request: PageRequest = { origin: ORIGIN, url: `${url}/users`, ...more };
  // That the server is near shows in its address.
  const address = id === 'local-network-access' ? 'http://127.0.0.1:3000' : EXAMPLE;
  const diagnosis = settled(await diagnose(request, { stack: 'express', ...options }), address);
  const command = commandOf(diagnosis.request, options);
  return { diagnosis, command: diagnosis.causes[0]?.fix ? [...command, ['--stack', 'express']] : command };
}

/** The same request as a command line, in groups of words. */
function commandOf(request: PageRequest, { read = [] }: DiagnoseOptions, direct?: string) {
  const { url, origin, method = 'GET', headers = [], body, credentials, mode, redirect, initiator } = request;
  return [
    ['corsmith', 'check', url],
    ['--origin', origin],
    ...(method === 'GET' ? [] : [['-X', method]]),
    ...headers.map(([name, value]) => ['-H', `${name}: ${value}`]),
    ...(typeof body === 'string' ? [['--data', body]] : []),
    ...(credentials === 'include' ? [['--credentials']] : []),
    ...(mode && mode !== 'cors' ? [['--mode', mode]] : []),
    ...(redirect ? [['--redirect', redirect]] : []),
    ...(initiator ? [['--initiator', initiator]] : []),
    ...read.map((name) => ['--read', name]),
    ...(direct === undefined ? [] : [['--direct', direct]]),
  ];
}
