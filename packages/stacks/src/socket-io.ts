import type { PolicyConfig } from '@corsmith/server';
import { corsPackageOptions } from './cors-package.js';
import { renderedPolicy } from './stack.js';

/** What to do in an app that runs Socket.IO too, which takes the options of the npm package cors. */
export function socketIoStep(policy: PolicyConfig): string {
  const options = corsPackageOptions(renderedPolicy(policy)).replace(/,?\s*\n\s*/g, (gap) =>
    gap.startsWith(',') ? ', ' : ' ',
  );
  return `Socket.IO handles its requests before the framework, so give it the same policy: new Server(httpServer, { cors: ${options.replace(/, \}$/, ' }')} }).`;
}
