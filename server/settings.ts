import { isObject } from './options';
import type { ServerSettings } from './protocol';

export const DEFAULT_SETTINGS: ServerSettings = {
  environment: '',
  validate: { enable: true },
  inlayHints: { enable: true },
  codeLens: { enable: true },
};

/**
 * Reads the section `recpolicy`. Clients send `{}`, null or nothing at all when they have no settings of
 * ours: that means the defaults, never "off".
 */
export function readSettings(section: unknown): ServerSettings {
  if (!isObject(section)) return DEFAULT_SETTINGS;
  return {
    environment: typeof section['environment'] === 'string' ? section['environment'] : '',
    validate: { enable: enabled(section['validate']) },
    inlayHints: { enable: enabled(section['inlayHints']) },
    codeLens: { enable: enabled(section['codeLens']) },
  };
}

function enabled(group: unknown): boolean {
  return !(isObject(group) && group['enable'] === false);
}
