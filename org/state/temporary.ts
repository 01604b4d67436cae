/** How the names of files end that are written but not yet in place. */
export const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/;
