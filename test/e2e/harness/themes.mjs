/**
 * The colour themes that a suite may name: as settings name them, as lists show them, and the class that the
 * window has then.
 */
export const themes = {
  light: { name: 'Default Light Modern', label: 'Light Modern', mark: 'vs' },
  dark: { name: 'Default Dark Modern', label: 'Dark Modern', mark: 'vs-dark' },
  'high-contrast': { name: 'Default High Contrast', label: 'Dark High Contrast', mark: 'hc-black' },
};
