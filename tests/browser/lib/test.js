// Tests that end: one that hangs fails by its name, and does not hold up the rest.
import { test as plain } from 'node:test';

/** What one test may take, milliseconds: many times what any takes on a busy machine. */
const MOST = 180_000;

export const test = (name, run) => plain(name, { timeout: MOST }, run);
