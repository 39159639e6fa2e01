import type { ServerEntry } from './server-message.js';
import { DOTNET } from './servers/dotnet.js';
import { GO_AND_RUST } from './servers/go-and-rust.js';
import { JVM } from './servers/jvm.js';
import { NODE } from './servers/node.js';
import { PLATFORMS } from './servers/platforms.js';
import { PYTHON } from './servers/python.js';
import { RUBY_AND_PHP } from './servers/ruby-and-php.js';

/** What servers print about CORS, and about what the browser then reports as CORS. */
export const SERVERS: readonly ServerEntry[] = [
  ...JVM,
  ...DOTNET,
  ...PYTHON,
  ...RUBY_AND_PHP,
  ...NODE,
  ...GO_AND_RUST,
  ...PLATFORMS,
];
