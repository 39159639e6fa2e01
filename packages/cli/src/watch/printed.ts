import type { Contract } from '@corsmith/contract';
import { maskerOf } from '@corsmith/evidence';
import { blackboxScrapeText, blackboxText, dashboardText, rulesText } from '@corsmith/monitor/watch';
import type { Printed } from './printed-names.js';
import { secretsOf } from './session.js';

/** Files that are the same for every contract. */
export const printedText = (printed: 'rules' | 'dashboard'): string =>
  printed === 'rules' ? rulesText() : dashboardText();

/** Files generated from a contract. They contain the secrets that pages send. */
export function printedContract(
  printed: Exclude<Printed, 'rules' | 'dashboard'>,
  contract: Contract,
  secrets: 'masked' | 'shown',
): string {
  const text = printed === 'blackbox' ? blackboxText : blackboxScrapeText;
  return text(secrets === 'shown' ? contract : maskerOf(secretsOf(contract)).data(contract));
}
