import { statesIn } from '../../support/org-states';

statesIn('high-contrast');
