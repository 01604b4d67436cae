import { expect, it } from 'vitest';
import { literalLoopback } from './loopback';

const refused = () =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });

async function asked(url: string, fails: (url: string) => boolean): Promise<string[]> {
  const urls: string[] = [];
  const fetch = literalLoopback(async (to) => {
    urls.push(to);
    if (fails(to)) throw refused();
    return new Response();
  });
  await fetch(url, {}).catch(() => undefined);
  return urls;
}

it('leaves the name localhost to no resolver', async () => {
  expect(await asked('http://localhost:81/a?b', () => false)).toEqual(['http://127.0.0.1:81/a?b']);
  expect(await asked('http://localhost:81/', (u) => u.includes('127'))).toEqual([
    'http://127.0.0.1:81/',
    'http://[::1]:81/',
  ]);
  expect(await asked('https://acme.mypurecloud.com/', () => true)).toEqual(['https://acme.mypurecloud.com/']);
});
