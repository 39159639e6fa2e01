import type { Diagnosis } from '@corsmith/doctor';
import type { HeaderList, ProbedExchange } from '@corsmith/protocol';
import type { Context } from 'hono';
import { parseArguments } from '../check/arguments.js';
import { checked } from '../check/run.js';
import { curlCommand } from '../terminal/curl.js';
import { shellCommand } from '../terminal/shell.js';
import { UsageError } from '../usage-error.js';
import { type CheckOrder, readOrder } from './check-order.js';
import { streamUpdates } from './stream-updates.js';

/** Exchanges as their responses arrive, then the diagnosis. */
type CheckUpdate =
  | { readonly exchange: ProbedExchange }
  | {
      readonly diagnosis: Diagnosis;
      /** For each exchange, the curl command that sends the same request. */
      readonly commands: readonly string[];
    };

export async function runCheck(c: Context): Promise<Response> {
  const order = readOrder(await c.req.json().catch(() => undefined));
  if (!order) return c.json({ error: 'Malformed check.' }, 400);
  const args = await argumentsOf(order);
  if ('problems' in args) return c.json({ problems: args.problems }, 400);
  return streamUpdates<CheckUpdate>(c, async (send, signal) => {
    const diagnosis = await checked(args, signal, (exchange) => void send({ exchange }));
    await send({ diagnosis, commands: diagnosis.exchanges.map((one) => curlText(one, args.request.headers)) });
  });
}

async function argumentsOf({ url, options }: CheckOrder) {
  try {
    return await parseArguments({ arguments: [url], options });
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems };
    throw error;
  }
}

/** In columns; longer commands are wrapped. */
const COMMAND_WIDTH = 76;

const curlText = (exchange: ProbedExchange, pageHeaders: HeaderList = []): string =>
  shellCommand(curlCommand(exchange, pageHeaders), COMMAND_WIDTH).join('\n');
