/** The platform's regions, as in its own SDK. */
export const REGIONS: readonly string[] = [
  'mypurecloud.com',
  'mypurecloud.ie',
  'mypurecloud.com.au',
  'mypurecloud.jp',
  'mypurecloud.de',
  ...['usw2', 'cac1', 'apne2', 'euw2', 'aps1', 'sae1', 'mec1', 'apne3', 'euc2', 'mxc1', 'apse1'].map(
    (r) => `${r}.pure.cloud`,
  ),
  'use2.us-gov-pure.cloud',
  'edee1.eusc-pure.cloud',
];
