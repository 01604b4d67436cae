import { inForms } from './forms';
import type { SensitiveSample } from './types';

const FOURS = [4, 4, 4, 4];
const AMEX = [4, 6, 5];
const DINERS = [4, 6, 4];

/**
 * Luhn-valid test numbers, as card schemes and payment gateways publish them for trials; none is anybody's
 * card. Only lengths in use today: Visa with 13 digits is withdrawn, and numbers of 19 digits are hardly ever
 * issued.
 */
const CARDS: readonly (readonly [label: string, number: string, groups: readonly number[], core: boolean])[] =
  [
    ['Visa', '4111111111111111', FOURS, true],
    ['Visa', '4012888888881881', FOURS, true],
    ['Mastercard', '5555555555554444', FOURS, true],
    ['Mastercard', '5105105105105100', FOURS, true],
    ['Mastercard 2-series', '2223003122003222', FOURS, true],
    ['Discover', '6011111111111117', FOURS, true],
    ['JCB', '3530111333300000', FOURS, false],
    ['UnionPay', '6200000000000005', FOURS, false],
    ['Maestro', '6759649826438453', FOURS, false],
    ['American Express', '378282246310005', AMEX, false],
    ['American Express', '371449635398431', AMEX, false],
    ['Diners Club', '30569309025904', DINERS, false],
  ];

export const cardSamples: readonly SensitiveSample[] = CARDS.flatMap(([label, number, groups, core]) =>
  inForms({ kind: 'card', label, core }, number, groups),
);
