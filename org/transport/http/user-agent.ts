import { version } from '../../../package.json';

/** Names the product to the org, so that its audit trail and logs can tell our requests from others. */
export const USER_AGENT = `recpolicy/${version}`;
