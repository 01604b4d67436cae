/**
 * Loaded into a server that we start (`node --require`): ends it when whoever started it has been killed and
 * can no longer do so.
 */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1000).unref();
