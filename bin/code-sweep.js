'use strict';
/**
 * Removes kept code that nothing uses any more: of installations that are gone, and of other versions of Node.
 *
 * Who runs has read its code whole, and writes it anew where it is gone: what is removed costs at most a slower start.
 */
const { lstatSync, readdirSync, unlinkSync } = require('node:fs');
const path = require('node:path');

/** In ms. */
const DAY = 24 * 3_600_000;
exports.DAY = DAY;
/** What was not used for so long goes, in ms. */
const UNUSED = 30 * DAY;
/** Of more than so many, what was not used for a day goes. */
const MOST = 8;
/** As `run` in code-cache.js names them; with a process's number what was not written to its end. */
const NAME = /^code-v[\w.-]{1,60}-[\da-f]{1,8}(?<half>\.\d+)?$/;

/** @param own the name of the file that stays */
exports.sweep = function sweep(folder, own) {
  try {
    // What a link leads to is not podscope's own.
    if (!lstatSync(folder).isDirectory()) return;
    const files = readdirSync(folder).flatMap((name) => (name === own ? [] : found(folder, name)));
    files.sort((a, b) => a.unused - b.unused);
    let whole = 0;
    for (const { file, half, unused } of files)
      if (unused > (half || ++whole > MOST ? DAY : UNUSED)) unlinkSync(file);
  } catch {
    // Another podscope was faster, or there is no right to: the next one that compiles looks again.
  }
};

/** Of a file of this user's; its age counts both ways, since a clock may have been set. */
function found(folder, name) {
  const match = NAME.exec(name);
  const file = path.join(folder, name);
  const stat = match && lstatSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.uid !== process.getuid()) return [];
  return [{ file, half: match.groups.half !== undefined, unused: Math.abs(Date.now() - stat.mtimeMs) }];
}
