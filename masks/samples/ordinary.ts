import type { OrdinarySample } from './types';

/** What stands on an agent's screen and must stay readable. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['ticket number', 'ticket 4711'],
  ['ticket number', 'CASE-20418'],
  ['ticket number', 'INC-48213'],
  ['order id', 'order 12345'],
  ['order id', 'Order #A-1093-27'],
  ['date', '2026-03-15'],
  ['date', '03/15/2026'],
  ['date', '15.03.2026'],
  ['date', 'March 15, 2026'],
  ['time', '14:05:33'],
  ['time', '9:30 AM'],
  ['date and time', '2026-03-15 14:05'],
  ['amount', '$1,234.56'],
  ['amount', '1.234,56 EUR'],
  ['amount', 'Total: 99.00 USD'],
  ['version', 'Version 10.4.2'],
  ['ZIP code', 'New York, NY 10001'],
  ['extension', 'ext. 5521'],
  ['name', 'Maria Garcia'],
  ['name', "Sean O'Brien"],
  ['name', 'JEAN-LUC MARTIN'],
  ['queue', 'EU_Support_Level2'],
  ['sentence', 'Please hold the line while I look up your order.'],
  ['sentence', 'The customer asked about 3 items and 2 returns.'],
  ['sentence', 'Call back between 10 and 12 on Monday'],
  ['address', '221B Baker Street, London'],
];

export const ordinarySamples: readonly OrdinarySample[] = TEXTS.map(([label, text]) => ({
  label,
  text,
  own: false,
}));
