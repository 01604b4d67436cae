import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import {
  clearNotifications,
  connect,
  dialog,
  enter,
  type LocalOrgs,
  notification,
  pick,
  press,
  row,
  showTree,
  startOrgs,
} from '../../support/org';
import { theWindow } from '../../support/window';

/** Looks like a link to a command, an icon, markup, and text running backwards. */
const NAME = '[Ok](command:workbench.action.showAboutDialog) $(rocket) <img src=x> \u202eevil';

describe('a hostile repository', () => {
  let orgs: LocalOrgs;
  let thief: Server;
  const stolen: string[] = [];
  before(async () => {
    thief = createServer((request, response) => {
      stolen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
      response.writeHead(404).end();
    });
    await new Promise<void>((done) => thief.listen(0, '127.0.0.1', done));
    orgs = await startOrgs(theWindow());
  });
  after(async () => {
    await orgs.emulator.stop();
    thief.close();
  });

  const config = async (edit: (config: string) => string) => {
    const window = theWindow();
    await window.writeFile('recpolicy.config.json', edit(await window.readFile('recpolicy.config.json')));
  };

  it('cannot allow itself a host by its settings', async () => {
    const window = theWindow();
    const url = orgs.dev.url;
    await config((c) => c.replace(url, 'https://evil.example'));
    await showTree(window);
    await row(window, 'dev', 'not reached');
    await window.command('Recording Policies: Connect Org…');
    await pick(window, 'dev');
    const said = await notification(window, 'neither a loopback address nor a host that you allow');
    assert.match(said, /user settings/);
    assert.equal(await window.page.locator('.quick-input-widget:visible input[type=password]').count(), 0);
    await window.screenshot('org-hostile-host');
    await clearNotifications(window);
    await config((c) => c.replace('https://evil.example', url));
  });

  for (const address of [
    'http://127.0.0.1@evil.example',
    'https://evil.example\\\\@127.0.0.1',
    'http://127.0.0.1.',
    'http://xn--80ak6aa92e.com',
  ]) {
    it(`cannot dress up another host: ${address}`, async () => {
      const window = theWindow();
      const url = orgs.dev.url;
      await config((c) => c.replace(url, address));
      await window.command('Recording Policies: Connect Org…');
      await pick(window, 'dev');
      await notification(window, 'credentials are sent nowhere');
      await clearNotifications(window);
      await config((c) => c.replace(address, url));
    });
  }

  it('finds no secret when it points an environment elsewhere', async () => {
    const window = theWindow();
    await connect(window, 'dev');
    await row(window, 'Policies');
    const url = orgs.dev.url;
    const other = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`;
    await config((c) => c.replace(url, other));
    await row(window, 'dev', 'not connected', other.replace('http://', ''));
    await window.command('Recording Policies: Refresh');
    await window.command('Recording Policies: Deploy a Whole Environment…');
    await pick(window, 'dev');
    await notification(window, 'no usable OAuth client credentials');
    assert.deepEqual(stolen, []);
    await clearNotifications(window);
    await config((c) => c.replace(other, url));
    await row(window, 'Policies');
  });

  it('has its names shown as plain text, everywhere', async () => {
    const window = theWindow();
    const group = orgs.dev.dump().groups.find((g) => g.name === 'Support Agents')!.id;
    const policy = {
      name: NAME,
      enabled: true,
      recordingType: 'SCREEN',
      targets: [{ type: 'GROUP', id: group }],
      retentionDays: 90,
      priority: 200,
      evaluationMode: 'STRICT',
    };
    await window.writeFile('policies/evil.recpolicy.json', JSON.stringify(policy, null, 2));
    await row(window, '<img src=x>', 'only here');
    await window.openFile('policies/evil.recpolicy.json');
    await window.command('Recording Policies: Deploy…');
    const asked = await dialog(window, '<img src=x>');
    assert.ok(!asked.includes('\u202e'));
    await window.screenshot('org-hostile-names');
    await press(window, 'Deploy');
    const said = await notification(window, '1 done');
    assert.ok(said.length > 0);
    const shown = await window.page.locator('.monaco-workbench').innerHTML();
    assert.ok(!/href="command:workbench\.action\.showAboutDialog/.test(shown), 'no link to a command');
    assert.ok(!shown.includes('codicon-rocket'), 'no icon out of a name');
    await clearNotifications(window);
  });

  it('gets no secret by a redirect', async () => {
    const window = theWindow();
    const other = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/token`;
    orgs.dev.addFaults({
      match: { path: '/api/v2/oauth/token' },
      times: 'always',
      do: { kind: 'redirect', status: 307, location: other },
    });
    await window.command('Recording Policies: Connect Org…');
    await pick(window, 'dev');
    await pick(window, 'Another OAuth client');
    await enter(window, 'Client id', 'acme-test-deployer');
    await enter(window, 'Client secret', 'canary-9f1c');
    await notification(window, /redirect/i);
    assert.deepEqual(stolen, []);
    orgs.dev.clearFaults();
  });

  it('finds the secret in no log', async () => {
    const window = theWindow();
    await clearNotifications(window);
    await window.command('Recording Policies: Show Output');
    await window.page.locator('.output-view .view-lines').first().waitFor();
    const log = (await window.visibleText('.output-view .view-lines')).join('\n');
    assert.ok(!log.includes('canary-9f1c') && !log.includes('local-acme-test-deployer'));
  });
});
