// Where things are.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of these tests. */
export const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
/** Folder of the repository. */
export const ROOT = join(HERE, '..', '..');
