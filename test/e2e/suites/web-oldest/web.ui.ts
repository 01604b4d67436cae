import { describe } from 'mocha';
import { authoringInTheBrowser, documentsInTheBrowser } from '../../support/web';

describe('the oldest VS Code, in a browser, on a folder that cannot be searched', () => {
  authoringInTheBrowser('web-oldest');
  documentsInTheBrowser('web-oldest');
});
