// Loaded into the program that is soaked: garbage goes twice a minute, so that what grows is what is kept.
setInterval(() => globalThis.gc?.(), 30_000).unref();
