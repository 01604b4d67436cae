import { describe, expect, it } from 'vitest';
import { runSideBySide } from './side-by-side.mjs';

/** Runs the pieces; each ends when it is told to. Answers what happened, in order. */
async function play(works, slots, failing = []) {
  const events = [];
  let open = 0;
  let most = 0;
  await runSideBySide(
    works,
    slots,
    async ({ name }) => {
      events.push(`begin ${name}`);
      most = Math.max(most, ++open);
      await new Promise((next) => setImmediate(next));
      open--;
      events.push(`end ${name}`);
      return !failing.includes(name);
    },
    ({ name }, failed) => events.push(`leave out ${name}: ${failed.join()}`),
  );
  return { events, most };
}

describe('pieces of work side by side', () => {
  it('begin once what they need has ended', async () => {
    const { events } = await play([{ name: 'a' }, { name: 'b', needs: ['a'] }, { name: 'c' }], 3);
    expect(events.indexOf('begin b')).toBeGreaterThan(events.indexOf('end a'));
    expect(events.indexOf('begin c')).toBeLessThan(events.indexOf('end a'));
  });

  it('run no more at once than there are slots', async () => {
    const works = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }));
    expect((await play(works, 2)).most).toBe(2);
  });

  it('run alone where they say so', async () => {
    const { events } = await play([{ name: 'a' }, { name: 'b', alone: true }, { name: 'c' }], 3);
    expect(events.slice(events.indexOf('begin b'), events.indexOf('end b') + 1)).toEqual([
      'begin b',
      'end b',
    ]);
  });

  it('are left out where what they need has failed, and so is what needs them', async () => {
    const works = [{ name: 'a' }, { name: 'b', needs: ['a'] }, { name: 'c', needs: ['b'] }, { name: 'd' }];
    const { events } = await play(works, 2, ['a']);
    expect(events).toContain('leave out b: a');
    expect(events).toContain('leave out c: b');
    expect(events).toContain('end d');
  });

  it('do not hang where they need one another', async () => {
    const circle = [
      { name: 'a', needs: ['b'] },
      { name: 'b', needs: ['a'] },
    ];
    await expect(play(circle, 2)).rejects.toThrow('a, b');
  });
});
