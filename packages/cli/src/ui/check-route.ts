import type { Diagnosis, ProbedExchange } from '@corsmith/doctor';
import type { HeaderList } from '@corsmith/protocol';
import type { Context } from 'hono';
import { parseArguments } from '../check/arguments.js';
import { checked } from '../check/run.js';
import { curlCommand } from '../terminal/curl.js';
import { shellCommand } from '../terminal/shell.js';
import { UsageError } from '../usage-error.js';
import { type CheckOrder, readOrder } from './check-order.js';
import { tellAsFound } from './news.js';

/** Exchanges as they are answered, then all that was found. */
type CheckNews =
  | { readonly exchange: ProbedExchange }
  | {
      readonly diagnosis: Diagnosis;
      /** For each exchange, what sends the same in a shell. */
      readonly commands: readonly string[];
    };

export async function runCheck(c: Context): Promise<Response> {
  const order = readOrder(await c.req.json().catch(() => undefined));
  if (!order) return c.json({ error: 'This is no check to run.' }, 400);
  const args = await argumentsOf(order);
  if ('problems' in args) return c.json({ problems: args.problems }, 400);
  return tellAsFound<CheckNews>(c, async (tell, signal) => {
    const diagnosis = await checked(args, signal, (exchange) => void tell({ exchange }));
    await tell({ diagnosis, commands: diagnosis.exchanges.map((one) => curlText(one, args.request.headers)) });
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

/** In columns: longer commands are broken into lines. */
const COMMAND_WIDTH = 76;

const curlText = (exchange: ProbedExchange, pageHeaders: HeaderList = []): string =>
  shellCommand(curlCommand(exchange, pageHeaders), COMMAND_WIDTH).join('\n');
