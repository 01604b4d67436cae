import { describe, expect, it } from 'vitest';
import { Progress } from './progress';
import type { OrgTerminal } from './terminal';

function screen(isTTY: boolean, columns = 40, env: Record<string, string> = {}) {
  let text = '';
  const terminal = {
    stderr: { isTTY, columns },
    env: { NO_COLOR: '1', ...env },
    err: (t: string) => {
      text += t;
    },
  } as unknown as OrgTerminal;
  return { terminal, text: () => text };
}

const phase = (message: string) => ({ type: 'phase', phase: 'export', message }) as const;
const amount = (done: number, total?: number) =>
  ({ type: 'progress', phase: 'export', done, total, unit: 'records' }) as const;

describe('progress', () => {
  it('is one line on a terminal, rewritten, cut to its width, and gone at the end', () => {
    const s = screen(true, 30);
    const p = new Progress(s.terminal, false);
    p.event(phase('Exporting'));
    p.event(amount(100));
    p.event(phase('A message that is longer than the terminal is wide'));
    p.clear();
    expect(s.text().split('\r\u001b[K')).toEqual([
      '',
      'Exporting',
      'Exporting  100 records',
      'A message that is longer tha…',
      '',
    ]);
  });

  it('is a plain line for each new phase elsewhere, once', () => {
    const s = screen(false);
    const p = new Progress(s.terminal, false);
    for (const event of [phase('One'), amount(1, 2), phase('One'), phase('Two')]) p.event(event);
    p.clear();
    expect(s.text()).toBe('One\nTwo\n');
  });

  it('is plain on a terminal that cannot move its cursor', () => {
    const s = screen(true, 80, { TERM: 'dumb' });
    const p = new Progress(s.terminal, false);
    p.event(phase('One'));
    p.event(amount(1));
    expect(s.text()).toBe('One\n');
  });

  it('leaves notices and waits standing above the line', () => {
    const s = screen(true);
    const p = new Progress(s.terminal, false);
    p.event(phase('One'));
    p.event({ type: 'notice', message: 'know this\u001b[2J' });
    p.event({
      type: 'retry',
      notice: { method: 'GET', path: '/x', attempt: 1, waitMs: 2000, reason: 'status 429' },
    });
    expect(s.text()).toContain('know this\ufffd[2J\n');
    expect(s.text()).toContain('GET /x: status 429; trying again in 2 s\n');
    expect(s.text().endsWith('\r\u001b[KOne')).toBe(true);
  });

  it('is silent when told to be', () => {
    const s = screen(true);
    const p = new Progress(s.terminal, true);
    p.event(phase('One'));
    p.event(amount(1));
    p.event({ type: 'notice', message: 'n' });
    p.clear();
    expect(s.text()).toBe('');
  });
});
