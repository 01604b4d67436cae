import { describe } from 'mocha';
import { authoringInTheBrowser } from '../../support/web';

describe('VS Code in a browser, on a virtual folder', () => {
  authoringInTheBrowser('web');
});
