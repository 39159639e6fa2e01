import { simulate } from '@corsmith/protocol';
import { createPolicy, type PolicySource, responsesOf } from '@corsmith/server';
import express from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAgreement } from '../../packages/server/test/agreement.js';
import { pageRequest, policyOver } from '../../packages/server/test/policies.js';
import { startWith } from '../../packages/server/test/servers/express.js';
import { start as fastify } from '../../packages/server/test/servers/fastify.js';
import { start as hono } from '../../packages/server/test/servers/hono.js';
import { start as koa } from '../../packages/server/test/servers/koa.js';
import type { Listening } from '../../packages/server/test/servers/listening.js';
import type { Browser, PageStep } from '../src/browsers/browser.js';
import { startChromium } from '../src/browsers/chromium.js';
import { needs } from '../src/needs.js';
import { startWorld, type World } from '../src/servers/world.js';

const SAMPLES = 300;
const SERVERS = [startWith(express), fastify, koa, hono];

test('every engine allows exactly what the policy allows', () => expectAgreement(10_000));

describe.runIf(needs('chromium'))('a policy through Express, Fastify, Koa and Hono', () => {
  let world: World;
  let browser: Browser;
  const servers: Listening[] = [];
  const policies: ReturnType<typeof createPolicy>[] = [];
  const source: PolicySource = ({ url }) => policies[Number(/sample=(\d+)/.exec(url)?.[1])];

  beforeAll(async () => {
    world = await startWorld();
    browser = await startChromium(world);
    servers.push(...(await Promise.all(SERVERS.map((start) => start(source)))));
  });
  afterAll(async () => {
    await browser?.close();
    world?.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  test('lets Chromium read exactly what the policy allows', async () => {
    const { app } = world.origins;
    const origins = [
      app,
      app,
      'http://localhost:*',
      'http://localhost',
      'https://*.example.com',
      'https://localhost:3000',
    ];
    const seed = Date.now();
    const samples = fc.sample(fc.tuple(policyOver(origins), pageRequest, fc.nat(9)), { numRuns: SAMPLES, seed });
    const seen = { allowed: 0, denied: 0 };
    await Promise.all(
      samples.map(async ([config, generated, dice], index) => {
        const policy = createPolicy(config);
        policies[index] = policy;
        const url = `http://127.0.0.1:${servers[index % servers.length]!.port}/ok?sample=${index}`;
        const { origin: _, body: __, duplex: ___, ...request } = generated;
        const step: PageStep = { ...request, url };
        const page = dice === 0 ? 'sandbox' : 'app';
        const origin = page === 'app' ? app : 'null';
        const expected = await simulate({ ...step, body: null, origin }, responsesOf(policy), { engine: 'chromium' });
        const [observation] = await browser.run({ page, steps: [step] });
        const read = observation?.result.kind === 'response';
        expect(read, JSON.stringify({ seed, config, origin, step, observation }, undefined, 2)).toBe(expected.allowed);
        seen[read ? 'allowed' : 'denied']++;
      }),
    );
    expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(SAMPLES / 10);
  });
});
