'use strict';
const { existsSync, statSync } = require('node:fs');
const path = require('node:path');

/**
 * The folder for compiled code below XDG_CACHE_HOME or ~/.cache, where that is this user's own: whoever could write
 * there could run anything here. Undefined where there is none: then nothing is kept.
 */
exports.cacheFolder = function cacheFolder() {
  const { XDG_CACHE_HOME = '', HOME } = process.env;
  // Relative paths are to be ignored (XDG Base Directory Specification).
  const caches = path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : HOME && `${HOME}/.cache`;
  if (!caches) return undefined;
  const folder = `${caches}/podscope`;
  if (existsSync(folder)) return isOwn(folder, 0o022) ? folder : undefined;
  // One that is made is for this user alone; in a folder of a group's nobody can put another in its place unseen.
  return isOwn(existsSync(caches) ? caches : path.dirname(caches), 0o002) ? folder : undefined;
};

/** @param others the bits of those who must not be allowed to write */
function isOwn(folder, others) {
  try {
    const { uid, mode } = statSync(folder);
    return uid === process.getuid?.() && (mode & others) === 0;
  } catch {
    // It is not there, or not to be looked at.
    return false;
  }
}
