import type { PolicySource } from '../policy-source.js';
import { cors as forFastify } from './fastify.js';
import { cors as forNode } from './node.js';

interface NestApplication {
  getHttpAdapter(): { getType(): string };
  use(...middleware: unknown[]): unknown;
  register?(plugin: unknown): unknown;
}

/**
 * Puts the policy before everything else of a NestJS application, on Express or on Fastify: `await enableCors(app, policy)`
 * right after `NestFactory.create`, instead of `app.enableCors()`.
 */
export async function enableCors(app: NestApplication, source: PolicySource): Promise<void> {
  if (app.getHttpAdapter().getType() === 'fastify') await app.register?.(forFastify(source));
  else app.use(forNode(source));
}
