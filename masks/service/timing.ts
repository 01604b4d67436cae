/**
 * All times of the mask service, in milliseconds. They say when work is done, never what comes of it:
 * analyses count their work in steps,
 * so that the same pattern gets the same verdict on a busy and on an idle machine.
 */

/**
 * Work on new patterns in one turn of the event loop, whatever documents hold them; the rest follows in later
 * turns.
 */
export const TURN_MS = 5;
/** Between two turns: while the client asks for something, and while it does not. */
export const PAUSE_MS = 15;
export const IDLE_PAUSE_MS = 1;
/**
 * Documents are checked again when more is known; those with many patterns less often, so much more for each
 * pattern.
 */
export const PAUSE_PER_PATTERN_MS = 0.5;
/** A document whose patterns take long shows what is known of them so often. */
export const PARTLY_EVERY_MS = 300;

/**
 * Code runs many times slower until the engine has compiled it, and a turn cannot be cut where it has not
 * been measured. In the first
 * moments of a server, turns are so far apart that other requests come in between, and the worker is not
 * started yet.
 */
export const WARM_UP_MS = 1500;
export const WARM_UP_PAUSE_MS = 60;

/** What became known is saved together, so long after the first of it. */
export const SAVE_AFTER_MS = 2000;

/** How long the worker lives with nothing to do. */
export const WORKER_IDLE_MS = 30_000;
/**
 * A worker that says nothing for so long, from its start or on one pattern, hangs: the pattern is tried once
 * more in a new one.
 */
export const WORKER_HANG_MS = 60_000;
