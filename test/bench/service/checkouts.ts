import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './processes.ts';

const LOCK = 'package-lock.json';

/** Runs `work` with a built checkout of another commit, with the npm packages that the commit asks for. */
export async function withCheckout<Result>(commit: string, work: (root: string) => Promise<Result>): Promise<Result> {
  const folder = join(mkdtempSync(join(tmpdir(), 'ct-bench-checkout-')), 'checkout');
  const git = (...words: string[]): void => void execFileSync('git', words, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  git('worktree', 'add', '--detach', folder, commit);
  try {
    if (readFileSync(join(folder, LOCK), 'utf8') === readFileSync(join(ROOT, LOCK), 'utf8'))
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
    execFileSync(process.execPath, ['workers/bootstrap.mjs', 'build'], { cwd: folder, stdio: ['ignore', 2, 2] });
    return await work(folder);
  } finally {
    git('worktree', 'remove', '--force', folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}

/** The commit of this checkout, with a plus behind it where files were changed since. */
export function currentCommit(): string {
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'}`;
}
