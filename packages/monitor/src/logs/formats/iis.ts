import type { KnownFormat } from '../format.js';
import { w3cShape } from '../w3c-fields.js';

/** The default of IIS: https://learn.microsoft.com/iis/manage/provisioning-and-managing-iis/configure-logging-in-iis */
const STANDARD =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';

export const iis: KnownFormat = {
  id: 'iis',
  title: 'IIS, W3C',
  before: ['alb'],
  shape: w3cShape(STANDARD, ' '),
  separator: ' ',
};
