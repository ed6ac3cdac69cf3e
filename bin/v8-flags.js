'use strict';
/**
 * V8's flags: those that hold from the start, and whether code is optimized, which changes. V8 takes no
 * code that was kept under other flags, so that all is compiled and kept `asAtStart`.
 */
const { subscribe } = require('node:diagnostics_channel');
const { setFlagsFromString } = require('node:v8');

/** In no Node of which it is not known that it has these flags. */
const HAS_FLAGS = Number.parseInt(process.versions.node) <= 24;

/** How many bytes of its code run until V8 asks whether to optimize it, which it does after three times so many. */
const BUDGET = 200_000;
/**
 * By how much what lives may grow, in percent, until V8 marks it anew, once it was marked at the start; 0: as V8 has it. By itself it
 * would mark all that a list of thousands brings while that comes, 3 to 10 % of all that such a start takes, and find nothing to free.
 */
const GROWTH = 400;
/** How long a start lasts, in ms: later such growth would be garbage that is kept. */
const START = 10_000;
/**
 * V8's optimizing compiler alone is 4 MiB of memory, which with few Pods nothing is worth. It is not kept waiting by a
 * larger budget: code that ran before there was much to do keeps the budget it had then.
 */
const AT_START = { optimizing: true, growth: GROWTH };
let now = AT_START;

/** Before anything is compiled. */
exports.set = function set() {
  if (!HAS_FLAGS) return;
  // Keeps the part of the heap for what is new as small as it is: while a list of thousands comes, V8 lets it grow to
  // 48 MiB, which stay, though hardly anything of what is new lives on; src/app/young-space.ts lets it grow as far as
  // that pays.
  setFlagsFromString('--semi-space-growth-factor=1');
  // One thread collects what is new: there is so little of it that waking others for it takes longer, 5 % of a start.
  setFlagsFromString('--no-parallel-scavenge');
  // Has code run longer before it is optimized: V8's threads used half a second of processor time for that while a
  // list of thousands came, which hardly made it come any sooner. Small functions are no exception.
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
  setFlagsFromString('--max-bytecode-size-for-early-opt=0');
  // Has less put into one another: what is inlined beyond a little is compiled again wherever it is called, a seventh
  // of all that such a list took.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
  // Who filters logs by an expression runs it against text of anyone: where it would go back and forth without end, V8
  // runs it in linear time. With the first of both flags an expression can be asked whether it can be run so
  // (src/model/text/linear.ts).
  setFlagsFromString('--enable-experimental-regexp-engine');
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  setTimeout(() => change({ ...now, growth: 0 }), START).unref();
  // Published by src/cli/start.ts.
  subscribe('podscope:much', ({ much }) => change({ ...now, optimizing: much }));
};

/** Runs it under the flags that hold at the start. */
exports.asAtStart = function asAtStart(run) {
  const before = now;
  change(AT_START);
  try {
    return run();
  } finally {
    change(before);
  }
};

function change(wanted) {
  if (wanted.optimizing !== now.optimizing) setFlagsFromString(wanted.optimizing ? '--opt' : '--no-opt');
  if (wanted.growth !== now.growth) setFlagsFromString(`--heap-growing-percent=${wanted.growth}`);
  now = wanted;
}
