// Starts the real `groundswell studio` for the browser's tests. GROUNDSWELL names the program; without it the newest one that cargo has built is taken.
// STUDIO names the address of one that runs already, while the page is being worked on.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));

export function program() {
  if (process.env.GROUNDSWELL) return process.env.GROUNDSWELL;
  const built = ['release', 'debug'].map((profile) => join(TARGET, profile, 'groundswell')).filter(existsSync);
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? null;
}

/** The server with an empty folder of runs; `address` is what it printed. */
export async function serve() {
  if (process.env.STUDIO) return { address: process.env.STUDIO, runs: null, stop: async () => {}, kill: () => {} };
  const runs = mkdtempSync(join(tmpdir(), 'groundswell-studio-'));
  const child = spawn(program(), ['studio', '--port', '0', '--runs', runs], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`groundswell studio ended with ${code}:\n${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', () => {
        rmSync(runs, { recursive: true, force: true });
        resolve();
      });
      if (child.exitCode !== null || !child.kill('SIGINT')) resolve();
    });
  return { address, runs, stop, kill: () => child.kill('SIGKILL') };
}

/** The page that the program carries must be the page that was built, or the tests would judge an old one. */
export async function carriesThisPage(address) {
  const built = readFileSync(new URL('../dist/studio/index.html', import.meta.url), 'utf8');
  return (await (await fetch(address)).text()).trim() === built.trim();
}
