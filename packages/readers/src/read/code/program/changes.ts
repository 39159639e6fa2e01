import type { Statement } from './program.js';

/** Whether a statement changes a variable that was declared before. */
export function changes(statement: Statement): boolean {
  switch (statement.kind) {
    case 'do': {
      const { expression } = statement;
      if (expression.kind === 'assign') return expression.target.kind === 'name' || expression.target.kind === 'member';
      return (
        expression.kind === 'call' &&
        expression.callee.kind === 'member' &&
        expression.callee.object.kind === 'name' &&
        expression.callee.key.kind === 'literal' &&
        /^(?:push|unshift|add)$/.test(String(expression.callee.key.value))
      );
    }
    case 'if':
      return [...statement.yes, ...statement.no].some(changes);
    case 'for-each':
    case 'block':
      return statement.body.some(changes);
    default:
      return false;
  }
}
