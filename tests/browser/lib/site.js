// The product, served for the tests: the built program on a free port, with an index of its own that goes with it.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { HERE, ROOT } from './places.js';
import { plant } from './planted.js';

/** What a start may take at most, milliseconds: an index of the whole catalogue by a program without optimisation. */
const START = 120_000;

const program = process.env.NHIPCAU_BIN
  ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug', 'nhipcau');

/** Adds an account; its password is `PASSWORD`. */
function add(data, { name, role, shown }) {
  execFileSync(program, ['--data', data, 'user', 'add', name, '--role', role, '--name', shown, '--password-stdin'], { input: `${PASSWORD}\n` });
}

/** The password of every account of the tests. */
export const PASSWORD = 'một câu dài chỉ để thử';

/**
 * Starts the program on `content`; gives its address, its content folder and a function that ends it. With `people` it
 * has these accounts, and a copy of the content of its own, which may be written to.
 */
async function start(content, people = []) {
  if (!existsSync(program)) {
    throw new Error(`${program} is not there: cargo build -p nhipcau makes it`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'nhipcau-browser-'));
  if (people.length > 0) {
    const copy = join(folder, 'content');
    cpSync(content, copy, { recursive: true });
    content = copy;
    people.forEach((person) => add(join(folder, 'data'), person));
  }
  const child = spawn(program, [
    'serve', '--listen', '127.0.0.1:0', '--content', content, '--config', join(HERE, 'nhipcau.toml'),
    '--index', join(folder, 'index'), '--data', join(folder, 'data'),
  ], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  // Whatever ends this process ends the program with it; a signal alone would not.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(1));
  }
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  let said = '';
  const url = await new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`the program did not start:\n${said}`)), START);
    const read = (text) => {
      said = (said + text).slice(-20_000);
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) {
        clearTimeout(late);
        found(address[0]);
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', (text) => { said = (said + text).slice(-20_000); });
    child.once('error', failed);
    child.once('exit', (code) => {
      clearTimeout(late);
      failed(new Error(`the program ended (${code}):\n${said}`));
    });
  }).catch(async (fault) => {
    await stop();
    throw fault;
  });
  return { url, content, stop };
}

const served = new Map();

/** A site that is started once for all tests of the process, and ended after them. */
function once(name, content) {
  if (!served.has(name)) {
    served.set(name, start(content()));
  }
  return served.get(name).then((site) => site.url);
}

/** A site of its own, on a copy of the catalogue that may be written to, with these accounts. */
export function room(people) {
  served.set('room', start(join(ROOT, 'content'), people));
  return served.get('room');
}

/** Address of the catalogue of this repository. */
export const real = () => once('real', () => join(ROOT, 'content'));

/** Address of a small catalogue of records that are out of the ordinary. */
export const planted = () => once('planted', () => {
  const folder = plant();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

after(async () => {
  for (const site of served.values()) {
    await site.then((started) => started.stop(), () => {});
  }
});
