import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileVerdictStore } from './verdict-store';

let root: string;
let folder: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'recpolicy-own-')));
  folder = join(root, 'cache', 'recpolicy');
  new FileVerdictStore(folder).save('kept');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const loaded = (apart: readonly string[] = []) => new FileVerdictStore(folder, undefined, apart).load();

describe('what is kept between runs', () => {
  it('is believed where the folder is the user’s own', () => expect(loaded()).toBe('kept'));

  it.skipIf(process.getuid === undefined)('is not believed where others can write', () => {
    chmodSync(folder, 0o777);
    expect(loaded()).toBeUndefined();
    new FileVerdictStore(folder).save('more');
    chmodSync(folder, 0o700);
    expect(loaded()).toBe('kept');
    chmodSync(join(folder, 'mask-verdicts.json'), 0o666);
    expect(loaded()).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is not believed behind a link', () => {
    const planted = join(root, 'planted.json');
    writeFileSync(planted, '"planted"', { mode: 0o600 });
    rmSync(join(folder, 'mask-verdicts.json'));
    symlinkSync(planted, join(folder, 'mask-verdicts.json'));
    expect(loaded()).toBeUndefined();
    symlinkSync(folder, join(root, 'linked'));
    expect(new FileVerdictStore(join(root, 'linked')).load()).toBeUndefined();
  });

  it('is not believed in a project, a Git work tree, or where it must not be', () => {
    expect(loaded([root])).toBeUndefined();
    mkdirSync(join(root, '.git'));
    expect(loaded()).toBeUndefined();
    rmSync(join(root, '.git'), { recursive: true });
    writeFileSync(join(root, 'recpolicy.config.json'), '{}');
    expect(loaded()).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('does without where no folder can be made', () => {
    const begin = performance.now();
    new FileVerdictStore('/proc/recpolicy/inner').save('x');
    expect(new FileVerdictStore('/proc/recpolicy/inner').load()).toBeUndefined();
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
