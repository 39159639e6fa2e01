import type { Diagnosis } from '@corsmith/doctor';
import { ExitCode } from '../command.js';
import { isAllowed, isUnknown, isUnreachable } from '../terminal/verdict.js';

/** What a diagnosis comes to. */
export function exitCodeOf(diagnosis: Diagnosis): ExitCode {
  if (isAllowed(diagnosis)) return ExitCode.Allowed;
  if (isUnknown(diagnosis)) return ExitCode.Unknown;
  return isUnreachable(diagnosis) ? ExitCode.Unreachable : ExitCode.Blocked;
}
