'use strict';
const { existsSync, statSync } = require('node:fs');
const path = require('node:path');

/**
 * The folder for compiled code below XDG_CACHE_HOME or ~/.cache, where that is this user's own: whoever could write
 * there could run anything here. Undefined where there is none: then nothing is kept.
 */
exports.cacheFolder = function cacheFolder() {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const caches = XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  if (!caches) return undefined;
  const own = isOwn(existsSync(caches) ? caches : path.dirname(caches));
  return own ? `${caches}/podscope` : undefined;
};

function isOwn(folder) {
  try {
    const { uid, mode } = statSync(folder);
    return uid === process.getuid?.() && (mode & 0o002) === 0;
  } catch {
    // It is not there, or not to be looked at.
    return false;
  }
}
