import type { FrameLocator } from 'playwright-core';
import { theWindow } from './window';

/** The inside of the webview on the screen, once the selector matches there. */
export async function frameWith(selector: string): Promise<FrameLocator> {
  // A webview is a frame in a frame; those of editors behind others stay in the page, hidden.
  const outer = theWindow().page.locator('iframe.webview').filter({ visible: true }).last().contentFrame();
  const inner = outer.locator('iframe#active-frame').contentFrame();
  await inner.locator(selector).first().waitFor();
  return inner;
}
