import type { Frame } from 'playwright-core';
import { theWindow } from '../../support/window';

/** The frame of a webview in which the selector matches. */
export async function frameWith(selector: string): Promise<Frame> {
  const window = theWindow();
  return window.until(`a webview with ${selector}`, async () => {
    for (const frame of window.page.frames()) {
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    return undefined;
  });
}
