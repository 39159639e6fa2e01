import type { PolicyConfig } from '@corsmith/server';
import { corsPackageOptions } from './cors-package.js';
import { renderedPolicy } from './stack.js';

/** The step for an app with Socket.IO, which uses the options of the npm package cors. */
export function socketIoStep(policy: PolicyConfig): string {
  const options = corsPackageOptions(renderedPolicy(policy)).replace(/,?\s*\n\s*/g, (gap) =>
    gap.startsWith(',') ? ', ' : ' ',
  );
  return `Socket.IO handles its requests before the framework, so give it the same policy: new Server(httpServer, { cors: ${options.replace(/, \}$/, ' }')} }).`;
}
